import type { FileReading } from '../define.ts';
import { asObject, asText, keyText, valueOfKey } from '../objects.ts';
import type { ApiNeed } from '../apis/github-api.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { tokenNeeds, type TokenNeed } from './token-needs.ts';
import type { Job, Workflow } from './workflow.ts';

/** Scopes with their levels; `*` for what all the others have. */
export type Given = ReadonlyMap<string, string>;

/** What a job's token may do: by its own block, else by its workflow's. Null: by a default that stands in no file. */
export function givenTo(reading: FileReading, workflow: Workflow, job: Job): Given | null {
  return blockOf(reading, job.object) ?? blockOf(reading, workflow.root);
}

function blockOf(reading: FileReading, owner: SyntaxNode): Given | null {
  const block = valueOfKey(reading, owner, 'permissions');
  const all = /^(read|write)-all$/.exec(asText(reading, block) ?? '')?.[1];
  if (all !== undefined) return new Map([['*', all]]);
  const scopes = asObject(reading, block);
  if (scopes === null) return null;
  const given = new Map<string, string>();
  for (const entry of scopes.children) {
    const scope = entry.kind === 'entry' ? keyText(reading, entry) : null;
    const level = scope === null ? null : asText(reading, valueOfKey(reading, scopes, scope));
    if (scope !== null && level !== null) given.set(scope, level);
  }
  return given;
}

const LEVELS = ['none', 'read', 'write'];

export function isGiven(given: Given, { scope, level, orPullRequests }: ApiNeed): boolean {
  const scopes = orPullRequests === true ? [scope, 'issues', 'pull-requests'] : [scope];
  return scopes.some((each) => LEVELS.indexOf(given.get(each) ?? given.get('*') ?? 'none') >= LEVELS.indexOf(level));
}

/** Whether the steps of these jobs are known to need a scope at a level: `excess` only where all of them are known. */
export function needOfGrant(
  reading: FileReading,
  workflow: Workflow,
  jobs: readonly Job[],
  scope: string,
  level: string,
): 'declared' | 'excess' | null {
  const found = jobs.map((job) => tokenNeeds(reading, workflow, job));
  const needs = found.flatMap((each) => each.needs);
  if (needs.some((need) => isNeededFor(need, scope, level))) return 'declared';
  // Any program can ask for the OIDC token of its job, and push with what a checkout left behind.
  const isOpen = scope === 'id-token' || (scope === 'contents' && level === 'write');
  if (isOpen && jobs.some(({ steps }) => steps.some(({ run }) => run !== null))) return null;
  return jobs.length === 0 || found.some(({ unknown }) => unknown.length > 0) ? null : 'excess';
}

function isNeededFor(need: TokenNeed, scope: string, level: string): boolean {
  const scopes = need.orPullRequests === true ? [need.scope, 'issues', 'pull-requests'] : [need.scope];
  return scopes.includes(scope) && LEVELS.indexOf(need.level) >= LEVELS.indexOf(level);
}
