import { defineOrder, type Ordered } from './define.ts';

const LOUDNESS = ['error', 'warning', 'info', 'off'];

/** A rule that says less loudly what it finds, or looks for something else. */
export const detectionOrder = defineOrder({
  kinds: ['assurance.detection'],
  compare(before, after) {
    if (before.action !== after.action || before.resource.norm !== after.resource.norm) return null;
    const [was, is] = [before.qualifiers?.['value'] ?? '', after.qualifiers?.['value'] ?? ''];
    if (before.action === 'look-for') return { change: 'redirected', order: 'it looks for something else', rank: 1 };
    if (before.action === 'ask') return compareOwners(was, is);
    if (before.action !== 'report') return compareStrictness(was, is);
    const fall = LOUDNESS.indexOf(is) - LOUDNESS.indexOf(was);
    return { change: fall > 0 ? 'weakened' : 'strengthened', order: `${was} became ${is}`, rank: 1 };
  },
  // Steps that were put together run what each of them ran.
  covers: (before, after) =>
    before.action === 'run' &&
    after.action === 'run' &&
    before.resource.norm === after.resource.norm &&
    Number(after.qualifiers?.['value']) >= Number(before.qualifiers?.['value']),
});

/** Whoever is left of those that were asked still is; nobody, or only others, is another matter. */
function compareOwners(was: string, is: string): Ordered {
  const owners = new Set(was.split(' '));
  const order = `${was === '' ? 'nobody' : was} became ${is === '' ? 'nobody' : is}`;
  if (is === '') return { change: 'weakened', order, rank: 1 };
  if (was === '') return { change: 'strengthened', order, rank: 1 };
  return is.split(' ').some((owner) => owners.has(owner))
    ? { change: 'narrowed', order, rank: 1 }
    : { change: 'redirected', order, rank: 1 };
}

/** Numbers, the higher the stricter. */
function compareStrictness(was: string, is: string): Ordered {
  const step = Number(is) - Number(was);
  const order = `${was} became ${is}`;
  if (Number.isNaN(step)) return { change: 'redirected', order, rank: 1 };
  return { change: step < 0 ? 'weakened' : 'strengthened', order, rank: 1 };
}
