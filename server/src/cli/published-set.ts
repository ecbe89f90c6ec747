import { ensureLedgerId } from '../host/ledger-id.ts';
import { findPublishedSet, readPublished, type PublishedSet, type Records } from '../host/published-sets.ts';
import { UsageError, type Invocation } from './define.ts';
import { listOf, needRepository, readGoverning, type RecordPlace } from './record-place.ts';
import { showProblem } from './show-problem.ts';

export async function readRecords({ values, terminal }: Invocation, place: RecordPlace): Promise<Records> {
  const repository = needRepository(place);
  const ownId = place.ledgerId ?? (await ensureLedgerId(place.state, place.disk));
  const governing = await readGoverning(repository, values['base'], terminal, repository.root);
  const { records, problems } = await readPublished(
    { repository, governing, ownId },
    {
      sources: listOf(values['records']),
      directory: terminal.directory,
      ownLedger: place.state.ledger,
      now: Date.now(),
    },
  );
  for (const problem of problems) terminal.note(showProblem(problem, { hasColours: false }));
  return records;
}

/** @throws UsageError when nothing, or more than one, has that id */
export function findSet(records: Records, id: string): PublishedSet {
  const found = findPublishedSet(records, id);
  if (found !== 'none' && found !== 'several') return found;
  throw new UsageError(
    `${found === 'none' ? 'No change set' : 'More than one change set'} here begins with "${id}".`,
    'There is nothing to show.',
    'Run "countersign fetch", then "countersign open" for those there are.',
  );
}
