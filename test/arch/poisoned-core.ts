import path from 'node:path';
import vm from 'node:vm';
import { build, type Metafile, type Plugin } from 'esbuild';

const buildTable = path.resolve(import.meta.dirname, '../../esbuild.config.mjs');
export const verbsEntry = path.resolve(import.meta.dirname, '../../server/src/core/verbs.ts');

/**
 * Runs inside the context before anything else. A fresh context has no process, require, fs, fetch, timers or crypto at all:
 * using them throws a ReferenceError. What the language itself offers and two runs or two machines would answer differently
 * is poisoned here. `new Date(0)` is a value, not a clock.
 */
const poison = `
  const forbid = (what) => () => { throw new Error('poisoned: ' + what); };
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct(target, args, newTarget) {
      if (args.length === 0) forbid('new Date()')();
      return Reflect.construct(target, args, newTarget === globalThis.Date ? target : newTarget);
    },
    apply: forbid('Date()'),
    get: (target, name) => (name === 'now' ? forbid('Date.now') : Reflect.get(target, name)),
  });
  Math.random = forbid('Math.random');
  String.prototype.localeCompare = forbid('localeCompare');
  for (const type of [String, Number, Array, RealDate]) {
    for (const name of Object.getOwnPropertyNames(type.prototype)) {
      if (name.startsWith('toLocale')) type.prototype[name] = forbid(name);
    }
  }
  delete globalThis.Intl;
`;

export interface PoisonedCore {
  /** The verbs, as the bundle exports them. */
  readonly verbs: Readonly<Record<string, unknown>>;
  /** Evaluates an expression inside. */
  readonly evaluate: (code: string) => unknown;
  /** A `Uint8Array` of the inside: `instanceof` there does not know ours. */
  readonly toBytes: (bytes: Uint8Array) => Uint8Array;
  /** Modules that the bundle wants from outside. */
  readonly externals: readonly string[];
}

/** Bundles `entry` for no platform at all and loads it into a poisoned context. */
export async function loadPoisonedCore(entry: string): Promise<PoisonedCore> {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import', 'default'],
    format: 'iife',
    globalName: 'verbs',
    target: 'es2024',
    logLevel: 'silent',
    plugins: [((await import(buildTable)) as { readonly stoppedClock: Plugin }).stoppedClock],
    // Asked for by web-tree-sitter when it finds itself in Node; here it must not.
    external: ['fs/promises', 'module'],
  });
  const context = vm.createContext({ TextEncoder, TextDecoder });
  vm.runInContext(poison, context, { filename: 'poison.js' });
  const bundle = outputFiles[0]?.text ?? '';
  vm.runInContext(`${bundle}\nglobalThis.verbs = verbs;`, context, { filename: 'core-bundle.js' });
  const evaluate = (code: string): unknown => vm.runInContext(code, context, { filename: 'evaluated.js' });
  const toBytes = evaluate('(bytes) => new Uint8Array(bytes)') as (bytes: Uint8Array) => Uint8Array;
  return {
    verbs: evaluate('verbs') as Readonly<Record<string, unknown>>,
    evaluate,
    toBytes,
    externals: externalsOf(metafile),
  };
}

function externalsOf(metafile: Metafile): readonly string[] {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return [...new Set(imports.filter((imported) => imported.external).map((imported) => imported.path))].toSorted();
}
