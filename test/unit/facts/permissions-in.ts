import { neverCancelled } from '../../../server/src/core/model/cancel.ts';
import { createAnalysisCache, explainFile } from '../../../server/src/host/analyze-workspace.ts';
import { sweepWorkspace } from '../../../server/src/host/sweep-workspace.ts';
import { fromTexts } from '../../../server/src/host/summary-source.ts';
import type { Fact } from '../../../server/src/core/model/fact.ts';
import type { FileSummary } from '../../../server/src/core/model/summary.ts';
import type { NeedsAndGrants } from '../../../server/src/core/permissions.ts';
import { compareNeeds, toVersion } from '../../../server/src/core/verbs.ts';
import { engine, policy } from './facts-of.ts';

export type Files = Readonly<Record<string, string>>;

/** What `countersign permissions` joins, over a workspace in memory. */
export async function permissionsIn(files: Files): Promise<NeedsAndGrants> {
  const versions = new Map(Object.entries(files).map(([path, text]) => [path, toVersion(text)]));
  const facts = new Map<string, readonly Fact[]>();
  const known = await sweepWorkspace({
    paths: [...versions.keys()],
    isWhole: true,
    source: fromTexts(versions),
    context: { engine, policy, cache: createAnalysisCache(), cancel: neverCancelled },
    onRead: (path, read) => void facts.set(path, read.facts),
    onProgress: () => undefined,
  });
  const summaries = [...known].filter((entry): entry is [string, FileSummary] => entry[1] !== null);
  return compareNeeds([...facts.values()].flat(), new Map(summaries));
}

/** `Orders declared s3:GetObject src/app.py:4`, a line each; without a role: `- …`. What cannot be judged says why. */
export async function statesIn(files: Files): Promise<readonly string[]> {
  const { roles, others, excess } = await permissionsIn(files);
  const parts = [...roles, { role: '-', needs: others, excess, notJudged: null }];
  return parts.flatMap(({ role, needs, excess: unused, notJudged }) => [
    ...needs.map(({ action, grant, at, because }) => {
      const state = grant ?? (because === undefined ? 'unsaid' : 'unknown');
      const places = at.map(({ path, line }) => `${path}:${line}`).join(' ');
      return `${role} ${state} ${action} ${places}${because === undefined ? '' : `: ${because}`}`;
    }),
    ...unused.map(({ action, at }) => `${role} excess ${action} ${at.path}:${at.line}`),
    ...(notJudged === null ? [] : [`${role} excess unknown: ${notJudged}`]),
  ]);
}

/** What `countersign explain` says of one file of them. */
export async function explained(files: Files, path: string): Promise<readonly Fact[]> {
  const versions = new Map(Object.entries(files).map(([each, text]) => [each, toVersion(text)]));
  const given = { engine, policy, source: fromTexts(versions), cache: createAnalysisCache() };
  return (await explainFile(path, versions.get(path)!, given)).facts;
}
