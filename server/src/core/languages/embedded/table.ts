import { cdkCode } from './cdk-code.ts';
import { components } from './components.ts';
import type { Embedded, EmbeddedKind } from './define.ts';
import type { LanguageId } from '../../model/syntax.ts';
import { flowCode } from './flow-code.ts';
import { inlineFunctions } from './inline-functions.ts';
import { notebooks } from './notebooks.ts';
import { serverPages } from './server-pages.ts';

/** To add a kind: a file here, a row here. */
const kinds: readonly EmbeddedKind[] = [serverPages, components, notebooks, flowCode, inlineFunctions, cdkCode];

/** The code of other languages in a file of language `host`. Null: it holds none, or nests too deep for anybody to have written it. */
export function embeddedIn(host: LanguageId, path: string, text: string): Embedded | null {
  for (const kind of kinds) {
    const found = kind.hosts.includes(host) ? read(kind, path, text) : null;
    if (found !== null) return found;
  }
  return null;
}

/** Of JSON that nests deeper than the stack its grammar reads nothing either, and a notebook counts as not judged. */
function read(kind: EmbeddedKind, path: string, text: string): Embedded | null {
  try {
    return kind.read(path, text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
