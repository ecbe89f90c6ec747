/** Where the parts of the repository are that the harness reads and writes. */
import path from 'node:path';

export const rootDir = path.resolve(import.meta.dirname, '../..');
export const cacheDir = path.join(rootDir, '.cache');
export const vsixFile = path.join(rootDir, 'countersign.vsix');
export const cliFile = path.join(rootDir, 'server/dist/cli.mjs');
export const throwawayDir = path.join(import.meta.dirname, 'canary/throwaway');
