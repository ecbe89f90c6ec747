/** The notation is the product's: teams write it for their own rules. */
export { type Case, lineKey, type Mark, parseNdiff } from '../../server/src/core/fixtures/ndiff.ts';
