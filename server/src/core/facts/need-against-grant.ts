import type { Fact, Remedy } from '../model/fact.ts';
import type { FileSummary } from '../model/summary.ts';
import type { FilePair } from './delta.ts';
import { isAwsNeed, toNeed } from './roles/code.ts';
import { givenIn, useOf, type Given } from './roles/excess.ts';
import { isGranted } from './roles/granted.ts';
import { joinRoles, type Roles } from './roles/join.ts';
import { remediesOf } from './roles/remedy.ts';
import { runsAs, verdictOf } from './roles/verdict.ts';

export type Grant = FileSummary['grants'][number];

/** Where policies stand in most repositories, from the root and from any folder above the code. */
const POLICY_FILES = [
  'cdk.json',
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

/**
 * Needs of the after-side say whether the roles that their code runs as are granted them; where no role is known, whether any
 * policy does; where none is, nothing is said. Grants say whether code of their role needs them.
 */
export function withGrants(
  pairs: readonly FilePair[],
  files: ReadonlyMap<string, FileSummary | null>,
): { readonly pairs: readonly FilePair[]; readonly wants: readonly string[] } {
  if (!pairs.some(({ after }) => after?.facts.some((fact) => isNeed(fact) || isGrantOfAws(fact)) === true))
    return { pairs, wants: [] };
  const known = new Map(files);
  // A path may be left by one file and taken by another.
  for (const { before } of pairs) if (before !== null) known.set(before.path, null);
  for (const { after } of pairs) if (after !== null) known.set(after.path, after.summary);
  const roles = joinRoles({ files: known, isWhole: false });
  const all = givenIn(roles);
  const given = new Map(all.flatMap((each) => each.grants.map((grant) => [placeKey(grant), each] as const)));
  const remedies = remediesOf(all);
  const marked = (fact: Fact): Fact => {
    if (isGrantOfAws(fact)) return markedGrant(fact, given, remedies);
    return isNeed(fact) ? (markedByRole(fact, roles) ?? markedByAny(fact, roles)) : fact;
  };
  return {
    pairs: pairs.map(({ before, after }) => ({
      before,
      after: after === null ? null : { ...after, facts: after.facts.map(marked) },
    })),
    wants: roles.wants,
  };
}

function markedByRole(fact: Fact, roles: Roles): Fact | null {
  const { path } = fact.provenance;
  const verdict = verdictOf(roles, path, toNeed(fact));
  if (verdict === null) return null;
  const { state, grant, why } = verdict;
  const said = {
    declared: grant === null ? '' : grantedIn(grant),
    undeclared: 'No policy of that role grants it.',
    unknown: `Whether it is granted cannot be judged: ${why}`,
  };
  return {
    ...fact,
    detail: { ...fact.detail, ...(state === 'unknown' ? {} : { grant: state }) },
    confidence: { ...fact.confidence, why: [...fact.confidence.why, runsAs(path, verdict), said[state]] },
  };
}

/** What is given to roles whose code is known: needed by it or not, and what would suffice. */
function markedGrant(fact: Fact, given: ReadonlyMap<string, Given>, remedies: ReadonlyMap<Given, Remedy>): Fact {
  const found = given.get(placeKey({ evidence: { path: fact.provenance.path, range: fact.provenance.range } }));
  if (found === undefined) return fact;
  const use = useOf(found);
  const names = found.roles.map(({ symbol }) => `\`${symbol}\``).join(', ');
  const remedy = remedies.get(found);
  const why =
    use.state === 'needed'
      ? `Code that runs as ${names} needs ${[...new Set(use.needs.map(({ action }) => action))].slice(0, 8).join(', ')} of it.`
      : use.state === 'excess'
        ? `No code that runs as ${names} needs it.`
        : `Whether code that runs as ${names} needs it cannot be judged: ${use.why}`;
  return {
    ...fact,
    detail: {
      ...fact.detail,
      ...(use.state === 'unknown'
        ? {}
        : { grant: use.state === 'needed' ? ('declared' as const) : ('excess' as const) }),
      ...(remedy === undefined ? {} : { remedy }),
    },
    confidence: { ...fact.confidence, why: [...fact.confidence.why, why] },
  };
}

function placeKey({ evidence }: { readonly evidence: Pick<Grant['evidence'], 'path' | 'range'> }): string {
  const { path, range } = evidence;
  return `${path} ${range.start.line}:${range.start.character}`;
}

/** A grant of AWS that code may use: what a policy of a resource or a trust policy gives is none. */
function isGrantOfAws({ kind, qualifiers, resource }: Fact): boolean {
  return (
    kind === 'permission.grant' &&
    qualifiers?.['effect'] === 'Allow' &&
    qualifiers['principal'] === undefined &&
    (resource.kind === 'arn' || resource.kind === 'managed-policy')
  );
}

/**
 * What is said of code of which no role is known: any policy that may be its own lets it through. That none does is said only
 * where policies stand by themselves: what a template gives to its functions is nobody else's, and commands of a script run as
 * whoever starts it.
 */
export function grantedToAny(fact: Fact, roles: Roles): { readonly grant: Grant | null } | null {
  const granting = roles.openFor(fact.action).filter((each) => isGrantedBy(fact, each));
  const grant = granting.find((each) => !isSymbol(each)) ?? granting[0];
  if (grant !== undefined) return { grant };
  const isScript = fact.detail?.via === 'cli' || /\.(?:ba|z|k)?sh$/.test(fact.provenance.path);
  return roles.isByItself && !isScript ? { grant: null } : null;
}

function markedByAny(fact: Fact, roles: Roles): Fact {
  const found = grantedToAny(fact, roles);
  if (found === null) return fact;
  const { grant } = found;
  return {
    ...fact,
    detail: { ...fact.detail, grant: grant === null ? 'undeclared' : 'declared' },
    confidence: {
      ...fact.confidence,
      why: [...fact.confidence.why, grant === null ? 'No policy that is known grants it.' : grantedIn(grant)],
    },
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

export const isNeed = isAwsNeed;

/** The action is covered, and the resource as far as both are known. */
export function isGrantedBy({ action, resource }: Fact, grant: Pick<Grant, 'action' | 'resource'>): boolean {
  return isGranted({ action, norm: resource.norm }, grant);
}
