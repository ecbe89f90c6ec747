/** A branch in a real repository, reviewed step by step as the editor records it, and the gate before it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { withAcceptedBlobs } from '../../server/src/core/accepted-blobs.ts';
import { ingestVersions, toVersion } from '../../server/src/core/ingest.ts';
import type { ChangeSet, Origin } from '../../server/src/core/model/change.ts';
import { neverCancelled } from '../../server/src/core/model/cancel.ts';
import type { LedgerRecord, RecordBody } from '../../server/src/core/model/record.ts';
import type { Review } from '../../server/src/core/model/review.ts';
import { inEnglish } from '../../server/src/core/model/wording.ts';
import { toDecisionBody } from '../../server/src/core/record.ts';
import { advance, openReview, toAnalysedHunks, type ReviewEvent } from '../../server/src/core/review.ts';
import { createEngine } from '../../server/src/core/load-language.ts';
import { analyzeWorkspace, createAnalysisCache } from '../../server/src/host/analyze-workspace.ts';
import { systemClock, timestamp } from '../../server/src/host/clock.ts';
import { nodeDisk } from '../../server/src/host/durable.ts';
import { openRepository } from '../../server/src/host/git-repository.ts';
import { shippedGrammars } from '../../server/src/host/grammars.ts';
import { openLedger } from '../../server/src/host/ledger-file.ts';
import { readPolicy } from '../../server/src/host/policy-files.ts';
import { openStateDirectory } from '../../server/src/host/state-directory.ts';
import { fromTexts } from '../../server/src/host/summary-source.ts';
import { repository, type ScratchRepository } from '../unit/host/scratch.ts';
import type { CliRun } from './run-cli.ts';
import { countersignHere } from './run-here.ts';

export const app = (
  guards: string,
  body = 'res.end(remove(req.params.id))',
): string => `const express = require('express');
const { requireAuth, requireAdmin } = require('./auth');
const app = express();
app.get('/health', (req, res) => {
  res.end('ok');
});

app.delete('/users/:id', ${guards}(req, res) => {
  ${body};
});
module.exports = app;
`;
export const guarded = app('requireAuth, requireAdmin, ');
export const open = app('requireAuth, ');
export const file = 'src/app.js';

/** Records without a signature count, so that a test need not sign what it is not about. */
export const unsignedCounts = 'version: 1\nextends: [countersign:recommended]\ngate: { unsigned: count }\n';

/** `main` with a policy and a guarded route, and a branch `work` that is checked out. */
export function branch(
  policy: string | null = unsignedCounts,
  files: Readonly<Record<string, string>> = {},
): ScratchRepository {
  const made = repository('countersign-gate');
  if (policy !== null) made.write('.countersign/policy.yaml', policy);
  for (const [path, text] of Object.entries({ [file]: guarded, ...files })) made.write(path, text);
  made.commit('base');
  made.git('switch', '--quiet', '-c', 'work');
  return made;
}

/** Decisions are older than what is built on them. */
export const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();

export interface Turn {
  /** What each file held before and holds after. Null: there is none. */
  readonly changes: Readonly<Record<string, readonly [before: string | null, after: string | null]>>;
  readonly origin?: Partial<Origin>;
  readonly decide?: 'accepted' | 'rejected' | 'accepted then undone';
  /** Plain ticks where words are asked for are refused, as in the editor. Default: words for all. */
  readonly words?: boolean;
  readonly onlyHunks?: number;
}

/** One turn of an agent, reviewed: the records as the editor writes them, without the chain. */
export async function decide(files: ScratchRepository, turn: Turn, base = 'main'): Promise<readonly RecordBody[]> {
  const opened = await openRepository(files.root);
  if (opened === null) throw new Error('no repository');
  try {
    const policy = await readPolicy({
      kind: 'commit',
      repository: opened,
      commit: files.git('rev-parse', base),
      title: base,
    });
    const origin: Origin = {
      kind: 'agent',
      channel: 'disk',
      held: false,
      agent: 'lab-agent',
      claimedBy: 'hook',
      ...turn.origin,
    };
    const sides = Object.entries(turn.changes).map(([path, [before, after]]) => ({
      path,
      ...(before === null ? {} : { before: toVersion(before) }),
      ...(after === null ? {} : { after: toVersion(after) }),
    }));
    const changeSet = ingestVersions(sides, origin);
    const result = await analyzeWorkspace(changeSet, {
      engine: createEngine(shippedGrammars()),
      policy: policy.value,
      source: fromTexts(new Map()),
      cache: createAnalysisCache(),
      cancel: neverCancelled,
    });
    const named = { id: changeSet.id, origin, title: 'turn', landedAt: timestamp(systemClock) };
    return bodiesOf(openReview(named, toAnalysedHunks(result, {})), changeSet, turn, {
      digest: policy.value.digest,
      base: policy.base,
    });
  } finally {
    opened.close();
  }
}

function bodiesOf(
  review: Review,
  changeSet: ChangeSet,
  { decide: how = 'accepted', onlyHunks = Number.POSITIVE_INFINITY }: Turn,
  policy: { readonly digest: string; readonly base: string | null },
): readonly RecordBody[] {
  let now = review;
  const bodies: RecordBody[] = [];
  const at = anHourAgo;
  const decidedBy = { name: 'Test', email: 'test@example.org', key: null, basis: 'claimed', surface: 'panel' } as const;
  const step = (event: ReviewEvent): void => {
    const next = advance(now, event, 'enforce');
    if (next.refused !== null) throw new Error(inEnglish(next.refused));
    for (const effect of next.effects)
      if (effect.kind === 'record')
        bodies.push(
          withAcceptedBlobs(
            toDecisionBody(effect, now, changeSet, { decidedBy, decidedAt: at, policy, toolVersion: 'test' }),
            changeSet,
          ),
        );
    now = next.review;
  };
  for (const { id: hunk, findings, judged } of review.hunks.slice(0, onlyHunks)) {
    if (how === 'rejected') step({ kind: 'reject', hunk, reason: 'No.' });
    else {
      for (const { fingerprint, obligation } of findings) {
        if (obligation.kind === 'acknowledge') step({ kind: 'acknowledge', hunk, fingerprint, at });
        else if (obligation.kind !== 'none')
          step({ kind: 'explain', hunk, fingerprint, reason: 'needed', words: 'Support asked for it.', at });
      }
      if (!judged) step({ kind: 'acknowledgeNotJudged', hunk });
      step({ kind: 'accept', hunk, as: 'accepted' });
      if (how === 'accepted then undone') step({ kind: 'undo', hunk });
    }
  }
  return bodies;
}

/** Appends to the ledger of the clone. */
export async function record(
  files: ScratchRepository,
  bodies: readonly RecordBody[],
): Promise<readonly LedgerRecord[]> {
  const opened = await openRepository(files.root);
  const place = await openStateDirectory({ root: files.root, repository: opened });
  opened?.close();
  const ledger = openLedger({ ...place, disk: nodeDisk, clock: systemClock, toolVersion: 'test' });
  const records: LedgerRecord[] = [];
  for (const body of bodies) records.push(await ledger.append(body));
  return records;
}

export const ledgerOf = (files: ScratchRepository): string => join(files.root, '.git/countersign/ledger.jsonl');

/** A turn that lands on disk, is reviewed and recorded. */
export async function turn(
  files: ScratchRepository,
  changes: Turn['changes'],
  more: Omit<Turn, 'changes'> = {},
): Promise<void> {
  await record(files, await decide(files, { changes, ...more }));
  for (const [path, [, text]] of Object.entries(changes)) {
    if (text === null) files.remove(path);
    else files.write(path, text);
  }
}

export async function gate(files: ScratchRepository, ...words: string[]): Promise<CliRun> {
  return await countersignHere(['gate', '--base', 'main', '--head', 'work', ...words], { directory: files.root });
}

export interface GateJson {
  readonly outcome: string;
  readonly findings: readonly {
    readonly detectorId: string;
    readonly path: string;
    readonly settled: { readonly by: string } | null;
    readonly missing: { readonly reason: string; readonly who: string; readonly how: string } | null;
  }[];
  readonly unjudged: readonly { readonly path: string; readonly settled: unknown }[];
  readonly ignored: readonly string[];
  readonly failures: readonly { readonly path: string; readonly message: string }[];
  readonly sources: readonly { readonly fault: string | null }[];
  readonly exitCode: number | null;
}

export async function gateJson(files: ScratchRepository, ...words: string[]): Promise<GateJson> {
  const run = await gate(files, ...words, '--format', 'json');
  if (run.output === '') throw new Error(run.errors);
  return { ...(JSON.parse(run.output) as Omit<GateJson, 'exitCode'>), exitCode: run.exitCode };
}

/** Why each finding is missing, or how it was settled. */
export function outcomes({ findings }: Pick<GateJson, 'findings'>): readonly string[] {
  return findings.map(({ detectorId, settled, missing }) => `${detectorId}: ${settled?.by ?? missing?.reason ?? '?'}`);
}

/** Git with input, for plumbing. */
export function gitWithInput(files: ScratchRepository, input: string, ...command: string[]): string {
  return execFileSync('git', command, { cwd: files.root, input, encoding: 'utf8' }).trim();
}
