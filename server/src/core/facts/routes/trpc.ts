import { toRequirement } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { ROLE_WORDS, roleNorm, wordsOf } from '../guards/words.ts';
import { declaredName } from '../names.ts';
import { guardsIn } from './handlers.ts';

const KINDS = new Set(['query', 'mutation', 'subscription', 'handler', 'action']);
const SIGNED_IN =
  /^(?:protected|private|authed|auth|authenticated|authorized|user|member|logged in|session|secure|secured|verified|enforced)$/;

/** What a chain begins with: procedures of tRPC, oRPC and zsa, clients of next-safe-action. */
const MADE_WITH = /(?:[pP]rocedure|(?:^a|A)ction(?:Client)?|ActionClient)$/;

/** tRPC and its kin: `remove: protectedProcedure.input(…).mutation(async ({ ctx }) => …)`. */
export const trpc = defineRouteFinder({
  id: 'trpc',
  languages: ['typescript', 'javascript', 'tsx'],
  *find(reading) {
    const { text } = reading.unit.tree;
    if (!/(?:[pP]rocedure|Action|ActionClient)\b|\.(?:query|mutation|subscription)\(/.test(text)) return;
    yield* definitions(reading);
    for (const call of reading.unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      const kind = callee?.kind === 'member' ? lastName(reading.unit, callee) : null;
      if (callee === null || kind === null || !KINDS.has(kind)) continue;
      const chain = chainOf(reading, callee);
      const root = chain[chain.length - 1];
      const [handler] = childrenOf(call, 'call.argument').slice(-1);
      if (root === undefined) continue;
      const isOwn = isOwnBuilder(reading, root.node, call, handler);
      if (!isOwn && !MADE_WITH.test(lastName(reading.unit, root.node) ?? '')) continue;
      const name = nameOf(reading, call);
      if (name === null) continue;
      const symbol = `${kind.toUpperCase()} ${name}`;
      yield {
        method: 'RPC',
        path: name,
        symbol,
        node: call,
        handler: handler?.kind === 'function' ? handler : null,
        group: groupOf(reading, call),
        guards: [
          ...procedureGuards(reading, root.node),
          ...(isOwn ? guardsIn(reading, root.node.parent!, 'route') : []),
          ...chain.flatMap((link) => (link.use === null ? [] : guardsIn(reading, link.use, 'route'))),
        ],
      } satisfies Route;
    }
  },
});

/** `export const protectedProcedure = t.procedure.use(isAuthed)`: what every procedure made with it asks. */
function* definitions(reading: FileReading): Generator<Route> {
  for (const assign of reading.unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    const name = target === null ? '' : reading.unit.textOf(target);
    if (target === null || value === null || !MADE_WITH.test(name) || !/^[\w$]+$/.test(name)) continue;
    const callee = value.kind === 'call' ? childOf(value, 'call.callee') : null;
    const base = callee?.kind === 'member' ? lastName(reading.unit, callee) : lastName(reading.unit, value);
    // A procedure that is called by its name is none that others are made with.
    if (base === null || KINDS.has(base)) continue;
    const guards = procedureGuards(reading, target).filter(({ tier }) => tier !== 'name');
    yield { method: 'ROUTER', path: '*', symbol: name, node: assign, handler: null, group: 'procedures', guards };
  }
}

/** `remove: withPermission('server', 'delete').input(…).mutation(async ({ ctx }) => …)`: what gives the procedure is a call. */
function isOwnBuilder(
  { unit }: FileReading,
  root: SyntaxNode,
  call: SyntaxNode,
  handler: SyntaxNode | undefined,
): boolean {
  if (root.role !== 'call.callee' || call.parent?.kind !== 'entry' || handler?.kind !== 'function') return false;
  const parameter = handler.children.find((child) => child.kind === 'parameter');
  return parameter !== undefined && /^\{[^}]*\b(?:ctx|input)\b/.test(unit.textOf(parameter));
}

interface Link {
  readonly node: SyntaxNode;
  /** The argument of `.use(…)`. */
  readonly use: SyntaxNode | null;
}

/** Links of a chain of calls, last first; the last one is what it starts from. */
function chainOf(reading: FileReading, callee: SyntaxNode): readonly Link[] {
  const links: Link[] = [];
  for (let at: SyntaxNode | null = childOf(callee, 'member.object'); at !== null && links.length < 20;) {
    const inner: SyntaxNode | null = at.kind === 'call' ? childOf(at, 'call.callee') : null;
    if (at.kind !== 'call' || inner === null || inner.kind !== 'member')
      return [...links, { node: at.kind === 'call' && inner !== null ? inner : at, use: null }];
    const [argument] = childrenOf(at, 'call.argument');
    links.push({ node: at, use: lastName(reading.unit, inner) === 'use' ? (argument ?? null) : null });
    at = childOf(inner, 'member.object');
  }
  return links;
}

/** What a procedure asks by what it was made with (`t.procedure.use(isAuthed)`), else by its name. */
function procedureGuards(reading: FileReading, root: SyntaxNode): readonly GuardUse[] {
  const name = lastName(reading.unit, root) ?? '';
  const binding = root.kind === 'name' ? reading.scopes.lookUp(name, root) : null;
  const made = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  if (made !== null && made.kind === 'call') {
    const callee = childOf(made, 'call.callee');
    const own = callee?.kind === 'member' ? lastName(reading.unit, callee) : null;
    const uses = [
      ...(own === 'use' ? childrenOf(made, 'call.argument').slice(0, 1) : []),
      ...(callee === null ? [] : chainOf(reading, callee).flatMap((link) => link.use ?? [])),
    ];
    const asked = uses
      .flatMap((use) => guardsIn(reading, use, 'router'))
      .map((guard) => ({ ...guard, node: root, name }));
    if (asked.length > 0) return asked;
  }
  const words = wordsOf(name).replace(/ ?(?:base )?(?:procedure|(?:safe )?action(?: client)?)$/, '');
  const role = new RegExp(`^(?:${ROLE_WORDS})$`).test(words) ? roleNorm(words) : null;
  if (role === null && !SIGNED_IN.test(words)) return [];
  const { unit } = reading;
  return [
    {
      action: role === null ? 'require-auth' : 'require-role',
      norm: toRequirement([role === null ? { kind: 'auth', value: 'authenticated' } : { kind: 'role', value: role }]),
      name,
      evidence: { path: unit.path, range: unit.rangeOf(root), role: 'guard' },
      node: root,
      from: 'route',
      tier: 'name',
      why: `Known by its name, \`${name}\`.`,
    },
  ];
}

function nameOf(reading: FileReading, call: SyntaxNode): string | null {
  const { parent } = call;
  if (parent?.kind === 'entry') {
    const key = childOf(parent, 'entry.key');
    return key === null ? null : reading.unit.textOf(key);
  }
  const target = parent?.kind === 'assign' ? childOf(parent, 'assign.target') : null;
  return target === null ? null : reading.unit.textOf(target);
}

function groupOf(reading: FileReading, call: SyntaxNode): string {
  const object = enclosing(call, 'object');
  return object === null
    ? 'procedures'
    : (declaredName(reading.unit, object.parent ?? object) ?? `procedures ${object.index}`);
}
