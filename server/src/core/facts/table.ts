import type { Extractor } from './define.ts';

/** Every extractor in `extractors/`. A test fails when a file is missing here. */
export const extractors: readonly Extractor[] = [];
