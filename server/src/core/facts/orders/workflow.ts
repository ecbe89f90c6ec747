import { triggerRank } from '../workflows/triggers.ts';
import type { Fact } from '../../model/fact.ts';
import { listWords } from '../../text/prose.ts';
import { defineOrder, type Ordered } from './define.ts';

/** By whom a workflow can be started: by hand, by time, by who may write, by who opens a pull request, by anybody. */
export const triggerOrder = defineOrder({
  kinds: ['workflow.trigger'],
  compare(before, after) {
    if (before.action === after.action) return null;
    const rise = triggerRank(after.action) - triggerRank(before.action);
    const order = `${before.action} became ${after.action}`;
    return { change: rise > 0 ? 'widened' : rise < 0 ? 'narrowed' : 'redirected', order, rank: 9 - Math.abs(rise) };
  },
});

/** A checkout that leaves the token behind; untrusted text of another source; an agent that asks another model. */
export const stepOrder = defineOrder({
  kinds: ['workflow.step'],
  compare(before, after) {
    if (before.action !== after.action) return null;
    if (before.action === 'run-agent') return { change: 'redirected', order: 'it asks another model', rank: 1 };
    const [was, is] = [before, after].map(({ qualifiers }) => CREDENTIALS.indexOf(qualifiers?.['credentials'] ?? ''));
    if (was! < 0 || is! < 0 || was === is) return null;
    return is! > was!
      ? { change: 'weakened', order: `the token was ${CREDENTIALS[was!]!} and is ${CREDENTIALS[is!]!}`, rank: 1 }
      : { change: 'strengthened', order: `the token was ${CREDENTIALS[was!]!} and is ${CREDENTIALS[is!]!}`, rank: 1 };
  },
});

/** What a checkout does with the token, from least to most. */
const CREDENTIALS = ['dropped', 'kept', 'published'];

/**
 * Another environment has other rules, and another role may do something else: nobody can say by rule which is looser. A key
 * that lasts is worse than one that ends with the job.
 */
export const workflowIdentityOrder = defineOrder({
  kinds: ['workflow.identity', 'workflow.gate'],
  compare(before, after) {
    if (before.action !== after.action) return null;
    const order = `${before.resource.norm} became ${after.resource.norm}`;
    if (before.kind === 'workflow.gate') return compareGates(before, after, order);
    // A credential has an account of one service: another service's is another credential. Its name is only its name.
    if (before.qualifiers?.['of'] !== after.qualifiers?.['of']) return null;
    const id = after.qualifiers?.['id'];
    if (before.resource.norm === after.resource.norm || (id !== undefined && before.qualifiers?.['id'] === id))
      return { change: 'unchanged', order: '', rank: 3 };
    const [was, is] = [before, after].map(({ qualifiers }) => qualifiers?.['lifetime']);
    if (was !== is && is === 'static') return { change: 'weakened', order, rank: 1 };
    if (was !== is && was === 'static') return { change: 'strengthened', order, rank: 1 };
    // Of users of a machine one may do everything.
    const isRoot = ({ resource }: Fact): boolean => resource.kind === 'user' && resource.norm === 'root';
    return { change: isRoot(before) ? 'strengthened' : 'redirected', order, rank: 1 };
  },
});

/** Who alone may say yes is part of a gate; that nobody is named lets everybody. */
function compareGates(before: Fact, after: Fact, order: string): Ordered | null {
  if (before.resource.kind !== after.resource.kind) return null;
  if (before.action === 'wait') return null;
  if (before.qualifiers?.['holds'] !== undefined && after.qualifiers?.['free'] !== undefined)
    return compareWays(before, after);
  const [was, is] = [before, after].map(({ qualifiers }) => qualifiers?.['by']);
  if (was === is || before.resource.norm !== after.resource.norm) return { change: 'redirected', order, rank: 1 };
  if (is === undefined) return { change: 'weakened', order: `${was!} became anybody`, rank: 2 };
  if (was === undefined) return { change: 'strengthened', order: `anybody became ${is}`, rank: 2 };
  return { change: 'redirected', order: `${was} became ${is}`, rank: 2 };
}

/** A step that was reached through it alone, and is reached without it now. */
function compareWays(before: Fact, after: Fact): Ordered {
  const free = new Set(after.qualifiers?.['free']?.split(' '));
  const past = (before.qualifiers?.['holds'] ?? '').split(' ').filter((step) => step !== '' && free.has(step));
  if (past.length > 0)
    return {
      change: 'weakened',
      order: `${listWords(past)} ${past.length === 1 ? 'is' : 'are'} reached without ${after.resource.value ?? 'it'}`,
      rank: 2,
    };
  return { change: 'unchanged', order: '', rank: before.resource.value === after.resource.value ? 3 : 1 };
}
