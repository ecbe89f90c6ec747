import { Parser } from 'web-tree-sitter';

/** The WASM module behind all grammars: one a process, because web-tree-sitter has one. */
export interface SyntaxRuntime {
  /** Grows, never shrinks: a worker whose heap has passed its bound is recycled by the host. */
  readonly heapBytes: () => number;
}

/** The part of emscripten's module object that is used here; `wasmBinary` keeps it from looking for a file. */
interface EmscriptenModule {
  wasmBinary: Uint8Array;
  HEAPU8?: Uint8Array;
}

let running: Promise<SyntaxRuntime> | null = null;

/** @param wasm the bytes of `web-tree-sitter.wasm`. A second call answers with the runtime of the first. */
export function startRuntime(wasm: Uint8Array): Promise<SyntaxRuntime> {
  running ??= start(wasm);
  return running;
}

async function start(wasm: Uint8Array): Promise<SyntaxRuntime> {
  const module: EmscriptenModule = { wasmBinary: wasm };
  await Parser.init(module);
  return { heapBytes: () => module.HEAPU8?.byteLength ?? 0 };
}
