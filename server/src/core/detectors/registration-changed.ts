import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** An edit of the register of automations that lets more through, or that no longer knows one. */
export const registrationChanged = defineDetector({
  id: 'registration-changed',
  facet: 'workflow',
  why: 'What the register allows is not asked about when it comes.',
  fix: 'Check that who answers for the automation has agreed, and name no more than it needs.',
  tags: ['CWE-862', 'NHI1'],
  *detect(delta) {
    const added = delta.of('workflow.registration', 'added');
    const removed = delta.of('workflow.registration', 'removed');
    const isNew = new Set(added.filter(is('register')).map(symbolOf));
    for (const row of added.filter(is('register'))) {
      const own = added.filter((each) => each !== row && symbolOf(each) === symbolOf(row));
      const allowed = own.filter(is('allow')).map(({ fact }) => fact.resource.norm);
      const what = allowed.length === 0 ? '' : ` with ${listWords(allowed)}`;
      yield { change: row, also: own, message: `${symbolOf(row)} is registered${what}.` };
    }
    const more = added.filter((row) => is('allow')(row) && !isNew.has(symbolOf(row)));
    for (const [row, ...also] of groupRows(more, symbolOf)) {
      const names = listWords([row, ...also].map(({ fact }) => fact.resource.norm));
      yield {
        change: row,
        also,
        as: 'widened',
        message: `The registration of ${symbolOf(row)} also allows ${names} now.`,
      };
    }
    for (const row of removed.filter(is('register')))
      yield { change: row, message: `${symbolOf(row)} is no longer registered.` };
    for (const row of removed.filter(is('say')).filter((each) => !added.some(saysInstead(each)))) {
      const { resource } = row.fact;
      yield {
        change: row,
        message: `The registration of ${symbolOf(row)} no longer says ${resource.kind} ${resource.norm}.`,
      };
    }
    for (const row of added.filter(is('say')).filter((each) => !isNew.has(symbolOf(each)))) {
      const before = removed.find(saysInstead(row));
      if (before === undefined || row.fact.resource.kind !== 'owner') continue;
      const { norm } = row.fact.resource;
      yield {
        change: row,
        as: 'redirected',
        message: `${symbolOf(row)} belongs to ${norm}, before to ${before.fact.resource.norm}.`,
      };
    }
    for (const row of added.filter(is('exempt')))
      yield {
        change: row,
        as: 'weakened',
        message: `What ${row.fact.resource.norm} matches no longer needs a registration.`,
      };
    for (const row of removed.filter(is('require')))
      yield { change: row, as: 'weakened', message: `Registrations no longer have to say ${row.fact.resource.norm}.` };
  },
});

function is(action: string): (row: FactChange) => boolean {
  return ({ fact }) => fact.action === action;
}

function symbolOf({ fact }: FactChange): string {
  return fact.subject.symbol;
}

function saysInstead(row: FactChange): (other: FactChange) => boolean {
  return (other) =>
    other.fact.action === 'say' &&
    symbolOf(other) === symbolOf(row) &&
    other.fact.resource.kind === row.fact.resource.kind;
}
