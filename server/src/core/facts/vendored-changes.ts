import type { FileChange } from '../model/change.ts';
import type { Evidence, Fact, FactChange } from '../model/fact.ts';
import { groupBy } from '../text/group-by.ts';
import { hashParts } from '../text/hash.ts';
import { fileContextOf } from './file-context.ts';
import { isVendored, packageOf, vendoredFact } from './vendored-package.ts';

type Altered = FileChange & Required<Pick<FileChange, 'after'>>;

/**
 * Code of others that was here and is another now, whoever takes it in: what it does is folded, that it changed is told once a
 * package. An answer is for exactly these contents.
 *
 * @param addedTo packages of which only is known that files came to what was there
 * @param told packages that the change takes in for the first time
 */
export function vendoredChanges(
  files: readonly FileChange[],
  addedTo: ReadonlySet<string>,
  told: ReadonlySet<string>,
): readonly FactChange[] {
  const changed = files.filter(({ path }) => isVendored(path) && !fileContextOf(path, '').docs);
  return [...groupBy(changed, ({ path }) => packageOf(path))].flatMap(([root, ofPackage]): readonly FactChange[] => {
    const isAltered = ofPackage.some(({ before, after }) => before !== undefined && before.blob !== after?.blob);
    const left = ofPackage.filter((file): file is Altered => file.after !== undefined);
    const [first] = left;
    if ((!isAltered && !addedTo.has(root)) || first === undefined || told.has(root)) return [];
    return [{ change: 'redirected', fact: toFact(root, first, left, ofPackage), subjectPresent: true }];
  });
}

function toFact(root: string, first: Altered, left: readonly Altered[], all: readonly FileChange[]): Fact {
  const contents = all.map(({ path, after }) => `${path} ${after?.blob ?? 'none'}`).toSorted();
  const count = all.length === 1 ? '1 file' : `${all.length} files`;
  const isAddition = all.every(({ before }) => before === undefined);
  return vendoredFact({
    action: 'alter',
    root,
    norm: `${root}#${hashParts(contents).slice(0, 12)}`,
    evidence: [placeIn(first), ...left.slice(1).map(placeIn)],
    confidence: {
      tier: 'proven',
      why: [isAddition ? `${count} came to what was there.` : `${count} of it are others than before.`],
    },
  });
}

function placeIn({ path, hunks }: Altered): Evidence {
  const start = { line: hunks[0]?.after.start ?? 0, character: 0 };
  return { path, range: { start, end: start }, role: 'declaration' };
}
