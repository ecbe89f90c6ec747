import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { worded } from '../core/model/wording.ts';
import type { GrammarFiles } from '../core/load-language.ts';
import { findAssets } from './assets.ts';
import { sha256 } from './blob-id.ts';
import { describeError, throwProblem } from './problems.ts';

/** `server/dist/grammars/manifest.json`, written by the build. */
interface Manifest {
  /** Files by name, with what their bytes must hash to. */
  readonly files: Readonly<Record<string, { readonly sha256: string }>>;
  readonly runtime: string;
  readonly languages: readonly {
    readonly id: string;
    readonly grammar: string;
    readonly facts: string | null;
    readonly largeLexer: boolean;
  }[];
}

let shipped: GrammarFiles | null = null;

/** Those beside this program; the same for all who ask, so that each is loaded once a process. */
export function shippedGrammars(): GrammarFiles {
  return (shipped ??= readGrammars());
}

/** Reads grammars when they are first needed; each must be byte for byte what the build recorded. */
export function readGrammars(folder?: string): GrammarFiles {
  const open = onceRead(() => readManifest(folder ?? join(findAssets(), 'grammars')));
  const read = async (name: string): Promise<Uint8Array> => {
    const opened = await open();
    return await readChecked(opened.folder, name, opened.manifest);
  };
  return {
    runtime: onceRead(async () => await read((await open()).manifest.runtime)),
    grammar: async (grammar) => {
      const name = `tree-sitter-${grammar}.wasm`;
      const { manifest } = await open();
      if (manifest.languages.some((language) => language.grammar === name && language.largeLexer)) stopOptimising();
      return await read(name);
    },
    facts: async (id) => {
      const { manifest } = await open();
      const name = manifest.languages.find((language) => language.id === id)?.facts ?? null;
      return name === null ? '' : Buffer.from(await read(name)).toString('utf8');
    },
  };
}

/** What could not be read is tried again. */
function onceRead<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null;
  return () =>
    (reading ??= read().catch((error: unknown) => {
      reading = null;
      throw error;
    }));
}

/**
 * From here on WASM runs as it was first compiled; what was optimised stays so. V8 has no switch for one module. Bash alone
 * held 670 MB while it was optimised and 160 MB without, in about the same time (10 files of 300 lines, Node 24).
 */
function stopOptimising(): void {
  setFlagsFromString('--no-wasm-dynamic-tiering');
  setFlagsFromString('--no-wasm-tier-up');
}

async function readManifest(folder: string): Promise<{ folder: string; manifest: Manifest }> {
  const path = join(folder, 'manifest.json');
  try {
    return { folder, manifest: JSON.parse(await readFile(path, 'utf8')) as Manifest };
  } catch (error) {
    return throwProblem(
      'grammarBroken',
      worded`The list of grammars could not be read: ${describeError(error)}.`,
      path,
    );
  }
}

async function readChecked(folder: string, name: string, manifest: Manifest): Promise<Uint8Array> {
  const path = join(folder, name);
  const expected = manifest.files[name]?.sha256;
  if (expected === undefined)
    throwProblem('grammarBroken', worded`"${name}" is not among the grammars that were built.`, path);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return throwProblem(
      'grammarBroken',
      worded`The grammar "${name}" could not be read: ${describeError(error)}.`,
      path,
    );
  }
  if (sha256(bytes) !== expected)
    throwProblem('grammarBroken', worded`The grammar "${name}" is not the one that was built.`, path);
  return bytes;
}
