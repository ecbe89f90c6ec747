import type { Fact, FactChange, FactKind } from '../model/fact.ts';
import table from '../../../data/escalation.json' with { type: 'json' };
import { matchesWildcards } from '../text/wildcard.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector, type Delta } from './define.ts';
import { groupRows } from './group.ts';

/** Actions in lower case that together, and only together, give their holder the rights of somebody else. */
const sets: readonly (readonly [name: string, actions: readonly string[]])[] = Object.entries(table.sets);

/** Steps that look harmless one by one, and of which this change adds the last one. */
export const escalationCompleted = defineDetector({
  id: 'escalation-completed',
  facet: 'permission',
  why: 'Whoever holds all of these actions can take rights that nobody gave them.',
  fix: 'Keep the actions with different roles, or limit them to resources with few rights.',
  tags: ['CWE-269', 'ASI03', 'NHI5'],
  *detect(delta) {
    for (const kind of ['permission.grant', 'permission.cloud'] as const) {
      for (const holder of holdersIn(delta, kind)) {
        const told = new Set<string>();
        for (const [name, actions] of sets) {
          const parts = completed(holder, actions);
          const key = parts?.map((row) => row.fact.id).join(' ') ?? '';
          if (parts === null || told.has(key) || (kind === 'permission.cloud' && isOneCall(holder, actions))) continue;
          told.add(key);
          const [fresh, ...also] = parts.toSorted((a, b) => Number(isNew(b)) - Number(isNew(a)));
          yield {
            change: fresh!,
            also,
            message: `${holder.name} ${kind === 'permission.grant' ? 'now holds' : 'now needs'} ${listWords(parts.map(({ fact }) => fact.action))}, which together give it the rights of others (${name}).`,
            evidence: parts.flatMap(({ fact }) => fact.provenance.evidence),
          };
        }
      }
    }
  },
});

/** What one call needs is told with it: there are no steps. */
function isOneCall({ rows }: Holder, actions: readonly string[]): boolean {
  return groupRows(rows).some((call) =>
    actions.every((action) => call.some(({ fact }) => covers(fact.action, action))),
  );
}

interface Holder {
  readonly name: string;
  readonly rows: FactChange[];
  readonly before: Fact[];
}

/** Who holds the actions: the policy, role or principal of grants; for what code needs, the file it runs from. */
function holdersIn(delta: Delta, kind: FactKind): readonly Holder[] {
  const holders = new Map<string, Holder>();
  const holderOf = (fact: Fact): Holder => {
    const name =
      kind === 'permission.grant' ? (fact.qualifiers?.['principal'] ?? fact.subject.symbol) : fact.provenance.path;
    const key = kind === 'permission.grant' ? `${fact.provenance.path} ${name}` : name;
    const known = holders.get(key) ?? { name, rows: [], before: [] };
    holders.set(key, known);
    return known;
  };
  const rows = delta.of(kind, 'added', 'removed', 'widened', 'narrowed', 'redirected', 'unchanged', 'moved');
  for (const row of rows.filter(({ fact }) => fact.action.includes(':') || fact.action === '*')) {
    if (row.fact.qualifiers?.['effect'] === 'Deny') continue;
    if (row.change === 'removed') holderOf(row.fact).before.push(row.fact);
    else holderOf(row.fact).rows.push(row);
    if (row.before !== undefined) holderOf(row.before).before.push(row.before);
  }
  return [...holders.values()].filter((holder) => holder.rows.some(isNew));
}

function isNew({ change }: FactChange): boolean {
  return change === 'added' || change === 'widened' || change === 'redirected';
}

/** One row an action, of which at least one is new; null when one is missing, all were held before, or one row gives all. */
function completed(holder: Holder, actions: readonly string[]): readonly FactChange[] | null {
  const parts = actions.map((action) => {
    const rows = holder.rows.filter(({ fact }) => covers(fact.action, action));
    return rows.find((row) => !isNew(row)) ?? rows[0];
  });
  const found = [...new Set(parts.flatMap((row) => row ?? []))];
  if (parts.includes(undefined) || found.length < 2 || !found.some(isNew)) return null;
  const wasHeld = actions.every((action) => holder.before.some((fact) => covers(fact.action, action)));
  return wasHeld ? null : found;
}

/** `lambda:*` and `lambda:Create*` give `lambda:createfunction`. */
function covers(granted: string, action: string): boolean {
  return matchesWildcards(granted.toLowerCase(), action);
}
