import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Anchor, CheckedLedger } from '../core/model/ledger.ts';
import type { Problem } from '../core/model/problem.ts';
import { readTrailers, toTrailer } from '../core/record.ts';
import type { Repository } from '../host/git-repository.ts';
import { readHead } from '../host/git-revisions.ts';
import { openBudget, readLedgerPath, type LedgerTexts } from '../host/ledger-texts.ts';
import { checkLedgers, readLedgerSources, readTrailerAnchors } from '../host/read-ledgers.ts';
import { describeError, errorCode, HostProblem, throwProblem } from '../host/problems.ts';
import { findKeygen } from '../host/signing-key.ts';
import { runKeygen } from '../host/ssh-keygen.ts';
import { paint, printable, type Style } from './colours.ts';
import { UsageError, type ExitCode, type Invocation } from './define.ts';
import { count, listOf, openRecordPlace, readGoverning, type RecordPlace } from './record-place.ts';
import { showProblem } from './show-problem.ts';

/** Every chain that can be found here, or those that are named: what is wrong with each, and what cannot be told. */
export async function runVerify(invocation: Invocation): Promise<ExitCode> {
  const { values, terminal } = invocation;
  const place = await openRecordPlace(terminal);
  try {
    const read = await readTexts(invocation, place);
    const [unreadable] = read.problems;
    if (read.texts.length === 0 && unreadable !== undefined) throw new HostProblem(unreadable);
    const governing = await readGoverning(place.repository, values['base'], terminal);
    const keygen = await findKeygenHere(place.root);
    const given = await readGivenAnchors(invocation);
    const anchors = [...(await readAnchors(place.repository)), ...given];
    const ledgers = await checkLedgers(read.texts, {
      signers: governing.signers,
      keygen,
      now: Date.now(),
      anchors,
    });
    const absent = given.filter(({ ledger }) => !ledgers.some(({ id }) => id === ledger));
    if (values['format'] === 'json') await terminal.write(toJson(ledgers, absent, read.problems));
    else {
      const by = keygen === null ? 'Countersign alone: ssh-keygen is not here' : 'ssh-keygen and by Countersign';
      const keys =
        governing.signers === null
          ? `Nothing says who may sign: there is no .countersign/allowed_signers at ${governing.title} (--base names another).`
          : `Who may sign is read from ${governing.title}.`;
      await terminal.write(`${keys} Signatures are checked by ${by}.\n\n`);
      for (const problem of read.problems) terminal.note(showProblem(problem, { hasColours: false }));
      for (const ledger of ledgers) await terminal.write(showLedger(ledger, terminal));
      if (ledgers.length === 0) await terminal.write(`${place.state.ledger}\nNo record yet.\n`);
      for (const { ledger, seq, from } of absent)
        await terminal.write(
          `${paint(terminal, 'red', 'error')}  absent  ${printable(from)} names No. ${seq} of the ledger ${ledger}, which is not here at all.\n`,
        );
    }
    const isWrong = ledgers.some(({ faults }) => faults.some(isSerious)) || read.problems.length + absent.length > 0;
    return isWrong ? 2 : 0;
  } finally {
    place.close();
  }
}

async function readTexts({ positionals, values, terminal }: Invocation, place: RecordPlace): Promise<LedgerTexts> {
  const [given] = positionals;
  if (given !== undefined) {
    const path = resolve(terminal.directory, given);
    // A ledger that was named must be there; a clone without decisions has none yet.
    if (!existsSync(path)) throwProblem('unreadable', `There is no ledger "${given}".`, path);
    const read = await readLedgerPath(path, openBudget());
    if (read.texts.length + read.problems.length === 0) throwProblem('unreadable', `"${given}" holds no ledger.`, path);
    return read;
  }
  const { repository, state } = place;
  if (repository !== null)
    return await readLedgerSources(repository, listOf(values['records']), {
      directory: terminal.directory,
      ownLedger: state.ledger,
    });
  return existsSync(state.ledger) ? await readLedgerPath(state.ledger, openBudget()) : { texts: [], problems: [] };
}

async function readAnchors(repository: Repository | null): Promise<readonly Anchor[]> {
  if (repository === null) return [];
  const head = await readHead(repository);
  return head.commit === null ? [] : await readTrailerAnchors(repository, [head.commit]);
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

/** Null: it is not here. */
async function findKeygenHere(directory: string): Promise<string | null> {
  const program = await findKeygen(directory);
  try {
    await runKeygen({ program, arguments: ['-?'], input: '', timeoutMs: 10_000, isAttended: false });
    return program;
  } catch (error) {
    if (error instanceof HostProblem) return null;
    throw error;
  }
}

/** A line that was cut off is repaired by the next decision, and until then the ledger is not whole. */
function isSerious({ severity, kind }: CheckedLedger['faults'][number]): boolean {
  return severity === 'error' || kind === 'torn';
}

function showLedger(ledger: CheckedLedger, style: Style): string {
  const { source, records, head, faults } = ledger;
  const isWhole = !faults.some((fault) => fault.of === 'chain' && isSerious(fault));
  const state = isWhole ? 'the chain is whole' : 'the chain is not whole';
  const lines = [
    printable(source),
    `  ${count(records.length, 'record')}, ${state}. Head: ${head === null ? 'none' : `${head.seq}, ${head.hash}`}.`,
    ...describeSeals(ledger).map((line) => `  ${printable(line)}`),
    ...faults.map(({ kind, severity, message }) => {
      const label = paint(style, severity === 'error' ? 'red' : 'yellow', severity);
      return `  ${label}  ${kind}  ${printable(message)}`;
    }),
    ...describeAnchor(ledger).map((line) => `  ${printable(line)}`),
  ];
  return `${lines.join('\n')}\n\n`;
}

function describeSeals({ seals, records }: CheckedLedger): readonly string[] {
  const rows = seals.flatMap(({ covers, sealer }) =>
    covers === null || sealer === null ? [] : [{ ...covers, sealer }],
  );
  const shown = rows.slice(-maxShown).map(({ from, to, sealer }) => {
    const names = sealer.principals.join(', ');
    const touch = sealer.presence === 'touch' ? 'touched' : 'without a touch';
    return `Sealed No. ${from} to ${to} by ${names}, ${sealer.fingerprint} (${sealer.keyType}, ${touch}).`;
  });
  const covered = rows.at(-1)?.to ?? 0;
  const open = records.filter(({ seq, kind }) => seq > covered && kind !== 'seal').length;
  const more = rows.length > maxShown ? [`${rows.length - maxShown} earlier seals.`] : [];
  return [...more, ...shown, ...(open === 0 ? [] : [`${count(open, 'record')} not sealed by anybody who may.`])];
}

const maxShown = 10;

/** A chain alone cannot prove that its newest records were not cut off: what it shows, and what would show that, is said. */
function describeAnchor({ id, head, anchored }: CheckedLedger): readonly string[] {
  if (head === null) return [];
  if (anchored === head.seq) return ['Nothing was cut off: an anchor outside names the newest record.'];
  const known =
    anchored === null ? 'No anchor outside names a record of it' : `Anchors outside reach to No. ${anchored}`;
  const line = id === null ? [] : [`  ${toTrailer({ ledger: id, ...head })}`];
  return [
    `${known}: newer records could be cut off without a trace. Without an anchor too, records that were changed, added, doubled, moved or taken out before the last one are found.`,
    'What would show a cut: a published ref ("countersign publish"), an export kept elsewhere, or this line in a commit\'s message, or under a time stamp (RFC 3161) or in a transparency log (Rekor) and given back with --anchor:',
    ...line,
  ];
}

function toJson(ledgers: readonly CheckedLedger[], absent: readonly Anchor[], problems: readonly Problem[]): string {
  const rows = ledgers.map(({ id, source, records, head, faults, seals, anchored }) => ({
    id,
    source,
    records: records.length,
    head,
    anchored,
    faults,
    seals: seals.map(({ record, covers, sealer }) => ({ seq: record.seq, covers, sealer })),
  }));
  return `${JSON.stringify({ schemaVersion: 1, ledgers: rows, absent, problems }, null, 2)}\n`;
}
