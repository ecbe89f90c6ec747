import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { valueGiven } from '../value-given.ts';
import { textAt } from './paths.ts';

export interface MethodsAsked {
  /** In capitals. */
  readonly methods: readonly string[];
  /** It holds for every method but these. */
  readonly isNegated: boolean;
}

const MAX_CONDITION = 240;
const METHOD = String.raw`(?:(?:\$?\w+(?:\.|->|\?\.))*(?:method|Method|getMethod\(\)|request_method|REQUEST_METHOD)|\$_SERVER\[['"]REQUEST_METHOD['"]\])(?:(?:\.|\?\.)(?:toUpperCase|upper|upcase)(?:\(\))?)?`;
const NAME = String.raw`(?:['"](?:GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE)['"]|http\.Method(?:Get|Head|Options|Post|Put|Patch|Delete))`;
const LIST = String.raw`[([{]\s*${NAME}(?:\s*,\s*${NAME})*\s*,?\s*[)\]}]`;
const IS_METHOD = new RegExp(`^${METHOD}$`);
const IS_LIST = new RegExp(`^${LIST}$`, 'i');
const COMPARED = new RegExp(
  String.raw`^(!\s*|not\s+)?\(?(?:${METHOD}\s*(===?|!==?|<>)\s*${NAME}|${NAME}\s*(===?|!==?|<>)\s*${METHOD})\)?$`,
  'i',
);
const IN_LIST = new RegExp(String.raw`^(not\s+)?${METHOD}\s+(not\s+)?in\s+${LIST}$`, 'i');
const LIST_HAS = new RegExp(
  String.raw`^(!\s*|not\s+)?(?:${LIST}\.(?:includes|contains|include\?)\(${METHOD}\)|in_array\(${METHOD},\s*${LIST}(?:,\s*true)?\))$`,
  'i',
);
/** Laravel's, Symfony's and CakePHP's question, and Rails'. */
const HAS_METHOD = new RegExp(
  String.raw`^(!\s*|not\s+)?(?:\$?\w+(?:\.|->))*(?:(?:isMethod|is)\(${NAME}\)|(?<=request\.)(?:get|head|post|put|patch|delete)\?)$`,
  'i',
);
const OF_RAILS = /\brequest\.(get|head|post|put|patch|delete)\?$/;

/** `req.method !== 'POST' && req.method !== 'PUT'`, `request.method not in ("POST", "PUT")`; null when it asks something else. */
export function methodsAsked(reading: FileReading, branch: SyntaxNode): MethodsAsked | null {
  const text = conditionOf(reading, branch);
  if (text === null) return null;
  const isAll = /&&|\band\b/.test(text);
  if (isAll && /\|\||\bor\b/.test(text)) return null;
  const parts = text.split(isAll ? /&&|\band\b/ : /\|\||\bor\b/).map((part) => readPart(bare(part)));
  const [first] = parts;
  if (first === null || first === undefined) return null;
  // `a !== 'POST' || a !== 'PUT'` holds for every method, `a === 'POST' && a === 'PUT'` for none.
  if (parts.length > 1 && first.isNegated !== isAll) return null;
  if (parts.some((part) => part?.isNegated !== first.isNegated)) return null;
  // Of `unless x` the condition is a negation that has no sign of its own.
  const isUnless = childOf(branch, 'if.condition')?.kind === 'unary' && !/^(?:!|not\b)/.test(text);
  return {
    methods: parts.flatMap((part) => part?.methods ?? []),
    isNegated: first.isNegated !== isUnless,
  };
}

/** `switch (req.method)` */
export function isMethodSwitch(reading: FileReading, branch: SyntaxNode): boolean {
  const text = conditionOf(reading, branch);
  return text !== null && IS_METHOD.test(text);
}

export function methodsNamed(reading: FileReading, node: SyntaxNode): readonly string[] {
  return namesIn(written(reading, node));
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(NAME, 'gi'))].map(([name]) =>
    name.replace(/^http\.Method|['"]/g, '').toUpperCase(),
  );
}

function conditionOf(reading: FileReading, branch: SyntaxNode): string | null {
  const condition = childOf(branch, 'if.condition');
  if (condition === null || condition.end - condition.start > MAX_CONDITION) return null;
  const text = written(reading, condition);
  return text.length > 2 * MAX_CONDITION ? null : bare(text);
}

/** With what names stand for: `ALLOWED.includes(method)` after `const ALLOWED = ['POST']` and `const { method } = req`. */
function written(reading: FileReading, node: SyntaxNode): string {
  const { unit } = reading;
  let text = '';
  let at = node.start;
  for (const each of descendants(node)) {
    if (each.kind !== 'name' || each.start < at) continue;
    const stands = standsFor(reading, each);
    if (stands === null) continue;
    text += unit.tree.text.slice(at, each.start) + stands;
    at = each.end;
  }
  return text + unit.tree.text.slice(at, node.end);
}

function standsFor(reading: FileReading, name: SyntaxNode): string | null {
  const text = textAt(reading, name);
  if (text !== null) return /^\w{1,8}$/.test(text) ? `'${text}'` : null;
  const value = valueGiven(reading, name);
  if (value === null || value.end - value.start > MAX_CONDITION) return null;
  const given = reading.unit.textOf(value).replace(/^(?:new )?(?:Set|frozenset|set)\((.*)\)$/s, '$1');
  return IS_METHOD.test(given) || IS_LIST.test(given) ? given : null;
}

function readPart(text: string): MethodsAsked | null {
  const compared = COMPARED.exec(text);
  const operator = compared?.[2] ?? compared?.[3];
  const found = compared ?? IN_LIST.exec(text) ?? LIST_HAS.exec(text) ?? HAS_METHOD.exec(text);
  if (found === null) return null;
  const isTurned = operator !== undefined && (operator.startsWith('!') || operator === '<>');
  const turns = found.slice(1).filter((not) => not !== undefined && not !== operator).length + (isTurned ? 1 : 0);
  const named = OF_RAILS.exec(text)?.[1];
  return { methods: named === undefined ? namesIn(text) : [named.toUpperCase()], isNegated: turns % 2 === 1 };
}

/** Without the parentheses around all of it. */
function bare(text: string): string {
  let rest = text.trim();
  while (/^\([^()]*(?:\([^()]*\)[^()]*)*\)$/.test(rest) && !IS_LIST.test(rest)) rest = rest.slice(1, -1).trim();
  return rest;
}
