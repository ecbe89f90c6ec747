import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse } from '../define.ts';
import { shownName } from '../guards/arguments.ts';
import { constantsAt, lastName } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { summariesOf } from '../guards/summaries.ts';

const DECLARES =
  /^(?:allow|permit|rule|define|policy|definePolicy|defineRule|can|ability|addRule|registerPolicy|grant)$/;

/** Policies that are declared by name: `allow(User, 'delete', Document, (user, document) => …)`, `rule()((_, args, ctx) => …)`. */
export const policies = defineRouteFinder({
  id: 'policies',
  languages: ['typescript', 'javascript', 'tsx', 'php'],
  *find(reading) {
    const file = guardReading(reading);
    for (const call of reading.unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      const name = callee === null ? null : lastName(reading.unit, callee);
      const args = childrenOf(call, 'call.argument');
      const test = args[args.length - 1];
      if (name === null || !DECLARES.test(name) || test?.kind !== 'function') continue;
      const predicate = file.predicateOf(test);
      if (predicate === null && !isOfGates(reading, callee)) continue;
      const guards = (predicate === null ? [] : summariesOf(reading, predicate, test)).map((guard): GuardUse => ({
        ...guard,
        name: shownName(reading, test),
        node: test,
        from: 'inline',
        tier: 'pattern',
        why: 'What it answers depends on the caller.',
      }));
      for (const what of declaredBy(reading, call, args.slice(0, -1))) {
        yield { method: 'POLICY', path: what, symbol: what, node: call, handler: test, group: 'policies', guards };
      }
    }
  },
});

/** `Gate::define('manage', …)` of Laravel declares nothing else, whatever it answers. */
function isOfGates({ unit }: FileReading, callee: SyntaxNode | null): boolean {
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  return object !== null && /^\\?(?:\w+\\)*Gate$/.test(unit.textOf(object));
}

/** `delete Document` for `allow(User, 'delete', Document, …)`; one each for a list of actions. */
function declaredBy(reading: FileReading, call: SyntaxNode, args: readonly SyntaxNode[]): readonly string[] {
  const actions = args.flatMap((arg) =>
    arg.kind === 'string' || arg.kind === 'array' ? (constantsAt(reading, arg) ?? []) : [],
  );
  const target = args.findLast((arg) => arg.kind === 'name' || arg.kind === 'member');
  const on = target === undefined ? '' : ` ${reading.unit.textOf(target)}`;
  if (actions.length > 0) return actions.map((action) => `${action}${on}`);
  const kept =
    call.parent?.kind === 'assign'
      ? childOf(call.parent, 'assign.target')
      : call.parent?.kind === 'entry'
        ? childOf(call.parent, 'entry.key')
        : null;
  return kept === null ? [] : [reading.unit.textOf(kept)];
}
