import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Anchor, CheckedChain } from '../core/model/ledger.ts';
import { describeChain, describeVerdict, readTrailers, toChainReport, toJudged } from '../core/record.ts';
import { judgeLedgers, readAskedLedgers } from '../host/judge-ledgers.ts';
import { describeError, errorCode, HostProblem } from '../host/problems.ts';
import { paint, printable, type Style } from './colours.ts';
import { UsageError, type ExitCode, type Invocation } from './define.ts';
import { listOf, openRecordPlace, readGoverning } from './record-place.ts';
import { showProblem } from './show-problem.ts';

/** Every chain that can be found here, or those that are named: what is wrong with each, and what cannot be told. */
export async function runVerify(invocation: Invocation): Promise<ExitCode> {
  const { positionals, values, terminal } = invocation;
  const place = await openRecordPlace(terminal);
  try {
    const { repository, root, state } = place;
    const texts = await readAskedLedgers(repository, {
      directory: terminal.directory,
      ledger: positionals[0] ?? null,
      sources: listOf(values['records']),
      ownLedger: state.ledger,
    });
    const [unreadable] = texts.problems;
    if (texts.texts.length === 0 && unreadable !== undefined) throw new HostProblem(unreadable);
    const governing = await readGoverning(repository, values['base'], terminal);
    const given = await readGivenAnchors(invocation);
    const judged = await judgeLedgers(texts, { repository, root, governing, anchors: given, now: Date.now() });
    const { problems, checking, isSound } = judged;
    const chains = judged.chains.map(({ chain }) => chain);
    const absent = given.filter(({ ledger }) => !chains.some(({ id }) => id === ledger));
    if (values['format'] === 'json') {
      const answer = { schemaVersion: 1, ledgers: chains.map(toChainReport), absent, problems };
      await terminal.write(`${JSON.stringify(answer, null, 2)}\n`);
    } else {
      const { title } = describeVerdict(
        chains.map(toJudged),
        problems.map(({ message }) => message),
      );
      await terminal.write(`${title} ${checking}\n\n`);
      for (const problem of problems) terminal.note(showProblem(problem, { hasColours: false }));
      for (const chain of chains) await terminal.write(showChain(chain, terminal));
      if (chains.length === 0) await terminal.write(`${state.ledger}\nNo record yet.\n`);
      for (const { ledger, seq, from } of absent)
        await terminal.write(
          `${paint(terminal, 'red', 'error')}  absent  ${printable(from)} names No. ${seq} of the ledger ${ledger}, which is not here at all.\n`,
        );
    }
    return isSound && absent.length === 0 ? 0 : 2;
  } finally {
    place.close();
  }
}

/**
 * Heads that were kept elsewhere: their lines, or files that hold them. Whether the time stamp or the log around them is sound
 * is for its own tool to say.
 *
 * @throws UsageError when one names no head, or cannot be read
 */
async function readGivenAnchors({ values, terminal }: Invocation): Promise<readonly Anchor[]> {
  const anchors: Anchor[] = [];
  for (const given of listOf(values['anchor'])) {
    const path = resolve(terminal.directory, given);
    const isFile = !given.startsWith('Countersign-Head: ') && existsSync(path);
    const read = readTrailers(isFile ? await readAnchorFile(path, given) : given, isFile ? given : 'the anchor given');
    if (read.length === 0) throw anchorMistake(given, 'names no head of a ledger');
    anchors.push(...read);
  }
  return anchors;
}

async function readAnchorFile(path: string, given: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === null) throw error;
    throw anchorMistake(given, `could not be read: ${describeError(error)}`);
  }
}

function anchorMistake(given: string, what: string): UsageError {
  return new UsageError(
    `"${given.slice(0, 80)}" ${what}.`,
    'Nothing could be compared with it.',
    'Give the line "Countersign-Head: …" that "verify" shows, or a file that holds it.',
  );
}

function showChain(chain: CheckedChain, style: Style): string {
  const { state, seals, end, trailer } = describeChain(chain);
  const anchor =
    end === null
      ? []
      : trailer === null && chain.anchored === chain.head?.seq
        ? [end]
        : [end, howToAnchor, ...(trailer === null ? [] : [`  ${trailer}`])];
  const lines = [
    printable(chain.source),
    `  ${state}`,
    ...seals.map((line) => `  ${printable(line)}`),
    ...chain.faults.map(({ kind, severity, message }) => {
      const label = paint(style, severity === 'error' ? 'red' : 'yellow', severity);
      return `  ${label}  ${kind}  ${printable(message)}`;
    }),
    ...anchor.map((line) => `  ${printable(line)}`),
  ];
  return `${lines.join('\n')}\n\n`;
}

const howToAnchor =
  'What would show a cut: a published ref ("countersign publish"), an export kept elsewhere, or this line in a commit\'s message, or under a time stamp (RFC 3161) or in a transparency log (Rekor) and given back with --anchor:';
