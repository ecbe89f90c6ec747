import { fetchRecords } from '../host/git-network.ts';
import { openBudget, readLedgerRefs } from '../host/ledger-texts.ts';
import { findRemote } from '../host/publish-ledger.ts';
import { readReviewRequests } from '../host/review-requests.ts';
import { UsageError, type ExitCode, type Invocation } from './define.ts';
import { count, needRepository, openRecordPlace } from './record-place.ts';
import { showProblem } from './show-problem.ts';

/** Takes over what others have published, below a name for each remote. */
export async function runFetch({ positionals, terminal }: Invocation): Promise<ExitCode> {
  const place = await openRecordPlace(terminal);
  try {
    const repository = needRepository(place);
    const remote = positionals[0] ?? (await findRemote(repository));
    if (remote === null || remote.startsWith('-'))
      throw new UsageError(
        'There is no remote to fetch from.',
        'Nothing was fetched.',
        'Name one: countersign fetch REMOTE.',
      );
    const { refs, problems } = await fetchRecords(repository, remote);
    for (const problem of problems) terminal.note(showProblem(problem, { hasColours: false }));
    const { texts } = await readLedgerRefs(repository, [refs], openBudget());
    const requests = (await readReviewRequests(repository)).filter(({ ref }) => ref.startsWith(`${refs}/`));
    await terminal.write(
      `${count(texts.length, 'ledger')} and ${count(requests.length, 'request')} of ${remote}, below ${refs}.\n`,
    );
    return problems.length > 0 ? 2 : 0;
  } finally {
    place.close();
  }
}
