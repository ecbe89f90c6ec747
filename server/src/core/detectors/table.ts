import type { Detector } from './define.ts';

/** Every detector in this folder. A test fails when a file is missing here. */
export const detectors: readonly Detector[] = [];
