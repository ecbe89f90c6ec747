import { actionsGiven } from './facts/grants/managed-policies.ts';
import { isGrantedBy, isNeed, type Grant } from './facts/need-against-grant.ts';
import type { Fact } from './model/fact.ts';
import { compareText } from './text/compare-text.ts';

/** 1-based line of a file. */
export interface Place {
  readonly path: string;
  readonly line: number;
}

/** One action on one resource that shipped code needs. */
export interface Need {
  readonly action: string;
  /** An ARN pattern; `*` where the code does not say. */
  readonly resource: string;
  readonly at: readonly Place[];
  /** Null while no policy is known at all. */
  readonly grant: 'declared' | 'undeclared' | null;
}

export interface NeedsAndGrants {
  readonly needs: readonly Need[];
  /** Allowed somewhere, and needed by no code that was read. */
  readonly excess: readonly { readonly action: string; readonly resource: string; readonly at: Place }[];
}

/** Joins what all code of a workspace needs of AWS with what its policies allow. */
export function compareNeeds(facts: readonly Fact[]): NeedsAndGrants {
  const needed = facts.filter((fact) => isNeed(fact) && isShipped(fact) && !isGuess(fact));
  const given = facts.filter(isIamGrant);
  const grants = given.flatMap(toGrants);
  const needs = new Map<string, { first: Fact; resource: string; at: Place[] }>();
  for (const fact of needed) {
    const resource = fact.resource.norm.startsWith('arn:') ? fact.resource.norm : '*';
    const key = `${fact.action} ${resource}`;
    const known = needs.get(key) ?? { first: fact, resource, at: [] };
    needs.set(key, known);
    const place = placeOf(fact);
    if (!known.at.some(({ path, line }) => path === place.path && line === place.line)) known.at.push(place);
  }
  return {
    needs: [...needs.values()]
      .map(({ first, resource, at }): Need => {
        const isGranted = grants.some((grant) => isGrantedBy(first, grant));
        const grant = grants.length === 0 ? null : isGranted ? 'declared' : 'undeclared';
        return { action: first.action, resource, at, grant };
      })
      .toSorted((a, b) => compareText(`${a.action} ${a.resource}`, `${b.action} ${b.resource}`)),
    excess: given
      .filter((fact) => {
        const own = toGrants(fact);
        return own.length > 0 && !needed.some((need) => own.some((grant) => isGrantedBy(need, grant)));
      })
      .map((fact) => ({
        action: fact.action,
        resource: fact.resource.value ?? fact.resource.norm,
        at: placeOf(fact),
      })),
  };
}

export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/** The least that lets the needs through: actions on the same resources are one statement. */
export function toIamPolicy({ needs }: NeedsAndGrants): IamPolicy {
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
  return {
    Version: '2012-10-17',
    Statement: [...statements.values()].map((statement) => ({ Effect: 'Allow', ...statement })),
  };
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

function toGrants({ action, resource, provenance }: Fact): readonly Grant[] {
  const evidence = { path: provenance.path, range: provenance.range, role: 'declaration' as const };
  return actionsGiven(resource.kind, action, resource.value ?? resource.norm).map((given) => ({ ...given, evidence }));
}
