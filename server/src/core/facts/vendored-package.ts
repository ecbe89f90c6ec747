import type { Evidence, Fact } from '../model/fact.ts';
import { hashParts } from '../text/hash.ts';
import { fileContextOf } from './file-context.ts';

const KIND = 'supply-chain.dependency';
const FOLDERS = /^(?:.*\/)?(?:node_modules|vendor|vendored|third[_-]party|bower_components|site-packages)\//;
/** Modules of Go begin with the host that they come from. */
const HOST = /\.[a-z]{2,}$/i;

/** Whether a file stands where code of others does, which is folded. */
export function isVendored(path: string): boolean {
  return fileContextOf(path, '').vendored;
}

/** Of a path, what is below the folder of code of others. */
export function belowVendored(path: string): string {
  return path.replace(FOLDERS, '');
}

/** The folder of the package: a scope and a name; host, owner and name; else the first folder, or the file. */
export function packageOf(path: string): string {
  const below = belowVendored(path);
  const folders = below.split('/').slice(0, -1);
  const [first] = folders;
  if (first === undefined) return path;
  const parts = first.startsWith('@') ? 2 : HOST.test(first) ? 3 : 1;
  return `${path.slice(0, path.length - below.length)}${folders.slice(0, parts).join('/')}`;
}

interface VendoredPackage {
  readonly action: 'vendor' | 'alter';
  readonly root: string;
  /** What an answer is for: contents, where they count. Without: the package. */
  readonly norm?: string;
  /** The first of them is where it is told. */
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly confidence: Fact['confidence'];
}

export function vendoredFact({ action, root, norm = root, evidence, confidence }: VendoredPackage): Fact {
  const [{ path, range }] = evidence;
  const key = hashParts([KIND, action, norm]);
  return {
    key,
    id: hashParts([key, '']),
    facet: 'supply-chain',
    kind: KIND,
    subject: { type: 'file', symbol: '' },
    action,
    resource: { kind: 'package', value: root, norm, dynamic: false },
    provenance: { path, side: 'after', range, anchor: '', evidence },
    confidence,
    context: fileContextOf(path, ''),
  };
}
