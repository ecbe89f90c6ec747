import { actionsGiven } from './facts/grants/managed-policies.ts';
import { grantedToAny, isGrantedBy, isNeed, type Grant } from './facts/need-against-grant.ts';
import { toNeed } from './facts/roles/code.ts';
import { joinRoles, type Roles } from './facts/roles/join.ts';
import {
  rolePermissions,
  type Excess,
  type Need,
  type Place,
  type RolePermissions,
} from './facts/roles/permissions.ts';
import { verdictOf } from './facts/roles/verdict.ts';
import type { Fact } from './model/fact.ts';
import type { FileSummary } from './model/summary.ts';
import { compareText } from './text/compare-text.ts';

export type { Excess, Need, Place, RolePermissions };

export interface NeedsAndGrants {
  /** Of all code. */
  readonly needs: readonly Need[];
  /** Allowed by policies of which nobody knows who has them, and needed by no code that was read. */
  readonly excess: readonly Excess[];
  /** Roles whose code is known. */
  readonly roles: readonly RolePermissions[];
  /** Needs of code of which no role is known. */
  readonly others: readonly Need[];
}

/**
 * Joins what all code of a workspace needs of AWS with what its policies allow, by role where the role is known. Where only a
 * part of the workspace was read, nothing is called more than is needed.
 */
export function compareNeeds(
  facts: readonly Fact[],
  summaries: ReadonlyMap<string, FileSummary | null> = new Map(),
  isWhole: boolean = true,
): NeedsAndGrants {
  const known = { files: summaries, isWhole };
  const roles = joinRoles(known);
  const needed = facts.filter((fact) => isNeed(fact) && !isGuess(fact));
  const own = needed.filter((fact) => isShipped(fact) || roles.runsOf(fact.provenance.path).length > 0);
  const others = own.filter((fact) => roles.runsOf(fact.provenance.path).every(({ role }) => role === null));
  const given = facts.filter(isIamGrant);
  const all = given.flatMap(toGrants);
  const state = (fact: Fact): State => {
    const verdict = verdictOf(roles, fact.provenance.path, toNeed(fact));
    if (verdict !== null) return verdict.state === 'unknown' ? { because: verdict.why! } : verdict.state;
    if (summaries.size > 0) {
      const found = grantedToAny(fact, roles);
      return found === null ? null : found.grant === null ? 'undeclared' : 'declared';
    }
    // Without summaries, all there is.
    if (all.length === 0) return null;
    return all.some((grant) => isGrantedBy(fact, grant)) ? 'declared' : 'undeclared';
  };
  return {
    needs: toNeeds(own, state),
    excess: isWhole ? excessOf(given, needed, roles, summaries) : [],
    roles: rolePermissions(roles, known),
    others: toNeeds(others, state),
  };
}

type State = Need['grant'] | { readonly because: string };

function toNeeds(facts: readonly Fact[], state: (fact: Fact) => State): readonly Need[] {
  const needs = new Map<string, { action: string; resource: string; at: Place[]; states: State[] }>();
  for (const fact of facts) {
    const resource = fact.resource.norm.startsWith('arn:') ? fact.resource.norm : '*';
    const key = `${fact.action} ${resource}`;
    const known = needs.get(key) ?? { action: fact.action, resource, at: [], states: [] };
    needs.set(key, known);
    const place = placeOf(fact);
    if (!known.at.some(({ path, line }) => path === place.path && line === place.line)) known.at.push(place);
    known.states.push(state(fact));
  }
  return [...needs.values()]
    .map(({ states, ...need }): Need => {
      if (states.includes('undeclared')) return { ...need, grant: 'undeclared' };
      const unknown = states.find((each) => each !== null && typeof each === 'object');
      if (unknown !== undefined && typeof unknown === 'object' && unknown !== null)
        return { ...need, grant: null, because: unknown.because };
      return { ...need, grant: states.includes(null) ? null : 'declared' };
    })
    .toSorted((a, b) => compareText(`${a.action} ${a.resource}`, `${b.action} ${b.resource}`));
}

/** Of policies alone: who has what a template gives to others than functions is not known here. */
function excessOf(
  given: readonly Fact[],
  needed: readonly Fact[],
  roles: Roles,
  summaries: ReadonlyMap<string, FileSummary | null>,
): readonly Excess[] {
  const places = new Map<string, Fact[]>();
  for (const fact of given) {
    const { path, range } = fact.provenance;
    if (roles.all.length > 0 || summaries.get(path)?.roles !== undefined) continue;
    const key = `${path} ${range.start.line}:${range.start.character}`;
    places.set(key, [...(places.get(key) ?? []), fact]);
  }
  const isNeeded = (own: readonly Grant[]): boolean =>
    needed.some((need) => own.some((grant) => isGrantedBy(need, grant)));
  // A document of which nothing is needed may be for somebody else.
  const isForCode = new Set(
    [...places.values()].filter((facts) => isNeeded(facts.flatMap(toGrants))).map(([first]) => first!.provenance.path),
  );
  return [...places.values()]
    .filter((facts) => {
      const own = facts.flatMap(toGrants);
      return own.length > 0 && isForCode.has(facts[0]!.provenance.path) && !isNeeded(own);
    })
    .flat()
    .map((fact) => ({
      action: fact.action,
      resource: fact.resource.value ?? fact.resource.norm,
      at: placeOf(fact),
    }));
}

export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    /** Whose statement it is, in the letters that IAM takes. */
    readonly Sid?: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/**
 * The least that lets the needs through: actions on the same resources are one statement. Statements of code whose role is
 * known carry its name, so that one document holds those of all roles.
 */
export function toIamPolicy({ needs, roles, others }: NeedsAndGrants): IamPolicy {
  const isByRole = roles.length > 0;
  const taken = new Set<string>();
  return {
    Version: '2012-10-17',
    Statement: [
      ...roles.flatMap((role) =>
        statementsOf(role.needs).map((statement) => ({ Sid: sidOf(role.role, taken), ...statement })),
      ),
      ...statementsOf(isByRole ? others : needs),
    ],
  };
}

export function toRolePolicy({ needs }: RolePermissions): IamPolicy {
  return { Version: '2012-10-17', Statement: statementsOf(needs) };
}

/** A statement's id has ASCII letters and digits only, and is unique in its policy. */
function sidOf(role: string, taken: Set<string>): string {
  const letters = role
    .replace(/^aws_iam_role\./, '')
    .replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/[^A-Za-z0-9]/g, '');
  const name = letters === '' ? 'Role' : letters;
  let sid = name;
  for (let next = 2; taken.has(sid); next += 1) sid = `${name}${next}`;
  taken.add(sid);
  return sid;
}

function statementsOf(needs: readonly Pick<Need, 'action' | 'resource'>[]): IamPolicy['Statement'] {
  const resources = new Map<string, Set<string>>();
  for (const { action, resource } of needs) resources.set(action, (resources.get(action) ?? new Set()).add(resource));
  const statements = new Map<string, { Action: string[]; Resource: readonly string[] }>();
  for (const [action, on] of resources) {
    const list = on.has('*') ? ['*'] : [...on].toSorted(compareText);
    const key = list.join(' ');
    const statement = statements.get(key) ?? { Action: [], Resource: list };
    statement.Action.push(action);
    statements.set(key, statement);
  }
  return [...statements.values()].map((statement) => ({ Effect: 'Allow', ...statement }));
}

export function placeOf({ provenance }: Fact): Place {
  return { path: provenance.path, line: provenance.range.start.line + 1 };
}

/** Neither a test nor an example nor somebody else's. */
export function isShipped({ context }: Fact): boolean {
  return !context.test && !context.example && !context.docs && !context.vendored;
}

/** What a service may ask for in the caller's name, if a key stands behind it. */
function isGuess({ detail, confidence }: Fact): boolean {
  return detail?.via === 'forwarded' && confidence.tier === 'pattern';
}

function isIamGrant(fact: Fact): boolean {
  return (
    fact.kind === 'permission.grant' &&
    fact.qualifiers?.['effect'] === 'Allow' &&
    // A trust policy says who may come, a resource's own policy who may use it.
    fact.qualifiers['principal'] === undefined &&
    isShipped(fact)
  );
}

function toGrants({ action, resource, provenance, subject }: Fact): readonly Grant[] {
  const evidence = { path: provenance.path, range: provenance.range, role: 'declaration' as const };
  return actionsGiven(resource.kind, action, resource.value ?? resource.norm).map((given) => ({
    ...given,
    holder: subject.symbol,
    evidence,
  }));
}
