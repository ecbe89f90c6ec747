import { defineDetector } from './define.ts';

/** Fields that were picked, and now the request decides all of them; a write that takes all of it from the start. */
export const assignmentWidened = defineDetector({
  id: 'assignment-widened',
  facet: 'identity',
  why: 'A caller can set fields nobody meant to be set: a role, an owner, a price.',
  fix: 'Name the fields that may be written.',
  tags: ['CWE-915', 'ASI03'],
  *detect(delta) {
    const added = delta.added('identity.assignment');
    const widened = delta.of('identity.assignment', 'widened', 'weakened');
    for (const row of [...widened, ...added.filter(({ fact }) => fact.action === 'every-field')])
      yield { change: row, message: `\`${row.fact.resource.value ?? 'The write'}\` takes every field of the request.` };
    for (const row of added)
      if (row.fact.action === 'accept')
        yield { change: row, message: `A request can now set \`${row.fact.resource.value ?? 'the field'}\`.` };
    for (const row of delta.removed('identity.assignment'))
      if (row.fact.action === 'lock')
        yield { change: row, message: `A request can set \`${row.fact.resource.value ?? 'the field'}\` again.` };
  },
});
