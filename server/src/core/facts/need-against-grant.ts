import type { Fact } from '../model/fact.ts';
import type { FileSummary } from '../model/summary.ts';
import { groupBy } from '../text/group-by.ts';
import { matchesWildcards } from '../text/wildcard.ts';
import type { FilePair } from './delta.ts';

export type Grant = FileSummary['grants'][number];

/** Where policies stand in most repositories, from the root and from any folder above the code. */
const POLICY_FILES = [
  'template.yaml',
  'template.yml',
  'serverless.yml',
  'serverless.yaml',
  'policy.json',
  'iam-policy.json',
  'iam/policy.json',
  'infra/policy.json',
  'infra/template.yaml',
  'main.tf',
  'iam.tf',
  'infra/main.tf',
  'infra/iam.tf',
  'terraform/main.tf',
  'terraform/iam.tf',
];
const MAX_FOLDERS = 50;

/** Policies that would say whether what the code needs is granted; none where nothing is needed. */
export function policyPaths(pairs: readonly FilePair[]): readonly string[] {
  const folders = new Set<string>();
  for (const { after } of pairs) {
    if (after === null || !after.facts.some(isNeed)) continue;
    for (let path = after.path; path !== '';) {
      path = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      folders.add(path);
    }
  }
  return [...folders].slice(0, MAX_FOLDERS).flatMap((folder) => {
    return POLICY_FILES.map((file) => (folder === '' ? file : `${folder}/${file}`));
  });
}

/** Needs of the after-side say whether a policy that is known grants them. Where no policy is known, nothing is said. */
export function withGrants(
  pairs: readonly FilePair[],
  files: ReadonlyMap<string, FileSummary | null>,
): readonly FilePair[] {
  const grants = [
    ...pairs.flatMap(({ after }) => after?.summary.grants ?? []),
    ...[...files.values()].flatMap((file) => file?.grants ?? []),
  ];
  if (grants.length === 0) return pairs;
  const grantsOf = indexByAction(grants);
  return pairs.map(({ before, after }) => {
    if (after === null || !after.facts.some(isNeed)) return { before, after };
    return {
      before,
      after: {
        ...after,
        facts: after.facts.map((fact) => (isNeed(fact) ? marked(fact, grantsOf(fact.action)) : fact)),
      },
    };
  });
}

/** A change set asks for few actions in many places. */
function indexByAction(grants: readonly Grant[]): (action: string) => readonly Grant[] {
  const byGiven = groupBy(grants, ({ action }) => action);
  const known = new Map<string, readonly Grant[]>();
  return (action) => {
    const found =
      known.get(action) ?? [...byGiven].flatMap(([given, those]) => (isActionCovered(action, given) ? those : []));
    known.set(action, found);
    return found;
  };
}

function marked(fact: Fact, grants: readonly Grant[]): Fact {
  const granting = grants.filter(({ resource }) => isResourceCovered(fact, resource));
  const grant = granting.find((each) => !isSymbol(each)) ?? granting[0];
  const why = grant === undefined ? 'No policy that is known grants it.' : grantedIn(grant);
  return {
    ...fact,
    detail: { ...fact.detail, grant: grant === undefined ? 'undeclared' : 'declared' },
    confidence: { ...fact.confidence, why: [...fact.confidence.why, why] },
  };
}

/** A resource that only a deployment knows may be the one that is needed. Of an ARN the part behind account and region. */
function isSymbol({ resource }: Grant): boolean {
  if (!/^(?:arn:|\*)/.test(resource)) return true;
  const plain = resource.replace(/\$\{[^{}]*\}/g, '$');
  return plain.split(':').slice(5).join(':').includes('$');
}

function grantedIn(grant: Grant): string {
  const place = `${grant.evidence.path}:${grant.evidence.range.start.line + 1}`;
  return isSymbol(grant)
    ? `Granted in ${place} on \`${grant.resource}\`: only a deployment knows whether that is it.`
    : `Granted in ${place}.`;
}

export function isNeed({ kind, qualifiers }: Fact): boolean {
  return kind === 'permission.cloud' && qualifiers?.['provider'] === 'aws';
}

/** The action is covered, and the resource as far as both are known: what only a deployment knows contradicts nothing. */
export function isGrantedBy(need: Fact, { action, resource }: Grant): boolean {
  return isActionCovered(need.action, action) && isResourceCovered(need, resource);
}

/** `given`: an action with wildcards, or `all but a, b`. */
function isActionCovered(action: string, given: string): boolean {
  const needed = action.toLowerCase();
  const covering = given.toLowerCase();
  if (!covering.startsWith('all but ')) return matchesWildcards(covering, needed);
  const excepted = covering.slice('all but '.length).split(', ');
  return !excepted.some((each) => matchesWildcards(each, needed));
}

function isResourceCovered({ resource: { norm } }: Fact, given: string): boolean {
  if (!norm.startsWith('arn:') || !/^(?:arn:|\*)/.test(given)) return true;
  // The needed one has wildcards for account, region and whatever else is not known; of the granted one, what only a
  // deployment knows may be anything.
  const on = given.replace(/\$\{[^{}]*\}/g, '*');
  return matchesWildcards(on, norm) || matchesWildcards(norm, on);
}
