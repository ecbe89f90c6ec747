import type { Fact } from '../../model/fact.ts';
import { classify } from '../data-classes.ts';
import { defineOrder, type Ordered } from './define.ts';

/** Lists of fields grow and shrink; stores are kept longer or shorter; a value protected in another way is still protected. */
export const protectionOrder = defineOrder({
  kinds: ['data.protection'],
  compare(before, after) {
    if (before.action !== after.action) return isOfValues(before, after) ? sameValue(before, after) : null;
    if (before.action === 'list-fields') return compareLists(before, after);
    return before.action === 'retain' ? compareTimes(before, after) : null;
  },
});

const WAYS: ReadonlySet<string> = new Set(['hash', 'encrypt', 'redact']);

function isOfValues(before: Fact, after: Fact): boolean {
  return WAYS.has(before.action) && WAYS.has(after.action) && before.resource.kind === after.resource.kind;
}

function sameValue(before: Fact, after: Fact): Ordered | null {
  if (before.resource.norm !== after.resource.norm || before.qualifiers?.['use'] !== after.qualifiers?.['use'])
    return null;
  const isReversible = before.action === 'hash' && before.resource.norm === 'credential.password';
  return {
    change: isReversible ? 'weakened' : 'unchanged',
    order: `${before.action} became ${after.action}`,
    rank: 1,
  };
}

function compareLists(before: Fact, after: Fact): Ordered | null {
  if (before.qualifiers?.['use'] !== after.qualifiers?.['use']) return null;
  const was = new Set(before.resource.norm.split(', '));
  const is = after.resource.norm.split(', ');
  const more = is.filter((name) => !was.has(name));
  const order = `${before.resource.norm} became ${after.resource.norm}`;
  if (more.includes('*')) return { change: 'widened', order, rank: 2 };
  if (was.has('*')) return { change: 'narrowed', order, rank: 2 };
  const owner = after.detail?.field ?? '';
  const isMore = more.some((field) => {
    const path = field.split('.');
    return classify({ name: path.at(-1) ?? '', owner: path.at(-2) ?? owner, surroundings: ['auth'] }) !== null;
  });
  return { change: isMore ? 'widened' : 'unchanged', order, rank: 2 };
}

/** Days; `keep` is for ever. */
function compareTimes(before: Fact, after: Fact): Ordered | null {
  if (before.qualifiers?.['use'] !== after.qualifiers?.['use']) return null;
  const [was, is] = [Number(before.resource.norm), Number(after.resource.norm)];
  if (Number.isNaN(was) || Number.isNaN(is)) return null;
  const order = `${was} days became ${is} days`;
  const isAudit = before.qualifiers?.['use'] !== 'expiry';
  const isWorse = isAudit ? is < was : is > was;
  return { change: isWorse ? 'weakened' : 'strengthened', order, rank: 2 };
}
