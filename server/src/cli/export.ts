import { resolve } from 'node:path';
import { findRecordExport, type RecordExport, type RecordsInput } from '../core/export.ts';
import { systemClock, timestamp } from '../host/clock.ts';
import { KeyRefused, openSigner, toEnvelope, type DsseSigner } from '../host/dsse.ts';
import { describeError } from '../host/problems.ts';
import { prepareExport } from '../host/records-for-export.ts';
import { joined, writeFolder, writeTextFile, writeZip } from '../host/write-export.ts';
import { filterNames, type FilterFault, type FilterTexts } from '../protocol/messages.ts';
import { UsageError, type ExitCode, type Invocation, type Terminal, type Values } from './define.ts';
import { findLedger } from './ledger.ts';
import { listOf } from './record-place.ts';
import { showProblem } from './show-problem.ts';
import { readVersion } from './version.ts';

/** What `verify` finds wrong is exported as far as it is whole, the export says so, and it exits as `verify` does: 2. */
export async function runExport({ values, terminal }: Invocation): Promise<ExitCode> {
  const form = textOf(values, 'format') ?? 'markdown';
  const format = findRecordExport(form);
  if (format === null) throw new Error(`no form is called ${form}`);
  checkTogether(values, format);
  const answer = await prepareExport({
    directory: terminal.directory,
    ownLedger: await findLedger(terminal.directory),
    ledger: textOf(values, 'ledger') ?? null,
    sources: listOf(values['records']),
    base: textOf(values, 'base') ?? null,
    needsContents: format.id === 'in-toto',
    filter: toFilter(values),
    identity: values['identity'] === 'key-id' ? 'key-id' : 'full',
    at: timestamp(systemClock),
    toolVersion: await readVersion(),
  });
  if (answer.kind === 'refused') throw refusals[answer.why](textOf(values, answer.option) ?? '');
  for (const problem of answer.problems) terminal.note(showProblem(problem, { hasColours: false }));
  await deliver(answer.input, format, values, terminal);
  return answer.isSound ? 0 : 2;
}

function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

function toFilter(values: Values): FilterTexts {
  const given = filterNames.map((name) => [name, textOf(values, name)] as const);
  return Object.fromEntries(given.filter(([, text]) => text !== undefined));
}

/** An option that would do nothing is a mistake: somebody counts on it. */
function checkTogether(values: Values, format: RecordExport): void {
  if (values['key'] !== undefined && format.id !== 'in-toto')
    throw new UsageError(
      '--key only signs the form "in-toto".',
      'The other forms have no place for a signature of the export; seals are in the records themselves.',
      'Add --format in-toto, or leave --key out.',
    );
  if (values['endpoint'] !== undefined && format.id !== 'otlp')
    throw new UsageError(
      '--endpoint only goes with the form "otlp".',
      'Nothing else is ever sent anywhere.',
      'Add --format otlp, or leave --endpoint out.',
    );
  if (values['ledger'] !== undefined && values['records'] !== undefined)
    throw new UsageError(
      '--ledger and --records exclude each other.',
      'The one names a file, the other every place that records come from.',
      'Name the file with --records too.',
    );
  if (values['endpoint'] !== undefined && values['out'] !== undefined)
    throw new UsageError(
      '--endpoint and --out exclude each other.',
      'Records are sent, or written.',
      'Give one of them.',
    );
  if (format.kind === 'files' && values['out'] === undefined)
    throw new UsageError(
      `The form "${format.id}" is several files.`,
      'They cannot go to standard output.',
      'Name a folder, or a file that ends in .zip, with --out.',
    );
}

const refusals: { readonly [Why in FilterFault]: (given: string) => UsageError } = {
  'no-date': (given) =>
    new UsageError(
      `"${given}" is no date.`,
      'Everything would be before it or after it.',
      'Write a day, 2026-01-31, or a moment with its zone, 2026-01-31T12:00:00Z.',
    ),
  'ends-before': (given) =>
    new UsageError(
      `--until ${given} is before --since.`,
      'No record is after the one and before the other.',
      'Write the earlier of both after --since.',
    ),
  'no-range': (given) =>
    new UsageError(`"${given}" is no range.`, 'Commits are looked up in one.', 'Write two revisions, main..HEAD.'),
  'no-pattern': (given) =>
    new UsageError(
      `"${given}" is no path pattern.`,
      'Braces must be closed, and it may not be longer than 1024 characters.',
      'Write one like src/** or *.tf.',
    ),
};

async function deliver(input: RecordsInput, format: RecordExport, values: Values, terminal: Terminal): Promise<void> {
  const endpoint = textOf(values, 'endpoint');
  if (endpoint !== undefined) {
    await send(input, endpoint, terminal);
    return;
  }
  const given = textOf(values, 'out');
  const out = given === undefined ? undefined : resolve(terminal.directory, given);
  if (format.kind === 'files') {
    if (out === undefined) throw new Error('several files without a place');
    await writing(out, () => (out.endsWith('.zip') ? writeZip : writeFolder)(out, format.files(input)));
    return;
  }
  const key = textOf(values, 'key');
  const pieces = format.write(input);
  if (key !== undefined) {
    await writeSigned(pieces, resolve(terminal.directory, key), out, terminal);
    return;
  }
  if (format.id === 'in-toto')
    terminal.note('These statements are not signed. Give --key FILE for DSSE envelopes that others can verify.\n');
  if (out !== undefined) await writing(out, () => writeTextFile(out, pieces));
  else for (const piece of joined(pieces)) await terminal.write(piece);
}

/** Each statement in an envelope of its own, one a line. */
async function writeSigned(
  statements: Iterable<string>,
  key: string,
  out: string | undefined,
  terminal: Terminal,
): Promise<void> {
  try {
    const envelopes = signed(statements, await openSigner(key));
    if (out !== undefined) await writing(out, () => writeTextFile(out, envelopes));
    else for await (const line of envelopes) await terminal.write(line);
  } catch (error) {
    if (!(error instanceof KeyRefused)) throw error;
    throw new UsageError(
      `"${key}" cannot be signed with: ${error.message}.`,
      'An unsigned envelope proves nothing.',
      'Give a private key in PEM or OpenSSH form, or a public SSH key whose private part the agent holds.',
    );
  }
}

async function* signed(statements: Iterable<string>, signer: DsseSigner): AsyncGenerator<string> {
  for (const statement of statements) yield `${JSON.stringify(await toEnvelope(statement.trimEnd(), signer))}\n`;
}

async function send(input: RecordsInput, given: string, terminal: Terminal): Promise<void> {
  const endpoint = URL.canParse(given) ? new URL(given) : null;
  if (endpoint === null || (endpoint.protocol !== 'https:' && endpoint.protocol !== 'http:'))
    throw new UsageError(
      `"${given}" is no address of a collector.`,
      'Records are sent over HTTP or HTTPS only.',
      'Write one like https://collector.example:4318.',
    );
  // Loaded only here: nothing else opens a connection.
  const { sendLogs } = await import('./send-logs.ts');
  const { count, failure } = await sendLogs(input, endpoint);
  if (failure !== null)
    throw new UsageError(
      `The collector at ${endpoint.host} did not take the records: ${failure}.`,
      'Some of them may have arrived; each names its hash, so that sending again does no harm.',
      'Check the address, and OTEL_EXPORTER_OTLP_HEADERS for a token.',
    );
  terminal.note(`Sent ${count} log records to ${endpoint.host}.\n`);
}

async function writing(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.name === 'HostProblem') throw error;
    const cause = error.code === 'ENOTEMPTY' ? 'the folder is not empty' : describeError(error);
    throw new UsageError(
      `"${path}" could not be written: ${cause}.`,
      'Nothing was exported.',
      'Choose another place with --out.',
    );
  }
}
