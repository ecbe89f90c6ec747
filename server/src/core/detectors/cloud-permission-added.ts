import type { Fact, FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { foldCallers, groupRows, resourceText, type Act } from './group.ts';

/** Code that needs a cloud permission it did not need before. One call that needs several is one finding. */
export const cloudPermissionAdded = defineDetector({
  id: 'cloud-permission-added',
  facet: 'permission',
  why: 'Whoever runs this code must now hold the permission, and can then use it for anything.',
  fix: 'Grant exactly this action on exactly this resource, or leave the call out.',
  tags: ['CWE-732', 'ASI03', 'NHI5'],
  *detect(delta) {
    const needed = new Set(
      delta.of('permission.cloud', 'unchanged', 'moved', 'removed').map(({ fact }) => needOf(fact)),
    );
    // One more call of what this change set needed before gives nothing new; of a place known at run time nobody can say.
    const added = delta
      .added('permission.cloud')
      .filter((row) => !isGuess(row) && (row.fact.resource.norm === 'dynamic' || !isNeeded(row, needed)));
    const acts = new Map<FactChange, Act>(foldCallers(added).map((act) => [act.row, act]));
    const told = new Map<string, [FactChange, ...FactChange[]]>();
    for (const rows of groupRows([...acts.keys()])) {
      const key = `${rows[0].fact.provenance.path} ${messageOf(rows, acts.get(rows[0])!.on)}`;
      const known = told.get(key);
      if (known === undefined) told.set(key, [...rows]);
      else known.push(...rows);
    }
    for (const rows of told.values()) {
      const also = [...rows.slice(1), ...rows.flatMap((row) => acts.get(row)!.also)];
      yield { change: rows[0], also, message: messageOf(rows, acts.get(rows[0])!.on) };
    }
    for (const row of delta.of('permission.cloud', 'widened', 'redirected')) {
      const before = row.before === undefined ? '' : resourceText({ fact: row.before });
      const after = resourceText(row);
      yield {
        change: row,
        message: `Needs ${row.fact.action} on ${after}, before on ${before}.`,
        comparison: { before: `${row.fact.action} on ${before}`, after: `${row.fact.action} on ${after}` },
      };
    }
  },
});

function messageOf(rows: readonly [FactChange, ...FactChange[]], on: string): string {
  const own = rows.filter(({ fact }) => fact.detail?.via !== 'forwarded');
  const through = rows.filter(({ fact }) => fact.detail?.via === 'forwarded').map(({ fact }) => fact.action);
  const told = own.length === 0 ? rows : own;
  if (told[0]?.fact.qualifiers?.['provider'] === 'kubernetes') return clusterMessage(told, rows[0], on);
  const actions = listWords(told.map(({ fact }) => fact.action));
  const also = own.length === 0 || through.length === 0 ? '' : `, and ${listWords(through)} through it`;
  return `Needs ${actions} on ${on}${also}.`;
}

/** One command may act on several things: `Needs get on core/pods, and create on core/pods/exec.` */
function clusterMessage(rows: readonly FactChange[], first: FactChange, on: string): string {
  const groups = groupRows(rows, (row) => resourceText(row)).map((of) => {
    const actions = listWords(of.map(({ fact }) => fact.action));
    return `${actions} on ${resourceText(of[0]) === resourceText(first) ? on : resourceText(of[0])}`;
  });
  const last = groups.length > 1 ? `, and ${groups.at(-1)!}` : '';
  return `Needs ${(last === '' ? groups : groups.slice(0, -1)).join(', ')}${last}.`;
}

/** What a service may ask for in the caller's name, if a key stands behind it: told by `explain`, not asked about. */
function isGuess({ fact }: FactChange): boolean {
  return fact.detail?.via === 'forwarded' && fact.confidence.tier === 'pattern';
}

function needOf(
  { action, resource, qualifiers = {} }: Fact,
  name = qualifiers['name'],
  of = qualifiers['namespace'],
): string {
  return [action, resource.norm, of ?? '', name ?? ''].join(' ');
}

/** The same, or the same of every name or in every namespace. */
function isNeeded({ fact }: FactChange, needed: ReadonlySet<string>): boolean {
  return [needOf(fact), needOf(fact, ''), needOf(fact, '', '*')].some((need) => needed.has(need));
}
