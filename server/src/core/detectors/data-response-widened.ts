import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { dataWords } from './data-words.ts';
import { defineDetector } from './define.ts';
import { groupRows, placeOf } from './group.ts';

/** An answer, a query or a serializer that lets through fields of a person that it left out. */
export const dataResponseWidened = defineDetector({
  id: 'data-response-widened',
  facet: 'data',
  why: 'Whoever gets the record gets these fields too, and those that are added to it later.',
  fix: 'Name the fields that the caller needs, or leave the sensitive ones out again.',
  tags: ['CWE-200', 'CWE-213', 'CWE-359', 'GDPR Art. 5'],
  *detect(delta) {
    const hidden = delta.removed('data.protection').filter(({ fact }) => fact.action === 'leave-out');
    for (const [row, ...also] of groupRows(hidden, (each) => `${placeOf(each)} ${each.fact.subject.symbol}`))
      yield { change: row, also, message: `No longer leaves out ${dataWords([row, ...also])}.` };
    const lists = [...delta.removed('data.protection'), ...delta.of('data.protection', 'widened')].filter(
      ({ fact }) => fact.action === 'list-fields',
    );
    for (const row of lists) yield { change: row, as: 'widened', message: widened(row) };
  },
});

function widened({ change, fact, before }: FactChange): string {
  const was = (before ?? fact).resource.norm.split(', ');
  if (fact.qualifiers?.['use'] === 'response-model')
    return `The answer is no longer limited to the fields of ${listWords(was)}.`;
  const owner = fact.detail?.field ?? 'record';
  const only = listWords(was);
  if (change === 'removed' || fact.resource.norm.split(', ').includes('*'))
    return `Every field of ${owner} gets through, where only ${only} did.`;
  return `Also lets ${listWords(fact.resource.norm.split(', ').filter((name) => !was.includes(name)))} of ${owner} through.`;
}
