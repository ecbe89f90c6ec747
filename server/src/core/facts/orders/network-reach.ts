import type { Fact } from '../../model/fact.ts';
import { coversAddress } from './addresses.ts';
import { joinSpreads, type Spread } from './conditions.ts';
import type { Ordered } from './define.ts';

/** Who reaches which ports: `tcp:22` from `10.0.0.0/8`. A rule that denies is read the other way round. */
export function compareReach(before: Fact, after: Fact): Ordered | null {
  if (before.action !== after.action || before.qualifiers?.['effect'] !== after.qualifiers?.['effect']) return null;
  const from = before.qualifiers?.['principal'] ?? '';
  const to = after.qualifiers?.['principal'] ?? '';
  const holders = spread(coversAddress(to, from), coversAddress(from, to));
  const ports = spread(
    coversPorts(after.resource.norm, before.resource.norm),
    coversPorts(before.resource.norm, after.resource.norm),
  );
  const all = joinSpreads([holders, ports]);
  // Another range for the same ports, or other ports for the same range, was changed; more than that is another rule.
  if (all === null && holders !== 0 && ports !== 0) return null;
  const order = `${before.resource.norm} from ${from} became ${after.resource.norm} from ${to}`;
  const rank = Number(holders === 0) + Number(ports === 0);
  if (all === 0) return { change: 'unchanged', order: '', rank };
  if (all === null) return { change: 'redirected', order, rank };
  return { change: (all === 1) !== (before.qualifiers?.['effect'] === 'Deny') ? 'widened' : 'narrowed', order, rank };
}

function spread(wider: boolean, narrower: boolean): Spread {
  return wider && narrower ? 0 : wider ? 1 : narrower ? -1 : null;
}

/** `all`, `tcp`, `tcp:22`, `tcp:1000-2000`. */
function coversPorts(outer: string, inner: string): boolean {
  if (outer === inner || outer === 'all') return true;
  const [protocol, range] = outer.split(':');
  const [other, part] = inner.split(':');
  if (protocol !== other) return false;
  if (range === undefined) return true;
  if (part === undefined) return false;
  const [low = NaN, high = low] = range.split('-').map(Number);
  const [from = NaN, to = from] = part.split('-').map(Number);
  return low <= from && to <= high;
}
