import type { GateInput, GateRecord, Missing, Signer } from '../model/gate.ts';
import type { ApprovalBody, ApprovedFinding } from '../model/record.ts';
import { isSamePlace, type Placed } from './answers.ts';
import { pathsOf } from './lineage.ts';
import { signerFor, type DecisionIndex } from './occurrences.ts';
import { isRefusal } from './outcomes.ts';

interface Approval {
  readonly source: GateRecord;
  readonly body: ApprovalBody;
  readonly finding: ApprovedFinding;
}

export type ApprovalIndex = ReadonlyMap<string, readonly Approval[]>;

export function indexApprovals(records: readonly GateRecord[], fingerprints: ReadonlySet<string>): ApprovalIndex {
  const found = new Map<string, Approval[]>();
  for (const source of records) {
    const { record } = source;
    if (record.kind !== 'approval') continue;
    for (const finding of record.findings) {
      if (!fingerprints.has(finding.fingerprint)) continue;
      const known = found.get(finding.fingerprint);
      const approval = { source, body: record, finding };
      if (known === undefined) found.set(finding.fingerprint, [approval]);
      else known.push(approval);
    }
  }
  return found;
}

export interface Approved {
  readonly by: GateRecord | null;
  readonly missing: Extract<Missing, 'not-approved' | 'own-approval' | 'not-in-role' | 'unsigned' | 'untouched'>;
  /** The approval that does not count. */
  readonly nearest: GateRecord | null;
}

/**
 * The signature of another person who holds the role at the base, under exactly this place. Without a signature there is no
 * second person, whatever the policy lets count; whoever explained it, answered for it as the change of an agent of theirs, or
 * has commits there is none either.
 */
export function approvalOf(
  placed: Placed,
  role: string,
  explained: readonly GateRecord[],
  given: { readonly approvals: ApprovalIndex; readonly index: DecisionIndex; readonly input: GateInput },
): Approved {
  const paths = pathsOf(placed.file);
  const here = [...placed.names]
    .flatMap((name) => given.approvals.get(name) ?? [])
    .filter(
      ({ body, finding }) =>
        body.role === role &&
        paths.includes(finding.path) &&
        isSamePlace(finding, finding.afterBlob, placed) &&
        stands(finding, given.index),
    );
  const holders = given.input.roles.get(role) ?? new Set();
  const parties: Parties = { explained, answered: answeredBy(placed, given.index), paths };
  const missingOf = (source: GateRecord, signer: Signer | null): Approved['missing'] | null => {
    if (signer === null) return 'unsigned';
    if (!holders.has(signer.key)) return 'not-in-role';
    return isParty(source, parties, given.input) ? 'own-approval' : null;
  };
  const judged = here.map(({ source }) => {
    const missing = missingOf(source, signerFor(placed.finding, source));
    // All that it lacks is the touch.
    const isUntouched = missing !== null && source.toucher === null && missingOf(source, source.signer) === null;
    return { source, missing: isUntouched ? ('untouched' as const) : missing };
  });
  const best = judged.toSorted((one, other) => nearness(other.missing) - nearness(one.missing))[0];
  return best?.missing === null
    ? { by: best.source, missing: 'not-approved', nearest: null }
    : { by: null, missing: best?.missing ?? 'not-approved', nearest: best?.source ?? null };
}

/** What it is given under is at hand, and may still answer. */
function stands({ fingerprint, path, decision }: ApprovedFinding, index: DecisionIndex): boolean {
  if (index.byHash(decision.hash) === null) return false;
  const under = index.ofFinding(fingerprint).filter(({ decision: { hash }, hunk }) => hash === decision.hash && hunk.path === path); // prettier-ignore
  return under.length === 0 || under.some(({ spent }) => spent === null);
}

/** How little an approval lacks. */
function nearness(missing: Approved['missing'] | null): number {
  return ['not-approved', 'unsigned', 'not-in-role', 'own-approval', 'untouched', null].indexOf(missing);
}

/** Who took part in a change, as far as records tell. */
interface Parties {
  readonly explained: readonly GateRecord[];
  /** Of everybody who answered for the same finding, whether or not their answer is the one that settles it. */
  readonly answered: readonly GateRecord[];
  readonly paths: readonly string[];
}

/** Whoever drives an agent and the agent are one party, also when somebody else explains what it did. */
function answeredBy({ names, file }: Placed, index: DecisionIndex): readonly GateRecord[] {
  const paths = pathsOf(file);
  return [...names]
    .flatMap((name) => index.ofFinding(name))
    .filter(
      ({ hunk, decision, recorded, spent }) =>
        paths.includes(hunk.path) && spent === null && !isRefusal(decision) && recorded.acknowledgement !== undefined,
    )
    .map(({ source }) => source);
}

/** The first seal and the touch may be of two keys: each of them speaks for who approved, and each of theirs for who explained. */
function isParty(approval: GateRecord, { explained, answered, paths }: Parties, { authors }: GateInput): boolean {
  const signers = signersOf(approval);
  const names = personalNames(signers.flatMap(({ principals }) => principals));
  const hasWritten = paths.some((path) => [...(authors.get(path) ?? [])].some((author) => names.has(author)));
  // One clone is one party, whichever keys it has. What nobody signed says nothing of anybody else: anybody can write it.
  return (
    hasWritten ||
    [...explained, ...answered].some(({ ledger }) => ledger === approval.ledger) ||
    [...explained, ...answered.filter(({ signer }) => signer !== null)].some((each) => isSamePerson(signers, names, each)) // prettier-ignore
  );
}

function isSamePerson(signers: readonly Signer[], names: ReadonlySet<string>, explained: GateRecord): boolean {
  const { record } = explained;
  const claimed = 'decidedBy' in record ? record.decidedBy : null;
  const others = signersOf(explained);
  const keys = new Set([...others.map(({ key }) => key), claimed?.key]);
  if (signers.some(({ key }) => keys.has(key))) return true;
  const claims = claimed?.email == null ? [] : [claimed.email];
  const theirs = personalNames([...others.flatMap(({ principals }) => principals), ...claims]);
  return [...theirs].some((name) => names.has(name));
}

function signersOf({ signer, toucher }: GateRecord): readonly Signer[] {
  return [signer, toucher].filter((each) => each !== null);
}

/** Of one person: no team (`@acme/identity`) and no pattern (`*@acme.example`), which two people may share. */
function personalNames(principals: readonly string[]): ReadonlySet<string> {
  return new Set(principals.filter((name) => /^[^@*?!]+@[^*?]+$/.test(name)).map((name) => name.toLowerCase()));
}
