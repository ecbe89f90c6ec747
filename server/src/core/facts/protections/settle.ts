import type { FactChange } from '../../model/fact.ts';
import type { FileFacts } from '../read-facts.ts';
import { ANY_CLASS, exposedKey } from './exposed-key.ts';
import { BY_VALUE, EMPTIED } from './value-fields.ts';
import { ITSELF } from './values.ts';

interface FilePair {
  readonly before: FileFacts | null;
  readonly after: FileFacts | null;
}

/**
 * A protection that is gone is a loss where what it protected stands there as it is now; where that is gone too, or said in
 * another way, nothing is.
 */
export function settleProtections(changes: readonly FactChange[], files: readonly FilePair[]): readonly FactChange[] {
  if (!changes.some(isLost)) return changes;
  const sides = new Map<string, FilePair>();
  for (const pair of files) if (pair.before !== null) sides.set(pair.before.path, pair);
  const listed = new Set(
    changes.flatMap(({ change, fact }) =>
      fact.kind === 'data.protection' && fact.action === 'list-fields' && change !== 'removed'
        ? [`${fact.subject.symbol} ${fact.resource.norm.includes('*') ? '' : (fact.qualifiers?.['use'] ?? '')}`]
        : [],
    ),
  );
  return changes.map((row) => {
    if (!isLost(row)) return row;
    const pair = sides.get(row.fact.provenance.path);
    const isLoss = pair !== undefined && isStillThere(row, pair, changes, listed);
    return isLoss === row.subjectPresent ? row : { ...row, subjectPresent: isLoss };
  });
}

function isLost({ change, fact }: FactChange): boolean {
  return fact.kind === 'data.protection' && change === 'removed' && fact.resource.kind !== 'store';
}

function isStillThere(
  { fact, subjectPresent }: FactChange,
  { before, after }: FilePair,
  changes: readonly FactChange[],
  listed: ReadonlySet<string>,
): boolean {
  if (after === null || before === null) return false;
  const { symbol } = fact.subject;
  const dataClass = fact.detail?.dataClass ?? ANY_CLASS;
  const use = fact.qualifiers?.['use'] ?? '';
  const count = ({ exposed }: FileFacts, key: string): number => exposed.filter((each) => each === key).length;
  if (fact.action !== 'leave-out' && fact.action !== 'list-fields') {
    if (use === ITSELF) return subjectPresent;
    if (use === 'variable') {
      const prefix = exposedKey(symbol, dataClass, '');
      const all = ({ exposed }: FileFacts): number => exposed.filter((each) => each.startsWith(prefix)).length;
      return all(after) > all(before);
    }
    const key = exposedKey(symbol, dataClass, use);
    return count(after, key) > count(before, key);
  }
  const isKept = changes.some(
    (row) =>
      row.change !== 'removed' &&
      row.fact.kind === 'data.protection' &&
      row.fact.action === 'leave-out' &&
      row.fact.subject.symbol === symbol &&
      row.fact.detail?.field === fact.detail?.field,
  );
  if ((fact.action === 'leave-out' && isKept) || listed.has(`${symbol} ${use}`)) return false;
  if (use === EMPTIED && dataClass.startsWith('credential.')) return subjectPresent;
  const shown = use === EMPTIED ? BY_VALUE : use;
  return count(after, exposedKey(symbol, dataClass, shown)) + count(after, exposedKey(symbol, ANY_CLASS, shown)) > 0;
}
