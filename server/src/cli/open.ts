import { requestId, shortName } from '../core/record.ts';
import { printable } from './colours.ts';
import type { ExitCode, Invocation } from './define.ts';
import { stillWaiting, type Records } from '../host/published-sets.ts';
import { findSet, readRecords } from './published-set.ts';
import { count, openRecordPlace } from './record-place.ts';
import { showSet } from './show-set.ts';

/** Shows what somebody else decided, from the branch and the published records. Exit 1 while it waits for an approval. */
export async function runOpen(invocation: Invocation): Promise<ExitCode> {
  const { positionals, terminal } = invocation;
  const place = await openRecordPlace(terminal);
  try {
    const records = await readRecords(invocation, place);
    const [id] = positionals;
    if (id === undefined) {
      await terminal.write(listSets(records));
      return 0;
    }
    const set = findSet(records, id);
    await terminal.write(await showSet(set, records, terminal));
    const open = stillWaiting(set, records);
    if (open.length === 0) return 0;
    await terminal.write(
      `\nTo answer: countersign decide ${printable(shortName(set.id, namesIn(records)))} --approve, or --reject\n`,
    );
    return 1;
  } finally {
    place.close();
  }
}

/** Of change sets, and of requests about them. */
function namesIn({ index, requests }: Records): ReadonlySet<string> {
  const sets = index.decisions.map(({ record }) => record.changeSet);
  return new Set([...sets, ...requests.map(({ request }) => requestId(request))]);
}

function listSets(records: Records): string {
  const all = namesIn(records);
  const names = new Set(records.index.decisions.map(({ record }) => record.changeSet));
  const rows = [...names].flatMap((name) => {
    const set = findSet(records, name);
    const waiting = stillWaiting(set, records);
    const isAsked = set.requests.length > 0;
    if (waiting.length === 0 && !isAsked) return [];
    const id = set.requests[0] === undefined ? name : requestId(set.requests[0].request);
    const roles = [...new Set(waiting.map(({ role }) => role))].join(', ');
    return [
      `${printable(shortName(id, all))}  ${count(set.decisions.length, 'hunk')}, ${waiting.length === 0 ? 'nothing open' : `waits for ${printable(roles)}`}\n`,
    ];
  });
  return rows.length === 0 ? 'Nothing here waits for an approval.\n' : rows.join('');
}
