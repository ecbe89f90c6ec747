import type { Fact } from '../model/fact.ts';
import type { InventoryData, InventoryPlace, InventoryRight } from '../model/inventory-entry.ts';
import { compareText } from '../text/compare-text.ts';

const NEEDS: ReadonlySet<string> = new Set(['permission.cloud', 'permission.scope', 'permission.database']);

/** What the files of an automation need and are given: each right once, as its worst state says. */
export function rightsOf(facts: readonly Fact[]): readonly InventoryRight[] {
  const rights = new Map<string, InventoryRight>();
  const put = (right: InventoryRight): void => {
    const known = rights.get(right.name);
    if (known === undefined || STATES.indexOf(right.state) < STATES.indexOf(known.state)) rights.set(right.name, right);
  };
  const tokens = tokenRights(facts);
  for (const right of tokens) put(right);
  for (const fact of facts) {
    if (isOfToken(fact) || isUnknown(fact) || isElsewhere(fact)) continue;
    if (NEEDS.has(fact.kind)) put({ name: nameOf(fact), state: needState(fact), at: placeOf(fact) });
    else if (fact.kind === 'permission.grant')
      put({ name: nameOf(fact), state: fact.detail?.grant === 'excess' ? 'unused' : 'given', at: placeOf(fact) });
  }
  return [...rights.values()].toSorted((a, b) => compareText(a.name, b.name));
}

/** What is told first. */
const STATES: readonly InventoryRight['state'][] = ['missing', 'unused', 'granted', 'needed', 'given'];

function needState({ detail }: Fact): InventoryRight['state'] {
  if (detail?.grant === 'declared') return 'granted';
  return detail?.grant === 'undeclared' ? 'missing' : 'needed';
}

function nameOf({ action, resource, qualifiers }: Fact): string {
  const level = qualifiers?.['level'];
  const act = level === undefined ? action : `${action}: ${level}`;
  const on = resource.value ?? resource.norm;
  return on === '' || on === 'dynamic' || on === action ? act : `${act} on ${on}`;
}

const TOKEN = 'GITHUB_TOKEN';
const LEVELS = ['none', 'read', 'write'];

function isOfToken({ kind, resource, qualifiers }: Fact): boolean {
  if (kind === 'permission.scope') return qualifiers?.['provider'] === 'github' && resource.norm === TOKEN;
  return kind === 'permission.grant' && (resource.value ?? resource.norm) === TOKEN;
}

/** A step that may use the token in a way that nobody here knows: its resource is the step. */
function isUnknown({ kind, action }: Fact): boolean {
  return kind === 'permission.scope' && action === 'unknown';
}

/** Steps say what they need of the workflow's token, `permissions:` what it is given: only here both are in one file. */
function tokenRights(facts: readonly Fact[]): readonly InventoryRight[] {
  const own = facts.filter(isOfToken);
  const needs = own.filter(({ kind }) => kind === 'permission.scope');
  const given = own.filter(({ kind }) => kind === 'permission.grant');
  const unknown = new Set(facts.filter(isUnknown).map(({ provenance }) => provenance.path));
  const levelOf = ({ qualifiers }: Fact): number => LEVELS.indexOf(qualifiers?.['level'] ?? 'read');
  const covers = (grant: Fact, need: Fact): boolean =>
    (grant.action === need.action || grant.action === 'all' || grant.action === '*') && levelOf(grant) >= levelOf(need);
  // What a job says of its token takes the place of what the workflow says.
  const ownOf = new Set(given.filter(({ subject }) => subject.type !== 'workflow').map(subjectKey));
  const reaches = (grant: Fact, need: Fact): boolean =>
    grant.provenance.path === need.provenance.path &&
    (ownOf.has(subjectKey(need)) ? subjectKey(grant) === subjectKey(need) : grant.subject.type === 'workflow');
  return [
    ...needs.map((need): InventoryRight => {
      const near = given.filter((grant) => reaches(grant, need));
      const isGiven = near.some((grant) => covers(grant, need));
      // Everybody reads what is public, and whether a repository is stands nowhere.
      const isPublic = levelOf(need) <= LEVELS.indexOf('read');
      const state = isGiven ? 'granted' : near.length === 0 || isPublic ? 'needed' : 'missing';
      return { name: tokenName(need), state, at: placeOf(need) };
    }),
    ...given
      .filter((grant) => levelOf(grant) > 0)
      .flatMap((grant): readonly InventoryRight[] => {
        const near = needs.filter((need) => reaches(grant, need));
        if (near.some((need) => covers(grant, need) && levelOf(need) === levelOf(grant))) return [];
        // To read is what each workflow starts from.
        const isExcess =
          levelOf(grant) > LEVELS.indexOf('read') && !unknown.has(grant.provenance.path) && near.length > 0;
        const state = isExcess ? 'unused' : 'given';
        return [{ name: tokenName(grant), state, at: placeOf(grant) }];
      }),
  ];
}

function subjectKey({ provenance, subject }: Fact): string {
  return JSON.stringify([provenance.path, subject.symbol]);
}

function tokenName({ action, qualifiers }: Fact): string {
  return `${action}: ${qualifiers?.['level'] ?? 'read'} of ${TOKEN}`;
}

/** Classes of data that the code of an automation names, and where they go: each pair once. */
export function dataOf(facts: readonly Fact[]): readonly InventoryData[] {
  const found = new Map<string, InventoryData>();
  for (const fact of facts) {
    const { detail, kind, qualifiers } = fact;
    if (detail?.dataClass === undefined || isElsewhere(fact)) continue;
    if (kind !== 'data.flow' && kind !== 'data.field') continue;
    const sink = kind === 'data.flow' ? (detail.sink ?? qualifiers?.['sink'] ?? fact.action) : null;
    const row = { dataClass: detail.dataClass, sink, to: qualifiers?.['to'] ?? null, at: placeOf(fact) };
    const key = JSON.stringify([row.dataClass, row.sink, row.to]);
    if (!found.has(key)) found.set(key, row);
  }
  return [...found.values()].toSorted((a, b) => compareText(keyOf(a), keyOf(b)));
}

function keyOf({ dataClass, sink, to }: InventoryData): string {
  return `${dataClass}\n${sink ?? ''}\n${to ?? ''}`;
}

/** Tests and examples run nowhere. */
function isElsewhere({ context }: Fact): boolean {
  return context.test || context.vendored;
}

function placeOf({ provenance }: Fact): InventoryPlace {
  return { path: provenance.path, line: provenance.range.start.line + 1 };
}
