import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { actorAt } from './actor.ts';
import { actorAtom, type Atom } from './atom.ts';
import type { GuardReading } from './define.ts';
import { either, type Formula, literal } from './formula.ts';
import { requirementInName } from './names.ts';
import { lastName } from './paths.ts';
import { wordsOf } from './words.ts';

/** Calls that run a function elsewhere and answer with what it answers. asyncio, Starlette, anyio, and projects' own by these names. */
const RUNS = /^(?:to_thread|run_in_threadpool|run_sync|run_in_executor|\w*thread_pool_exec(?:ute)?|run_in_thread)$/;

/** `await asyncio.to_thread(Canvas.accessible, id, user.id)`: what is asked is what the function asks that is handed over. */
export function handedQuestion(reading: GuardReading, call: SyntaxNode, name: string): Formula<Atom> | null {
  if (!RUNS.test(name)) return null;
  const args = childrenOf(call, 'call.argument').filter(({ kind }) => kind !== 'comment' && kind !== 'null');
  const [fn, ...given] = name === 'run_in_executor' && args[0]?.kind !== 'member' ? args.slice(1) : args;
  if (fn === undefined || (fn.kind !== 'name' && fn.kind !== 'member')) return null;
  const value = reading.resolver.valueOf(fn);
  const predicate = value.kind === 'function' ? reading.predicateOf(value.node) : null;
  if (predicate !== null) return predicate;
  const asked = requirementInName(wordsOf(lastName(reading.unit, fn) ?? ''), null, 'condition');
  if (asked === null || !given.some((arg) => isCaller(reading, arg))) return null;
  return either(...asked.map(({ kind, value: what }) => literal<Atom>(actorAtom(kind, what, 'strong', 'name'))));
}

/** The caller, or an id that is called the caller's. */
function isCaller(reading: GuardReading, arg: SyntaxNode): boolean {
  return (
    actorAt(reading, childOf(arg, 'keyword.value') ?? arg) !== null ||
    /^(?:user|tenant|account|owner)_id$/.test(reading.unit.textOf(arg))
  );
}
