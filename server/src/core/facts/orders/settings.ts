import type { Fact } from '../../model/fact.ts';
import { valuesOfSetting } from '../settings/table.ts';
import { defineOrder, type Ordered } from './define.ts';

/** Another value of one setting: further down its values is weaker. */
export function compareSettings(before: Fact, after: Fact): Ordered | null {
  const [was, is] = [before.qualifiers?.['value'], after.qualifiers?.['value']];
  if (before.resource.norm !== after.resource.norm || was === undefined || is === undefined) return null;
  const values = valuesOfSetting(before.resource.norm);
  const fall = values.indexOf(is) - values.indexOf(was);
  const order = `${was} became ${is}`;
  return { change: fall > 0 ? 'weakened' : fall < 0 ? 'strengthened' : 'unchanged', order, rank: 1 };
}

export const settingOrder = defineOrder({
  kinds: ['assurance.tls', 'assurance.browser', 'assurance.hardening', 'identity.federation'],
  compare: compareSettings,
});
