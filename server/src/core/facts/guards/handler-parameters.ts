import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Unit } from '../unit.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { found } from './found.ts';
import { askedByType } from './injected-callers.ts';
import { lastName } from './paths.ts';

const ROUTE = /^(?:get|post|put|patch|delete|head|options|route|connect|trace|handler|endpoint)$/;
const EXTRACTED =
  /^(?:\w+::)*(?:Path|Query|Json|Form|Data|State|Extension|Multipart|TypedHeader|HttpRequest|Parts|JsonQuery|Valid\w*)\b/;
const ANSWER = /\b(?:IntoResponse|HttpResponse|Responder|Json(?:Result)?|StatusCode|Redirect)\b/;

/** What a handler's parameters ask of whoever calls, by their types. */
export function askedByParameters(reading: GuardReading, fn: SyntaxNode): readonly FoundGuard[] {
  const { unit } = reading;
  if (unit.language.id !== 'rust') return [];
  const parameters = childrenOf(fn, 'function.parameter').concat(
    fn.children.filter(({ kind, role }) => kind === 'parameter' && role !== 'function.parameter'),
  );
  const isRouted = fn.children.some((child) => child.kind === 'decorator' && isRoute(unit, child));
  if (!isRouted && !isHandler(unit, fn, parameters)) return [];
  return parameters.flatMap((parameter) => {
    const asked = askedByType(unit, parameter, isRouted);
    const why = 'The handler runs only for whom this parameter can be made.';
    return asked === null ? [] : [found(reading, parameter, asked, 'name', why)];
  });
}

function isRoute(unit: Unit, decorator: SyntaxNode): boolean {
  const call = decorator.children.find(({ kind }) => kind === 'call');
  const callee = call === undefined ? null : childOf(call, 'call.callee');
  return callee !== null && ROUTE.test(lastName(unit, callee) ?? '');
}

function isHandler(unit: Unit, fn: SyntaxNode, parameters: readonly SyntaxNode[]): boolean {
  const answers = childOf(fn, 'function.returns');
  if (answers !== null && ANSWER.test(unit.textOf(answers))) return true;
  return parameters.some((parameter) => {
    const type = childOf(parameter, 'parameter.type');
    return type !== null && EXTRACTED.test(unit.textOf(type));
  });
}
