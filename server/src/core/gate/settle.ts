import type { FileChange } from '../model/change.ts';
import type { GatedFinding, GatedRole, GateInput, GateRecord, Missing, SettledBy } from '../model/gate.ts';
import { rolesAsked } from '../model/obligation.ts';
import { answeredRank, answersFor, isTouchedEnough, otherPaths, requiredRank, type Placed } from './answers.ts';
import { approvalOf, type ApprovalIndex, type Approved } from './approvals.ts';
import { findBypass } from './bypasses.ts';
import { lineageOf, pathsOf, type Lineage } from './lineage.ts';
import { signerFor, toReference, type Decided, type DecisionIndex, type Occurrence } from './occurrences.ts';

export interface Evidence {
  readonly input: GateInput;
  readonly index: DecisionIndex;
  readonly approvals: ApprovalIndex;
  /** Of the change set, by their path before and after. */
  readonly files: ReadonlyMap<string, FileChange>;
  /** Memory of `lineageOf`, and answers that were given to a finding already: one covers one place. */
  readonly lineages: Map<FileChange, Lineage | null>;
  readonly used: Set<string>;
}

/** What settles one finding that carries an obligation, or what is missing. */
export function settle(placed: Placed, evidence: Evidence): GatedFinding {
  const { finding } = placed;
  const { obligation } = finding;
  if (obligation.kind === 'block') return open(placed, 'blocked', null);
  const { bypass, tooLong } = findBypass(placed, evidence.input);
  if (bypass !== null) return settled(placed, 'bypass', [bypass]);
  const explained = findAnswer(placed, evidence);
  if (!('by' in explained)) {
    if (tooLong !== null) return open(placed, 'bypass-too-long', tooLong);
    const waits = rolesWaitedFor(placed, explained, evidence);
    if (waits === null) return open(placed, explained.missing, explained.nearest);
    const rolesMissing = waits.flatMap(({ role, approved }) => (approved === null ? [role] : []));
    return rolesMissing.length === 0
      ? { ...open(placed, 'not-accepted', explained.nearest), roles: waits }
      : { ...open(placed, explained.missing, explained.nearest), rolesMissing, roles: waits };
  }
  if (obligation.kind !== 'approve' || explained.by === 'human-origin')
    return settled(placed, explained.by, explained.records);
  const approvals = rolesAsked(obligation).map((role) => ({
    role,
    ...approvalOf(placed, role, explained.records, evidence),
  }));
  const lacking = approvals.filter(({ by }) => by === null);
  const [first] = lacking;
  if (first !== undefined)
    return {
      ...open(placed, first.missing, first.nearest ?? explained.records[0] ?? null),
      rolesMissing: lacking.filter(({ missing }) => missing === first.missing).map(({ role }) => role),
      roles: approvals.map(toGatedRole),
    };
  const signatures = approvals.flatMap(({ by }) => by ?? []);
  // Nobody else's word stands under the approval: whoever approved it may have written that too.
  const nameless = explained.records.find(({ signer }) => signer === null);
  return nameless === undefined
    ? settled(placed, explained.by, [...explained.records, ...signatures])
    : open(placed, 'unsigned', nameless);
}

function toGatedRole({ role, by }: { readonly role: string } & Pick<Approved, 'by'>): GatedRole {
  return { role, approved: by === null ? null : { ...toReference(by), at: by.record.decidedAt } };
}

/** Of what was put up: the roles that are asked. Null: it was not put up. */
function rolesWaitedFor(
  placed: Placed,
  { missing, nearest }: NotAnswered,
  evidence: Evidence,
): readonly GatedRole[] | null {
  const roles = rolesAsked(placed.finding.obligation);
  if (missing !== 'put-up' || nearest === null || roles.length === 0) return null;
  return roles.map((role) => toGatedRole({ role, ...approvalOf(placed, role, [nearest], evidence) }));
}

/** Where both count, an answer that is signed stands under more than one that is not. */
function signedFirst({ source: one }: Occurrence, { source: other }: Occurrence): number {
  return Number(one.signer === null) - Number(other.signer === null);
}

type NotAnswered = { readonly missing: Missing; readonly nearest: GateRecord | null };
type Answer = { readonly by: SettledBy; readonly records: readonly GateRecord[] } | NotAnswered;

function findAnswer(placed: Placed, evidence: Evidence): Answer {
  const { input, index, used } = evidence;
  const required = requiredRank(placed.finding.obligation);
  const { counted, missing, nearest } = answersFor(placed, index, input);
  const free = counted.filter((each) => !used.has(slotOf(each)));
  const ranked = free.toSorted(signedFirst);
  const strong = ranked.find(({ recorded }) => answeredRank(recorded) >= required);
  const own = ranked.find((each) => isOwnWork(each, placed, input));
  const direct = strong ?? own;
  if (direct !== undefined) {
    used.add(slotOf(direct));
    return { by: strong === undefined ? 'human-origin' : 'record', records: [direct.source] };
  }
  const lineage = findLineage(placed, evidence);
  if (lineage !== null) {
    const records = sourcesOf(lineage.steps);
    const isOwn = ({ steps }: Lineage): boolean => steps.every((each) => isOwnWork(each, placed, input));
    if (isOwn(lineage) && isOnAccepted(placed, evidence, isOwn)) return { by: 'human-origin', records };
    const isSound = isOnAccepted(placed, evidence);
    const answers = answersAlong(lineage, placed, required, isSound);
    if (answers.some(({ source }) => isTouchedEnough(source, placed))) return { by: 'lineage', records };
    if (answers[0] !== undefined) return { missing: 'untouched', nearest: answers[0].source };
    const [before] = isSound ? [] : answersAlong(lineage, placed, required, true);
    if (before !== undefined) return { missing: 'changed-since', nearest: before.source };
  }
  if (free.length > 0) return { missing: 'too-weak', nearest: free.at(-1)?.source ?? null };
  return {
    missing: lineage !== null && missing === 'no-record' ? 'only-together' : missing,
    nearest: nearest?.source ?? null,
  };
}

/**
 * Of every other changed file that the file of the finding builds on each step was accepted: what was said of it before may be
 * another thing now by what they say.
 */
function isOnAccepted({ file }: Placed, evidence: Evidence, fits: (lineage: Lineage) => boolean = () => true): boolean {
  return changedBelow(file, evidence).every((other) => {
    const lineage = knownLineage(other, evidence);
    return lineage !== null && fits(lineage);
  });
}

/** Changed files that a file builds on, through unchanged ones too. */
function changedBelow(file: FileChange, { input, files }: Evidence): readonly FileChange[] {
  const links = input.result.buildsOn ?? new Map<string, readonly string[]>();
  const seen = new Set(pathsOf(file));
  const found = new Set<FileChange>();
  for (const path of seen)
    for (const next of links.get(path) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      const other = files.get(next);
      if (other !== undefined && other !== file) found.add(other);
    }
  return [...found];
}

function knownLineage(file: FileChange, { lineages, index, input }: Evidence): Lineage | null {
  const known = lineages.get(file);
  const lineage = known === undefined ? lineageOf(file, index, input) : known;
  lineages.set(file, lineage);
  return lineage;
}

/** The steps of every changed file that the finding stands on. */
function findLineage(placed: Placed, evidence: Evidence): Lineage | null {
  const steps: Decided[] = [];
  let isAmongOthers = false;
  for (const path of [placed.file.path, ...otherPaths(placed)]) {
    const file = evidence.files.get(path);
    if (file === undefined) continue; // unchanged: as at the base
    const lineage = knownLineage(file, evidence);
    if (lineage === null) return null;
    steps.push(...lineage.steps);
    isAmongOthers ||= lineage.isAmongOthers;
  }
  return { steps, isAmongOthers };
}

/**
 * Somebody answered for it on the way: for the finding itself, or for another change of the same kind in that file, which later
 * steps turned into this one. A chain was only seen when all of its steps were there, and what a merge makes of it is another
 * thing than what was accepted; so is what a file makes of it that nobody accepted.
 */
function answersAlong(
  { steps, isAmongOthers }: Lineage,
  { finding, file, names }: Placed,
  required: number,
  isBuiltOnAccepted: boolean,
): readonly Decided[] {
  const paths = pathsOf(file);
  const isTurnedInto = finding.chain === undefined && !isAmongOthers && isBuiltOnAccepted;
  return steps.filter(
    ({ hunk }) =>
      paths.includes(hunk.path) &&
      hunk.findings.some(
        (recorded) =>
          answeredRank(recorded) >= required &&
          (names.has(recorded.fingerprint) || (isTurnedInto && recorded.kind === finding.kind)),
      ),
  );
}

/** A claim that nobody signed is none; and where a touch of the key is demanded, one that a program could have signed. */
function isOwnWork(
  { source, decision }: Decided,
  { finding }: Pick<Placed, 'finding'>,
  { requireOrigin }: GateInput,
): boolean {
  return requireOrigin === 'agent' && signerFor(finding, source) !== null && decision.origin.kind === 'human';
}

/** One answer, however often the same hunk was decided on in several chains. */
function slotOf({ hunk, recorded }: Occurrence): string {
  return [hunk.path, hunk.beforeBlob ?? '', hunk.id, recorded.fingerprint].join('\n');
}

function sourcesOf(steps: readonly Decided[]): readonly GateRecord[] {
  return [...new Set(steps.map(({ source }) => source))];
}

function settled(placed: Placed, by: SettledBy, records: readonly GateRecord[]): GatedFinding {
  const { finding, evidenceHash, subjectHash } = placed;
  return { finding, evidenceHash, subjectHash, settled: { by, records: records.map(toReference) }, missing: null };
}

function open(placed: Placed, missing: Missing, nearest: GateRecord | null): GatedFinding {
  const { finding, evidenceHash, subjectHash } = placed;
  const shown = nearest === null ? {} : { nearest: toReference(nearest) };
  return { finding, evidenceHash, subjectHash, settled: null, missing, ...shown };
}
