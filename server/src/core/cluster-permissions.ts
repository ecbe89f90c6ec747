import {
  clusterGrants,
  isClusterNeed,
  isClusterNeedGranted,
  type ClusterGrant,
  type ClusterGrants,
} from './facts/kubernetes/grants.ts';
import type { Fact } from './model/fact.ts';
import { isShipped, placeOf, type Excess, type Need, type Place } from './permissions.ts';
import { compareText } from './text/compare-text.ts';
import { matchesWildcards } from './text/wildcard.ts';

/** One verb on one resource of the API of a cluster. */
export interface ClusterNeed extends Need {
  /** Code of the program, or commands that somebody else runs: a job, a person. */
  readonly by: 'code' | 'commands';
  /** `core`, `apps`; null where nothing says it. */
  readonly group: string | null;
  /** `pods`, `pods/exec`; null where only a run knows it. */
  readonly plural: string | null;
  /** `*`: every one, and what is in none; null: known only at run time. */
  readonly namespace: string | null;
  readonly name: string | null;
  readonly risks: readonly string[];
}

export interface ClusterNeedsAndGrants {
  readonly needs: readonly ClusterNeed[];
  /** Given to roles, and needed by no code that was read. */
  readonly excess: readonly Excess[];
}

/** Joins what a workspace needs of a cluster with what the roles in its manifests and markers give. */
export function compareClusterNeeds(facts: readonly Fact[]): ClusterNeedsAndGrants {
  const shipped = facts.filter(isShipped);
  const needed = shipped.filter(isClusterNeed);
  const grants = clusterGrants(shipped);
  const { own } = grants;
  const needs = new Map<string, { fact: Fact; at: Place[] }>();
  for (const fact of needed) {
    const key = JSON.stringify([byOf(fact), fact.action, fact.resource.norm, fact.qualifiers]);
    const known = needs.get(key) ?? { fact, at: [] };
    needs.set(key, known);
    const place = placeOf(fact);
    if (!known.at.some(({ path, line }) => path === place.path && line === place.line)) known.at.push(place);
  }
  const told = new Set<string>();
  return {
    needs: [...needs.values()]
      .map(({ fact, at }): ClusterNeed => toNeed(fact, at, grants))
      .toSorted((a, b) => compareText(sortKey(a), sortKey(b))),
    // A program whose client is not known needs nothing of what it was given, as far as anybody here can tell.
    excess: own.flatMap((grant) => {
      if (
        grant.fact === null ||
        !needed.some((need) => byOf(need) === 'code') ||
        needed.some((need) => isClusterNeedGranted(need, grant))
      )
        return [];
      const { action, resource, subject } = grant.fact;
      // Markers and the manifest that is made from them say the same.
      const key = JSON.stringify([action, resource.norm, subject.symbol, grant.names, grant.namespace]);
      if (told.has(key)) return [];
      told.add(key);
      const to = grant.holders.length === 0 ? '' : ` (${grant.holders.join(', ')})`;
      return [{ action, resource: `${resource.norm} by ${subject.symbol}${to}`, at: placeOf(grant.fact) }];
    }),
  };
}

function sortKey({ by, resource, action }: ClusterNeed): string {
  return [by, resource, action].join('\n');
}

function byOf({ detail }: Fact): ClusterNeed['by'] {
  return detail?.via === 'cli' ? 'commands' : 'code';
}

function toNeed(fact: Fact, at: readonly Place[], { own, all, isCut }: ClusterGrants): ClusterNeed {
  const { namespace: said, name = null } = fact.qualifiers ?? {};
  const namespace = said === undefined ? '*' : /^dynamic$|^env:/.test(said) ? null : said;
  const by = byOf(fact);
  const [group, plural] = resourceOf(fact, all);
  const isKnown = plural !== null;
  const isGranted = (by === 'code' ? own : all).some((grant) => isClusterNeedGranted(fact, grant));
  // Whoever runs a command has rights that stand elsewhere.
  const isOpen = !isKnown || all.length === 0 || ((by === 'commands' || isCut) && !isGranted);
  const unknown = fact.resource.norm === 'dynamic' ? 'a resource known only at run time' : fact.resource.norm;
  const of = plural === null ? unknown : `${group ?? '*'}/${plural}`;
  const where =
    said === undefined || namespace === null ? '' : namespace === '*' ? ' in every namespace' : ` in ${namespace}`;
  return {
    by,
    action: fact.action,
    resource: `${of}${name === null ? '' : ` named ${name}`}${where}`,
    group,
    plural,
    namespace,
    name,
    at,
    risks: fact.detail?.risk ?? [],
    grant: isOpen ? null : isGranted ? 'declared' : 'undeclared',
  };
}

/** Group and plural; the group of what others define is the one that roles of the workspace name for it. */
function resourceOf({ resource }: Fact, grants: readonly ClusterGrant[]): readonly [string | null, string | null] {
  const slash = resource.norm.indexOf('/');
  if (slash === -1 || resource.norm === 'dynamic' || resource.norm.startsWith('objects of ')) return [null, null];
  const [group, plural] = [resource.norm.slice(0, slash), resource.norm.slice(slash + 1)];
  if (plural.includes('*')) return [null, null];
  if (!group.includes('*')) return [group, plural];
  const named = new Set(
    grants.flatMap((grant) => {
      const [of = '', ...rest] = grant.resource.split('/');
      return rest[0] === plural.split('/')[0] && !of.includes('*') && matchesWildcards(group, of) ? [of] : [];
    }),
  );
  return [named.size === 1 ? [...named][0]! : null, plural];
}

/** A role that gives what is needed in one place, and nothing else. */
export interface NeededRole {
  readonly by: ClusterNeed['by'];
  /** `*`: all of the cluster; null: whichever namespace it is bound in. */
  readonly namespace: string | null;
  readonly rules: readonly {
    readonly group: string;
    readonly plural: string;
    readonly name: string | null;
    readonly verbs: readonly ClusterNeed[];
  }[];
  /** What no rule can be written for. */
  readonly unknown: readonly ClusterNeed[];
}

/** The least that lets the needs through, place by place; what is needed everywhere is in no other role. */
export function toRoles({ needs }: ClusterNeedsAndGrants): readonly NeededRole[] {
  const roles: NeededRole[] = [];
  for (const by of ['code', 'commands'] as const) {
    const own = needs.filter((need) => need.by === by);
    const places = new Set(own.map(({ namespace }) => namespace));
    for (const namespace of [...places].toSorted((a, b) => compareText(rankOf(a), rankOf(b)))) {
      const here = own.filter((need) => need.namespace === namespace && !isWider(own, need));
      const known = here.filter(({ group, plural }) => group !== null && plural !== null);
      const rules = new Map<string, ClusterNeed[]>();
      for (const need of known) {
        const key = JSON.stringify([need.group, need.plural, need.name]);
        rules.set(key, [...(rules.get(key) ?? []), need]);
      }
      const unknown = here.filter((need) => !known.includes(need));
      if (rules.size + unknown.length === 0) continue;
      roles.push({
        by,
        namespace,
        rules: [...rules.values()].map((verbs) => {
          const { group, plural, name } = verbs[0]!;
          return { group: group!, plural: plural!, name, verbs };
        }),
        unknown,
      });
    }
  }
  return roles;
}

/** The cluster first, what is open last. */
function rankOf(namespace: string | null): string {
  return namespace === '*' ? '0' : namespace === null ? '2' : `1${namespace}`;
}

/** Whether the same is needed of every object, or everywhere. */
function isWider(needs: readonly ClusterNeed[], { action, group, plural, namespace, name }: ClusterNeed): boolean {
  return needs.some(
    (other) =>
      other.action === action &&
      other.group === group &&
      other.plural === plural &&
      plural !== null &&
      (other.name === null || other.name === name) &&
      (other.namespace === '*' || other.namespace === namespace) &&
      (other.name !== name || other.namespace !== namespace),
  );
}
