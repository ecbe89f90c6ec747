import type { GateInput, GateRecord, GateVerdict, SpentHunks, WhySpent } from '../model/gate.ts';
import type { LedgerRecord, RecordedHunk } from '../model/record.ts';
import { groupBy } from '../text/group-by.ts';
import { isRefusal } from './outcomes.ts';

/** What a base has come to hold of a path since a commit, by the history between the two. */
export interface Landed {
  /** Git blob ids; null: no file there. */
  readonly blobs: ReadonlySet<string | null>;
  readonly hunks: ReadonlySet<string>;
}

/** By path. `elsewhere`: the commit is of no history that this base is of. */
export type LandedSince = ReadonlyMap<string, Landed> | 'elsewhere';

/**
 * Answers that hold for nothing to come: the change that they are for is in the base already, so that whoever brings it again
 * after it was taken out makes another one; or they were given in another repository.
 *
 * @param records where `isBound` is absent, nobody asks in which repository they were signed
 * @param landed by the commit that the policy of a decision was read from; one that is not in it is not asked about
 */
export function spentHunks(
  records: readonly (Pick<GateRecord, 'record'> & Partial<Pick<GateRecord, 'signer' | 'isBound'>>)[],
  landed: ReadonlyMap<string, LandedSince>,
): SpentHunks {
  const spent = new Map<string, WhySpent>();
  const steps: Step[] = [];
  for (const { record, signer = null, isBound = true } of records) {
    // What was refused stays refused, whenever and wherever.
    if (record.kind !== 'decision' || isRefusal(record)) continue;
    if (record.policy.base === null) {
      // Where what nobody signed counts, there is no signature that could be of another repository.
      if (signer !== null && !isBound)
        for (const hunk of record.hunks) spent.set(spentKey(record.hash, hunk), 'unbound');
      continue;
    }
    const since = landed.get(record.policy.base);
    if (since === undefined) continue;
    for (const hunk of record.hunks) {
      const key = spentKey(record.hash, hunk);
      if (since === 'elsewhere') spent.set(key, 'elsewhere');
      else steps.push({ key, hunk, landed: since.get(hunk.path) });
    }
  }
  for (const key of landedSteps(steps)) spent.set(key, 'landed');
  return spent;
}

/** On which commits decisions that settle something were made, and their changed paths. Of the others there is nothing to know. */
export function wantsLanded(
  { findings, unjudged }: Pick<GateVerdict, 'findings' | 'unjudged'>,
  { records, changeSet }: Pick<GateInput, 'records' | 'changeSet'>,
): { readonly commits: ReadonlySet<string>; readonly paths: ReadonlySet<string> } {
  const settled = [...findings.map((each) => each.settled?.records), ...unjudged.map((each) => each.settled)];
  const used = new Set(settled.flatMap((found) => (found ?? []).map(({ hash }) => hash)));
  const decisions = records.flatMap(({ record }) =>
    record.kind === 'decision' && used.has(record.hash) && record.policy.base !== null ? [record] : [],
  );
  const changed = new Set(changeSet.files.flatMap(({ path, previousPath = path }) => [path, previousPath]));
  return {
    commits: new Set(decisions.flatMap(({ policy }) => policy.base ?? [])),
    paths: new Set(decisions.flatMap(({ hunks }) => hunks.flatMap(({ path }) => (changed.has(path) ? [path] : [])))),
  };
}

/** The same records, without what answers for nothing any more: a change that is brought again is open again. */
export function withoutSpent(
  records: readonly LedgerRecord[],
  landed: ReadonlyMap<string, LandedSince>,
): readonly LedgerRecord[] {
  const spent = spentHunks(
    records.map((record) => ({ record })),
    landed,
  );
  if (spent.size === 0) return records;
  return records.map((record) =>
    record.kind === 'decision'
      ? { ...record, hunks: record.hunks.filter((hunk) => !spent.has(spentKey(record.hash, hunk))) }
      : record,
  );
}

export function spentKey(recordHash: string, { path, id }: Pick<RecordedHunk, 'path' | 'id'>): string {
  return `${recordHash}\n${path}\n${id}`;
}

interface Step {
  readonly key: string;
  readonly hunk: RecordedHunk;
  readonly landed: Landed | undefined;
}

/** Those that landed, and those that led to them: a base that takes turns together never holds what was between them. */
function landedSteps(steps: readonly Step[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open: { readonly step: Step; readonly last: RecordedHunk }[] = [];
  const reach = (step: Step, last: RecordedHunk): void => {
    if (found.has(step.key) || !hasLanded(last, step.landed)) return;
    found.add(step.key);
    open.push({ step, last });
  };
  const byEnd = groupBy(steps, ({ hunk }) => placeOf(hunk.path, hunk.acceptedBlob));
  for (const step of steps) reach(step, step.hunk);
  const asked = new Set<string>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const start = placeOf(at.step.hunk.path, at.step.hunk.beforeBlob);
    const { id, afterBlob, acceptedBlob } = at.last;
    // Many turns may end at one text: what led there is asked once for each that landed.
    const question = [start, id, afterBlob, acceptedBlob].join('\n');
    if (asked.has(question)) continue;
    asked.add(question);
    // What was decided on a newer base is about what came after: there, what this led to did not land again.
    for (const earlier of byEnd.get(start) ?? []) reach(earlier, at.last);
  }
  return found;
}

function hasLanded({ id, afterBlob, acceptedBlob }: RecordedHunk, landed: Landed | undefined): boolean {
  if (landed === undefined) return false;
  return landed.hunks.has(id) || landed.blobs.has(afterBlob) || (acceptedBlob !== undefined && landed.blobs.has(acceptedBlob)); // prettier-ignore
}

function placeOf(path: string, blob: string | null | undefined): string {
  return `${path}\n${blob === undefined ? 'nothing' : (blob ?? 'absent')}`;
}
