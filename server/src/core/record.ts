/**
 * Verb: decisions to records, records to a ledger, and back.
 *
 * - `toDecisionBody(effect, review, changeSet, stamp)`: the body for a review's `record` effect. `changeSet` is the one the
 *   decision was made on. Throws only for a hunk that does not exist, which is a bug of the caller.
 * - `appendRecord(body, head)` adds `seq`, `prev` and `hash`; `toLine(record)` is what the host appends and syncs.
 * - `verifyLedger(text)`: `intact`, `torn` (an unfinished last line) or `broken` (first wrong line and what is wrong), with
 *   the records that are good. `verifyLine` does the same for one line.
 * - `toUnsignedSeal`, `toSealText` (what is signed), `toSealBody`: a signature under all that none covers yet.
 * - `checkLedger`: all that is wrong with a chain and its seals, by name. The host has checked the signatures before
 *   (`readSshSignature`, `toSignedBytes` say what to check) and read who may sign (`loadSigners`).
 * - `indexRecords(ledgers)`: what many ledgers say together, by finding, path and hash; `whyOneParty` and `keysOfRole` say
 *   who may approve what somebody else decided, `approvalsUnder` which approvals count. `hashPlace` gives a finding's hashes to compare with those recorded.
 */
export { type Head, appendRecord, toLine } from './records/chain.ts';
export { type ChainRow, toRow } from './records/chain-row.ts';
export { type CountedApproval, approvalsUnder, partiesTo } from './records/approvals.ts';
export { holdersOfRole, keysOfRole, loadSigners } from './records/allowed-signers.ts';
export { type CommittedHunk, matchCommit, matchHunks, toBindingBody } from './records/bind.ts';
export { checkChain, checkLedger, soundUpTo } from './records/check-ledger.ts';
export { describeChain, isSound, toChainReport, toJudged } from './records/describe-chain.ts';
export { describeVerdict, summarizeVerdict } from './text/ledger-verdict.ts';
export { hashPlace } from './records/place-hashes.ts';
export { toKept, toKeptPerson } from './records/kept.ts';
export { isLedgerId, readTrailers, toSegments, toTrailer } from './records/published.ts';
export { type RecordIndex, indexRecords, partiesOf, whyOneParty } from './records/record-index.ts';
export {
  SEAL_NAMESPACE,
  toSealBody,
  toSealText,
  toUnsignedSeal,
  type UnsignedSeal,
  unsealedRecords,
} from './records/seal.ts';
export {
  type SshKey,
  type SshSignature,
  presenceOf,
  readPublicKey,
  readSshSignature,
  toSignedBytes,
  toTokenBytes,
} from './records/ssh-signature.ts';
export { readWire } from './records/ssh-wire.ts';
export { type ReviewRequest, readReviewRequest, requestId, toReviewRequest } from './records/review-request.ts';
export { signerName } from './records/sealers.ts';
export { unboundRecords, untouchedRecords } from './records/untouched.ts';
export { type Stats, toStats } from './records/stats.ts';
export { type Stamp, toDecisionBody, toProblemBody } from './records/to-body.ts';
export { saysSomething } from './text/says-something.ts';
export { shortName } from './text/short-name.ts';
export { daysBetween } from './text/utc.ts';
export {
  type ChainState,
  type LedgerLine,
  type Verified,
  verifyLedger,
  verifyLine,
  verifyLines,
} from './records/verify.ts';
