import { dataWords } from './data-words.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** A record that holds personal or sensitive data it did not hold before. */
export const sensitiveFieldAdded = defineDetector({
  id: 'sensitive-field-added',
  facet: 'data',
  why: 'What is held must be needed, protected, deletable and accounted for.',
  fix: 'Leave the field out if it is not needed; else say who may see it and how long it is kept.',
  tags: ['CWE-359', 'GDPR Art. 5', 'GDPR Art. 30'],
  *detect(delta) {
    // A second type for data that this change set's files already hold says nothing new about them.
    const held = new Set(
      delta
        .of('data.field', 'unchanged', 'moved', 'removed')
        .map(({ fact }) => `${fact.provenance.path} ${fact.resource.norm}`),
    );
    const added = delta
      .added('data.field')
      .filter(({ fact }) => !held.has(`${fact.provenance.path} ${fact.resource.norm}`));
    for (const [row, ...also] of groupRows(added, ({ fact }) => `${fact.provenance.path} ${fact.subject.symbol}`)) {
      const { subject } = row.fact;
      const holder = subject.type === 'file' ? 'A record' : subject.symbol;
      yield { change: row, also, message: `${holder} gains ${dataWords([row, ...also])}.` };
    }
  },
});
