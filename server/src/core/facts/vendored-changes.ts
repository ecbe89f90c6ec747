import type { FileChange } from '../model/change.ts';
import type { Fact, FactChange } from '../model/fact.ts';
import { groupBy } from '../text/group-by.ts';
import { hashParts } from '../text/hash.ts';
import { fileContextOf } from './file-context.ts';
import { isVendored, VENDORED_FOLDERS, VENDORED_KIND } from './vendored-imports.ts';

type Altered = FileChange & Required<Pick<FileChange, 'after'>>;

/**
 * Code of others that was here and is another now, whoever takes it in: what it does is folded, that it changed is told once a
 * package. An answer is for exactly these contents.
 *
 * @param told packages that the change takes in for the first time
 */
export function vendoredChanges(files: readonly FileChange[], told: ReadonlySet<string>): readonly FactChange[] {
  const changed = files.filter(({ path }) => isVendored(path) && !fileContextOf(path, '').docs);
  return [...groupBy(changed, ({ path }) => packageOf(path))].flatMap(([root, ofPackage]): readonly FactChange[] => {
    const isAltered = ofPackage.some(({ before, after }) => before !== undefined && before.blob !== after?.blob);
    const left = ofPackage.filter((file): file is Altered => file.after !== undefined);
    const [first] = left;
    if (!isAltered || first === undefined || told.has(root)) return [];
    return [{ change: 'redirected', fact: toFact(root, first, left, ofPackage), subjectPresent: true }];
  });
}

/** A scope and a name; of a path that begins with a host, host, owner and name; else the first folder, or the file. */
function packageOf(path: string): string {
  const above = VENDORED_FOLDERS.exec(path)?.[0] ?? '';
  const folders = path.slice(above.length).split('/').slice(0, -1);
  const [first] = folders;
  if (first === undefined) return path;
  const parts = first.startsWith('@') ? 2 : first.includes('.') ? 3 : 1;
  return `${above}${folders.slice(0, parts).join('/')}`;
}

function toFact(root: string, first: Altered, left: readonly Altered[], all: readonly FileChange[]): Fact {
  const contents = all.map(({ path, after }) => `${path} ${after?.blob ?? 'none'}`).toSorted();
  const norm = `${root}#${hashParts(contents).slice(0, 12)}`;
  const key = hashParts([VENDORED_KIND, 'alter', norm]);
  const at = (file: Altered) => {
    const start = { line: file.hunks[0]?.after.start ?? 0, character: 0 };
    return { path: file.path, range: { start, end: start }, role: 'declaration' } as const;
  };
  const count = all.length === 1 ? '1 file' : `${all.length} files`;
  return {
    key,
    id: hashParts([key, '']),
    facet: 'supply-chain',
    kind: VENDORED_KIND,
    subject: { type: 'file', symbol: '' },
    action: 'alter',
    resource: { kind: 'package', value: root, norm, dynamic: false },
    provenance: { path: first.path, side: 'after', range: at(first).range, anchor: '', evidence: left.map(at) },
    confidence: { tier: 'proven', why: [`${count} of it are others than before.`] },
    context: fileContextOf(first.path, ''),
  };
}
