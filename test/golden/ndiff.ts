/** The notation is the product's: teams write it for their own rules. */
export { parseNdiff } from '../../server/src/core/fixtures/ndiff.ts';
