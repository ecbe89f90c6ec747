import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, descendants } from '../text/tree.ts';
import type { FileReading } from './define.ts';
import { valueGiven } from './value-given.ts';

/** `req.headers`, `r.Header`, `context.Request.Headers`, `request.META`, `$_SERVER`, `proxyReq`. */
const OF_REQUEST =
  /^(?:\w+(?:\.|->))*(?:req|request|r|Request|outreq|proxyReq|proxyRequest|upstreamRequest|In|Out)(?:\.|->)(?:headers|Headers|Header|META|environ|raw_?headers)(?:\(\))?$|^(?:(?:self|this)\.)?(?:environ|proxyReq|\$_SERVER)$|^env$|(?:getRequest\(\)|\brequest)\.mutate\(\)$/;
const MAX_TEXT = 200;
const MAX_HOPS = 3;

/** What came along with a request, or a copy of it that goes on in its place. */
export function isOfCaller(reading: FileReading, node: SyntaxNode): boolean {
  let at = node;
  for (let hops = 0; hops < MAX_HOPS; hops += 1) {
    const text = reading.unit.textOf(at).slice(0, MAX_TEXT);
    if (OF_REQUEST.test(text.replace(/\?\./g, '.'))) return !isMadeHere(reading, at);
    const value = valueGiven(reading, at);
    if (value === null) return hops > 0 && isCopy(text);
    at = value;
  }
  return false;
}

/** `new Headers(req.headers)`, `dict(request.headers)`, `{ ...req.headers }`, `r.Header.Clone()`. */
function isCopy(text: string): boolean {
  return /(?:\b|\.{3}|\*\*)(?:req|request|r|Request)(?:\.|->)(?:headers|Headers|Header|META)\b/.test(text);
}

const MAKES_REQUEST = /NewRequest|\b\w*[rR]equest\(|Request::|Request\.(?:new|Builder|create)/;

/** `req, err := http.NewRequest(…)`: what a program asks of others says what it likes. */
function isMadeHere({ unit, scopes }: FileReading, node: SyntaxNode): boolean {
  const root = [...descendants(node)].find(({ kind }) => kind === 'name');
  const binding = root === undefined ? null : scopes.lookUp(unit.textOf(root), root);
  const value = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  return value !== null && MAKES_REQUEST.test(unit.textOf(value).slice(0, MAX_TEXT));
}
