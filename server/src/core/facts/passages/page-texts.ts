import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { ASKED } from '../hardening/messages.ts';
import type { Binding } from '../scopes.ts';
import { dottedOf } from './dotted.ts';
import type { FoundAct } from './found-act.ts';
import { leadsElsewhere } from './texts-of-answers.ts';
import { textOfValue } from '../value.ts';

/** What whoever makes a link to a page writes into its address, or sends it from another window. */
const ADDRESS = /^(?:(?:window|document|self|globalThis|top)\.)?location\.hash$|^document\.referrer$|^window\.name$/;
const OF_PAGE = /(?:^|\.)location(?:\.(?:href|search|hash))?$|^document\.(?:URL|documentURI)$/;
const OF_REQUEST = /^(?:\w+\.)?\w*[rR]eq(?:uest)?\.url$/;
const HOOK = /(?:^|\.)useSearchParams$/;
const MAX_STEPS = 5;

/** Where a member or a call of a script reads such a text; null when it reads none. */
export function pageTextAt(reading: Reading, node: SyntaxNode): 'page' | 'request' | null {
  const { unit, scopes } = reading;
  if (node.kind === 'call') {
    const callee = childOf(node, 'call.callee');
    const method = callee === null ? null : childOf(callee, 'member.property');
    return method !== null && /^(?:get|getAll)$/.test(unit.textOf(method)) ? paramsOf(reading, node) : null;
  }
  const dotted = dottedOf(unit, node);
  if (dotted === null) return null;
  const { text, base } = dotted;
  const binding = scopes.lookUp(unit.textOf(base), base);
  if (ADDRESS.test(text)) return binding === null ? 'page' : null;
  return /^\w+\.data$/.test(text) && binding?.how === 'parameter' && isMessage(reading, binding) ? 'page' : null;
}

/** `new URLSearchParams(location.search).get('q')`, `new URL(request.url).searchParams.get('q')`, and both by names. */
function paramsOf(reading: Reading, call: SyntaxNode): 'page' | 'request' | null {
  const { unit, scopes } = reading;
  const callee = childOf(call, 'call.callee');
  let at = callee === null ? null : childOf(callee, 'member.object');
  for (let step = 0; at !== null && step < MAX_STEPS; step += 1) {
    if (at.kind === 'member') {
      const text = at.end - at.start > 80 ? '' : unit.textOf(at);
      if (OF_PAGE.test(text)) return 'page';
      if (OF_REQUEST.test(text)) return 'request';
      at = text.endsWith('.searchParams') || text.endsWith('.search') ? childOf(at, 'member.object') : null;
    } else if (at.kind === 'name') {
      const binding: Binding | null = scopes.lookUp(unit.textOf(at), at);
      at = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
    } else if (at.kind === 'new' || at.kind === 'call') {
      const made = childOf(at, 'call.callee');
      const name = made === null ? '' : unit.textOf(made);
      if (HOOK.test(name)) return 'page';
      at = /^(?:URL|URLSearchParams)$/.test(name) ? childOf(at, 'call.argument') : null;
    } else at = null;
  }
  return null;
}

/** The event of a handler that obeys whoever sends it. */
function isMessage({ unit }: Reading, binding: Binding): boolean {
  const fn = enclosing(binding.node, 'function');
  const call = fn?.role === 'call.argument' ? fn.parent : null;
  const event = call?.kind === 'call' ? childOf(call, 'call.argument') : null;
  return (
    fn !== null && event?.kind === 'string' && /^.message.$/.test(unit.textOf(event)) && !ASKED.test(unit.textOf(fn))
  );
}

const LOCATION = /^(?:(?:window|document|self|globalThis|top|parent)\.)?location(?:\.href)?$/;
const GOES = /^(?:(?:window|document|self|globalThis|top|parent)\.)?location\.(?:assign|replace)$|^(?:window\.)?open$/;

/** Where a page goes by what it is told. */
export function* pageGoes({ unit, resolver }: Reading): Generator<FoundAct> {
  if (!/\blocation\b|\bopen\(/.test(unit.tree.text)) return;
  const goes = function* (node: SyntaxNode, to: SyntaxNode | null, name: string): Generator<FoundAct> {
    if (to === null || !leadsElsewhere(textOfValue(resolver.valueOf(to)))) return;
    const words = `\`${name}\` leads whoever called to the address it names`;
    yield { kind: 'redirect', call: node, norm: name, words, given: [to], tier: 'resolved' };
  };
  for (const node of unit.ofKind('assign')) {
    const target = childOf(node, 'assign.target');
    if (target !== null && target.end - target.start < 40 && LOCATION.test(unit.textOf(target)))
      yield* goes(node, childOf(node, 'assign.value'), 'location');
  }
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const written = callee === null || callee.end - callee.start > 40 ? '' : unit.textOf(callee);
    if (GOES.test(written)) yield* goes(node, childrenOf(node, 'call.argument')[0] ?? null, written);
  }
}
