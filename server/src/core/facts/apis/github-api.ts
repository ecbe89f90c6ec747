/**
 * Scopes of GITHUB_TOKEN that calls of GitHub's API, of octokit and of the program `gh` need.
 * @see https://docs.github.com/rest/authentication/permissions-required-for-github-apps (2026-11)
 */
export interface ApiNeed {
  readonly scope: string;
  readonly level: 'read' | 'write';
  /** On a pull request its own scope does as well. */
  readonly orPullRequests?: true;
}

/** Parts of `/repos/{owner}/{repo}/PART`. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['actions', 'actions'],
  ['attestations', 'attestations'],
  ['branches', 'contents'],
  ['check-runs', 'checks'],
  ['check-suites', 'checks'],
  ['code-scanning', 'security-events'],
  ['comments', 'contents'],
  ['commits', 'contents'],
  ['compare', 'contents'],
  ['contents', 'contents'],
  ['deployments', 'deployments'],
  ['dispatches', 'contents'],
  ['git', 'contents'],
  ['issues', 'issues'],
  ['labels', 'issues'],
  ['merges', 'contents'],
  ['milestones', 'issues'],
  ['pages', 'pages'],
  ['pulls', 'pull-requests'],
  ['releases', 'contents'],
  ['statuses', 'statuses'],
  ['tags', 'contents'],
  ['tarball', 'contents'],
]);

/** Null: a part of the API that is not known, or no part of a repository. */
export function needOfPath(method: string, path: string): ApiNeed | null {
  const [, part, rest = ''] =
    /^\/?repos\/[^/\s]+(?:\/[^/\s]+)?\/([a-z-]+)(\/[^\s?]*)?/.exec(
      path.replace(/^https:\/\/api\.github\.com/, '').replace(/\$\{\{[^}]*\}\}/g, 'x'),
    ) ?? [];
  const scope = part === undefined ? undefined : PARTS.get(part);
  if (scope === undefined) return null;
  const level = method.toUpperCase() === 'GET' ? 'read' : 'write';
  if (scope === 'pull-requests' && level === 'write' && rest.endsWith('/merge')) return { scope: 'contents', level };
  return { scope, level, ...(scope === 'issues' && rest !== '' ? { orPullRequests: true as const } : {}) };
}

/** Names of octokit's groups of methods. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ['actions', 'actions'],
  ['checks', 'checks'],
  ['codescanning', 'security-events'],
  ['git', 'contents'],
  ['issues', 'issues'],
  ['packages', 'packages'],
  ['pulls', 'pull-requests'],
  ['reactions', 'issues'],
  ['repos', 'contents'],
]);
/** Methods of `repos` that are not about its content; an empty scope: what every token may. */
const REPOS: readonly (readonly [RegExp, string])[] = [
  [/deployment/i, 'deployments'],
  [/CommitStatus|CombinedStatus/, 'statuses'],
  [/Pages/, 'pages'],
  [/PullRequestsAssociated/, 'pull-requests'],
  [/^get$|Collaborator|Contributors|Languages|Topics|^listFor/, ''],
];
const READS = /^(?:get|list|check|compare|download|search|is)/;

/** `issues`, `createComment`. Null: not known; an empty scope: what every token may. */
export function needOfOctokit(group: string, method: string): ApiNeed | null {
  const scope = GROUPS.get(group.toLowerCase());
  if (scope === undefined) return null;
  const level = READS.test(method) ? 'read' : 'write';
  if (group === 'repos') return { scope: REPOS.find(([name]) => name.test(method))?.[1] ?? scope, level };
  if (group === 'pulls' && method === 'merge') return { scope: 'contents', level };
  return { scope, level, ...(scope === 'issues' ? { orPullRequests: true as const } : {}) };
}

type Verbs = readonly [verbs: RegExp, needs: readonly ApiNeed[]];
const can = (scope: string, level: 'read' | 'write'): ApiNeed => ({ scope, level });
const GH: ReadonlyMap<string, readonly Verbs[]> = new Map([
  [
    'release',
    [
      [/^(?:view|list|download|verify)/, [can('contents', 'read')]],
      [/./, [can('contents', 'write')]],
    ],
  ],
  [
    'pr',
    [
      [/^merge$/, [can('contents', 'write'), can('pull-requests', 'write')]],
      [/^checkout$/, [can('contents', 'read'), can('pull-requests', 'read')]],
      [/^checks$/, [can('checks', 'read'), can('pull-requests', 'read')]],
      [/^(?:view|list|diff|status)$/, [can('pull-requests', 'read')]],
      [/./, [can('pull-requests', 'write')]],
    ],
  ],
  [
    'issue',
    [
      [/^(?:view|list|status)$/, [can('issues', 'read')]],
      [/./, [can('issues', 'write')]],
    ],
  ],
  [
    'label',
    [
      [/^list$/, [can('issues', 'read')]],
      [/./, [can('issues', 'write')]],
    ],
  ],
  [
    'run',
    [
      [/^(?:cancel|rerun|delete)$/, [can('actions', 'write')]],
      [/./, [can('actions', 'read')]],
    ],
  ],
  [
    'workflow',
    [
      [/^(?:run|enable|disable)$/, [can('actions', 'write')]],
      [/./, [can('actions', 'read')]],
    ],
  ],
  [
    'cache',
    [
      [/^delete$/, [can('actions', 'write')]],
      [/./, [can('actions', 'read')]],
    ],
  ],
  ['attestation', [[/./, [can('attestations', 'read')]]]],
  ['repo', [[/^(?:clone|view|sync)$/, [can('contents', 'read')]]]],
]);

/** What `gh GROUP VERB` needs. Null: not known. */
export function needsOfGh(group: string, verb: string): readonly ApiNeed[] | null {
  if (['auth', 'extension', 'config', 'version', 'help', 'alias'].includes(group)) return [];
  return GH.get(group)?.find(([verbs]) => verbs.test(verb))?.[1] ?? null;
}
