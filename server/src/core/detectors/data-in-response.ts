import type { FactChange } from '../model/fact.ts';
import { newFlows } from './data-flow-group.ts';
import { defineDetector } from './define.ts';
import { isSecretAnswered, lostProtections, valueKey } from './lost-protections.ts';

/** Personal data that an answer did not hold, or that a new one holds. */
export const dataInResponse = defineDetector({
  id: 'data-in-response',
  facet: 'data',
  why: 'Whoever can call it gets these fields too, and so does every cache and log on the way.',
  fix: 'Answer with the fields that the caller needs, and check who may call it.',
  tags: ['CWE-200', 'CWE-359', 'GDPR Art. 5'],
  *detect(delta) {
    // A whole record that was answered held these fields already; what is no longer left out, or listed besides, is told as that.
    const gaveAll = new Set(
      delta
        .removed('data.flow')
        .filter(({ fact }) => fact.action === 'respond' && fact.resource.norm === PERSONAL)
        .map(subjectOf),
    );
    const leftOut = new Set(
      delta
        .removed('data.protection')
        .filter(({ fact }) => fact.action === 'leave-out' || fact.action === 'list-fields')
        .map(subjectOf),
    );
    const listsMore = new Set(delta.of('data.protection', 'widened').map(subjectOf));
    const bared = new Set(lostProtections(delta).map(valueKey));
    const isNew = (row: FactChange): boolean =>
      row.fact.action === 'respond' &&
      !isSecretAnswered(row) &&
      !bared.has(valueKey(row)) &&
      !gaveAll.has(subjectOf(row)) &&
      !listsMore.has(subjectOf(row)) &&
      !(row.fact.resource.norm === PERSONAL && leftOut.has(subjectOf(row)));
    const was = newFlows(
      delta,
      (row) => isNew(row) && row.subjectPresent,
      (data) => `Now also answers with ${data}.`,
    );
    for (const detection of was) yield { ...detection, as: 'widened' };
    yield* newFlows(
      delta,
      (row) => isNew(row) && !row.subjectPresent,
      (data) => `Answers with ${data}.`,
    );
  },
});

/** The class of whole records. */
const PERSONAL = 'personal';

function subjectOf({ fact }: FactChange): string {
  return `${fact.provenance.path} ${fact.subject.symbol}`;
}
