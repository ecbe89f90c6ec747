import { defineDetector } from './define.ts';
import { listWords } from './group.ts';

/** A field that was kept out of what is given out, and no longer is. */
export const fieldShown = defineDetector({
  id: 'field-shown',
  facet: 'data',
  why: 'Whoever may read the record may now read this field too: a hash, a token, an address.',
  fix: 'Leave the field out again, or name the fields that are given out.',
  tags: ['CWE-200', 'CWE-201', 'CWE-359'],
  *detect(delta) {
    const groups = new Map<string, ReturnType<typeof delta.removed>[number][]>();
    for (const row of delta.removed('data.protection')) {
      if (row.fact.action !== 'leave-out') continue;
      const key = `${row.fact.provenance.path} ${row.fact.provenance.range.start.line}`;
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    for (const [row, ...also] of groups.values()) {
      const names = listWords([
        ...new Set([row!, ...also].map(({ fact }) => `\`${fact.resource.value ?? fact.resource.norm}\``)),
      ]);
      const holder = row!.fact.subject.symbol.replace(/: field .*$/, '');
      const of = row!.fact.subject.type === 'file' || holder === '(file)' ? '' : ` of ${holder}`;
      const is = also.length === 0 ? 'is' : 'are';
      yield { change: row!, also, message: `${names}${of} ${is} no longer left out of what is given out.` };
    }
  },
});
