import type { Fact } from '../../model/fact.ts';
import type { Ordered } from './define.ts';

/** Each from what gives least to what gives most. Settings that stand together give the same. */
const CHAINS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'run-as': [['another user'], ['whoever the image says'], ['root']],
  'privilege-escalation': [['denied'], ['allowed by default', 'allowed']],
  'kept-capabilities': [['none'], ['those of the runtime']],
  'service-account-token': [['left out'], ['mounted by default', 'mounted']],
};

/** The same grant of one container. Its name may change; another path or capability is another grant. */
export function compareContainerGrants(before: Fact, after: Fact): Ordered | null {
  if (before.action !== after.action) return null;
  const [was, is] = [before.qualifiers?.['setting'] ?? '', after.qualifiers?.['setting'] ?? ''];
  const chain = CHAINS[before.action];
  const isSame = before.resource.norm === after.resource.norm;
  if (chain === undefined) {
    const isNamed = before.action === 'privileged' || before.action === 'unconfined';
    return isNamed && was === is ? { change: 'unchanged', order: '', rank: 1 } : null;
  }
  const rise = chain.findIndex((step) => step.includes(is)) - chain.findIndex((step) => step.includes(was));
  const order = `${before.resource.norm}: ${was} became ${is}`;
  return { change: rise > 0 ? 'widened' : rise < 0 ? 'narrowed' : 'unchanged', order, rank: isSame ? 3 : 1 };
}
