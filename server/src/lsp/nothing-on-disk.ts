import type { Carrier } from './decide.ts';

/** For edits that are in no file: what is decided is recorded, and changes nothing. */
export const nothingOnDisk: Carrier = {
  whyNot: () => Promise.resolve(null),
  saveReview: () => Promise.resolve(),
  carryOut: () => Promise.resolve(null),
};
