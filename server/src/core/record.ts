/**
 * Verb: decisions to records, records to a ledger, and back.
 *
 * - `toDecisionBody(effect, review, changeSet, stamp)`: the body for a review's `record` effect. `changeSet` is the one the
 *   decision was made on. Throws only for a hunk that does not exist, which is a bug of the caller.
 * - `appendRecord(body, head)` adds `seq`, `prev` and `hash`; `toLine(record)` is what the host appends and syncs.
 * - `verifyLedger(text)`: `intact`, `torn` (an unfinished last line) or `broken` (first wrong line and what is wrong), with
 *   the records that are good. `verifyLine` does the same for one line.
 */
export { type Head, appendRecord, toLine } from './records/chain.ts';
export { type PlaceHashes, hashPlace } from './records/place-hashes.ts';
export { type Stamp, toDecisionBody, toProblemBody } from './records/to-body.ts';
export { type Verified, verifyLedger, verifyLine } from './records/verify.ts';
