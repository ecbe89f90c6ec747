import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** A scope that code asks people for, or that a call needs, and did not before. */
export const scopeAdded = defineDetector({
  id: 'scope-added',
  facet: 'permission',
  why: 'Whoever holds the token can use the scope for anything, on behalf of everybody who agreed to it.',
  fix: 'Ask for the least scope that the calls need, or leave the call out.',
  tags: ['CWE-250', 'ASI03', 'NHI5'],
  *detect(delta) {
    const held = new Set(delta.of('permission.scope', 'unchanged', 'moved', 'removed').map(scopeOf));
    const added = delta.added('permission.scope').filter((row) => !held.has(scopeOf(row)) && !isOfJob(row));
    const told = new Map<string, [FactChange, ...FactChange[]]>();
    for (const rows of groupRows(added, (row) => `${row.fact.provenance.path} ${isAsked(row)} ${lineOf(row)}`)) {
      const key = `${rows[0].fact.provenance.path} ${messageOf(rows)}`;
      const known = told.get(key);
      if (known === undefined) told.set(key, [...rows]);
      else known.push(...rows);
    }
    for (const rows of told.values()) yield { change: rows[0], also: rows.slice(1), message: messageOf(rows) };
    for (const row of delta.of('permission.scope', 'widened')) {
      if (isOfJob(row)) continue;
      const before = row.before?.action ?? '';
      yield {
        change: row,
        message: `${isAsked(row) ? 'Asks for' : 'Needs'} ${row.fact.action} of ${row.fact.resource.norm}, before ${before}.`,
        comparison: { before, after: row.fact.action },
      };
    }
  },
});

function messageOf(rows: readonly [FactChange, ...FactChange[]]): string {
  const scopes = [...new Set(rows.map(({ fact }) => fact.action))];
  return `${isAsked(rows[0]) ? 'Asks for' : 'Needs'} the ${scopes.length > 1 ? 'scopes' : 'scope'} ${listWords(scopes)} of ${listWords(rows.map(({ fact }) => fact.resource.norm))}.`;
}

/** What a step needs of its job's token is told of the grant, where it is one. */
function isOfJob({ fact }: FactChange): boolean {
  return fact.resource.kind === 'token' || fact.resource.kind === 'action';
}

/** Asked for, not only needed by a call. */
function isAsked({ fact }: FactChange): boolean {
  return fact.provenance.evidence[0]?.role === 'declaration';
}

function lineOf({ fact }: FactChange): number {
  return fact.provenance.range.start.line;
}

function scopeOf({ fact }: FactChange): string {
  return `${fact.resource.norm} ${fact.action}`;
}
