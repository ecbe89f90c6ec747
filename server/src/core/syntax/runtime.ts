import { Parser } from 'web-tree-sitter';

/** The WASM module behind all grammars: one a process, because web-tree-sitter has one. */
export interface SyntaxRuntime {
  /** Grows, never shrinks: a worker whose heap has passed its bound is recycled by the host. */
  readonly heapBytes: () => number;
  /** True for ever after a trap: the heap is not to be trusted, and every parse answers `failed`. Recycle the worker. */
  readonly hasTrapped: () => boolean;
}

/** The part of emscripten's module object that is used here; `wasmBinary` keeps it from looking for a file. */
interface EmscriptenModule {
  wasmBinary: Uint8Array;
  /** Asked even when the bytes are given; without it the module makes a URL of its own place. */
  locateFile: (name: string) => string;
  HEAPU8?: Uint8Array;
}

let running: Promise<SyntaxRuntime> | null = null;
let trap: string | null = null;

/** @param wasm the bytes of `web-tree-sitter.wasm`. A second call answers with the runtime of the first. */
export function startRuntime(wasm: Uint8Array): Promise<SyntaxRuntime> {
  running ??= start(wasm);
  return running;
}

/** What went wrong in the WASM module, or null. */
export function trapOfRuntime(): string | null {
  return trap;
}

export function reportTrap(error: unknown): string {
  trap ??= String(error);
  return trap;
}

async function start(wasm: Uint8Array): Promise<SyntaxRuntime> {
  const module: EmscriptenModule = { wasmBinary: wasm, locateFile: (name) => name };
  await Parser.init(module);
  return { heapBytes: () => module.HEAPU8?.byteLength ?? 0, hasTrapped: () => trap !== null };
}
