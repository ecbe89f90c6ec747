import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { isOfCaller } from '../headers-of-caller.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { known } from '../to-fact.ts';
import { valueGiven } from '../value-given.ts';

const TAKES_AWAY =
  /^(?:Del|Delete|delete|remove|Remove|removeHeader|RemoveHeader|unset|delete_header|removeHeaders|pop)$/;
const SETS = /^(?:Set|set|setHeader|put|header)$/;
/** Headers by which programs behind a proxy know who calls, and from where. */
const TELLS_WHO =
  /^(?:x-forwarded-(?:for|host|proto|user|email|groups|access-token|preferred-username)|x-real-ip|x-client-ip|forwarded|x-(?:auth|authenticated|remote|user|webauth)-[\w-]+|remote-(?:user|email|groups|name)|x-original-(?:url|uri)|x-rewrite-url)$/i;

const MAX_LIST = 40;

/** Headers that are taken out of a request, or given another value, before it goes on: whoever sends them would be believed. */
export const spoofableHeaders = defineExtractor({
  id: 'spoofable-headers',
  kinds: ['identity.guard'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || !NAMED.test(unit.tree.text)) return;
    for (const { node, headers } of [...byCalls(reading), ...byStatements(reading)])
      for (const header of headers.flatMap(headerNamed))
        yield {
          kind: 'identity.guard',
          action: 'validate-input',
          resource: { kind: 'policy', value: known(header), norm: `without ${header.toLowerCase()}` },
          node,
          evidence: [{ node, role: 'guard' }],
          tier: 'pattern',
          why: [`\`${header}\` that a caller sends is taken away before anybody believes it.`],
        };
  },
});

const NAMED = /forwarded|remote|real|client|user|auth|original|rewrite/i;

interface Taken {
  readonly node: SyntaxNode;
  readonly headers: readonly string[];
}

function headerNamed(text: string): readonly string[] {
  // Of CGI and WSGI.
  const name = /^HTTP_[A-Z_]+$/.test(text) ? text.slice(5).replaceAll('_', '-').toLowerCase() : text;
  return TELLS_WHO.test(name) ? [name] : [];
}

function* byCalls(reading: Reading): Generator<Taken> {
  const { unit } = reading;
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (callee === null || name === null) continue;
    const object = childOf(callee, 'member.object');
    const args = childrenOf(node, 'call.argument');
    if (name === 'deleteProperty') {
      const [of, key] = args;
      if (of !== undefined && key !== undefined && isOfCaller(reading, of))
        yield { node, headers: textsOf(reading, key) };
      continue;
    }
    if (TAKES_AWAY.test(name) && (object === null || !ANSWER.test(unit.textOf(object).slice(0, 40))))
      yield { node, headers: headersAt(reading, node) };
    else if (SETS.test(name) && object !== null && args.length > 1 && isAlways(node) && isOfCaller(reading, object))
      yield { node, headers: headersAt(reading, node) };
  }
}

/** What goes back to the caller. */
const ANSWER = /^(?:res|resp|response|w|reply|rw|writer)\b|^(?:ctx|context|c)\.(?:res|resp|response|Response)\b/;

/** `delete req.headers['x-user']`, `del headers["X-User"]`, `req.headers['x-user'] = undefined`, `const { 'x-user': _, ...rest } = req.headers`. */
function* byStatements(reading: Reading): Generator<Taken> {
  const { unit } = reading;
  for (const node of unit.ofKind('unary')) {
    const operator = childOf(node, 'unary.operator');
    const [object, key] = indexed(childOf(node, 'unary.operand') ?? undefined);
    if (operator === null || object === undefined || key === undefined) continue;
    if (/^del(?:ete)?$/.test(unit.textOf(operator)) && isOfCaller(reading, object))
      yield { node, headers: textsOf(reading, key) };
  }
  for (const node of unit.ofKind('assign')) {
    const target = childOf(node, 'assign.target');
    const [object, key] = indexed(target ?? undefined);
    if (object !== undefined && key !== undefined && isAlways(node) && isOfCaller(reading, object))
      yield { node, headers: textsOf(reading, key) };
    const value = childOf(node, 'assign.value');
    if (target?.kind === 'pattern' && value !== null && isOfCaller(reading, value) && hasRest(target))
      yield {
        node,
        headers: target.children.flatMap((entry) => textsOf(reading, childOf(entry, 'entry.key') ?? entry)),
      };
  }
}

function indexed(node: SyntaxNode | undefined): readonly [SyntaxNode?, SyntaxNode?] {
  const [object, key] = node?.kind === 'index' ? [childOf(node, 'index.object'), childOf(node, 'index.key')] : [];
  return object && key ? [object, key] : [];
}

function hasRest(pattern: SyntaxNode): boolean {
  return pattern.children.some(({ kind }) => kind === 'spread');
}

/** What is only set for some who call is left to the others. */
function isAlways(node: SyntaxNode): boolean {
  return enclosing(node, 'if', 'function', 'catch')?.kind !== 'if';
}

function textsOf(reading: Reading, node: SyntaxNode): readonly string[] {
  const text = textAt(reading, node);
  return text !== null ? [text] : node.kind === 'name' ? listAround(reading, node) : [];
}

/** `h.Del("X-Real-IP")`, `h.Del(textproto.CanonicalMIMEHeaderKey("X-Forwarded-For"))`, and each of a list that is gone through. */
function headersAt(reading: Reading, call: SyntaxNode): readonly string[] {
  const [first] = childrenOf(call, 'call.argument');
  const inner = first?.kind === 'call' ? childrenOf(first, 'call.argument')[0] : first;
  return inner === undefined ? [] : textsOf(reading, inner);
}

/** What the nearest loop goes through, when that is a list that is written here: `for (const name of NAMES)`, `NAMES.forEach(…)`. */
function listAround(reading: Reading, node: SyntaxNode): readonly string[] {
  const around = enclosing(node, 'loop', 'function');
  const each = around?.kind === 'function' && around.role === 'call.argument' ? around.parent : null;
  const callee = each === null ? null : childOf(each, 'call.callee');
  const gone =
    around?.kind === 'loop'
      ? around.children.filter(({ role }) => role !== 'loop.body')
      : callee?.kind === 'member'
        ? [childOf(callee, 'member.object')]
        : [];
  for (const head of gone)
    for (const node of head === null ? [] : descendants(head)) {
      const list = node.kind === 'array' ? node : valueGiven(reading, node);
      if (list?.kind === 'array' && list.children.length <= MAX_LIST)
        return list.children.flatMap((item) => textAt(reading, item) ?? []);
    }
  return [];
}
