import type { Fact } from '../../model/fact.ts';
import { defineOrder } from './define.ts';

/** The same action on more: a literal resource became `*` or one only known at run time, one namespace became every one. */
export const cloudOrder = defineOrder({
  kinds: ['permission.cloud'],
  compare(before, after) {
    if (before.action !== after.action) return null;
    const isSame = before.resource.norm === after.resource.norm;
    const rise = isSame
      ? spread(after) - spread(before)
      : Math.sign(reach(after.resource.norm) - reach(before.resource.norm));
    const order = `${textOf(before)} became ${textOf(after)}`;
    if (rise === 0 && (!isSame || before.qualifiers?.['namespace'] === undefined)) return null;
    const isUnknown = [before, after].every(({ qualifiers }) => DYNAMIC.test(qualifiers?.['namespace'] ?? ''));
    if (rise === 0) return { change: isUnknown ? 'unchanged' : 'redirected', order, rank: 1 };
    return { change: rise > 0 ? 'widened' : 'narrowed', order, rank: 1 };
  },
});

/** Namespaces that only a run knows. */
const DYNAMIC = /^(?:dynamic|env:.*)$/;

function reach(norm: string): number {
  return norm === '*' ? 3 : norm === 'dynamic' ? 2 : norm.includes('*') && !norm.endsWith('/*') ? 1 : 0;
}

/** Of a cluster: whatever the name and wherever it is, is more. */
function spread({ qualifiers = {} }: Fact): number {
  const { namespace = '', name } = qualifiers;
  const where = namespace === '*' ? 2 : DYNAMIC.test(namespace) ? 1 : 0;
  return 2 * where + (name === undefined ? 1 : 0);
}

function textOf({ resource, qualifiers = {} }: Fact): string {
  const { namespace, name } = qualifiers;
  return [resource.norm, namespace, name].filter((part) => part !== undefined).join(' ');
}
