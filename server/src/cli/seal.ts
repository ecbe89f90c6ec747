import type { LedgerRecord } from '../core/model/record.ts';
import { throwProblem } from '../host/problems.ts';
import {
  findUnsealed,
  isSecurityKey,
  readWholeLedger,
  sealLedger,
  unboundWords,
  untouchedWords,
} from '../host/seal-ledger.ts';
import { findSigningKey } from '../host/signing-key.ts';
import { printable } from './colours.ts';
import type { ExitCode, Invocation, Terminal } from './define.ts';
import { noBase, type Governing } from '../host/governing.ts';
import { count, openRecordPlace, readGoverning } from './record-place.ts';

/** Signs what was decided since the last time. Says before what that is: the signature answers for all of it. */
export async function runSeal({ values, terminal }: Invocation): Promise<ExitCode> {
  const place = await openRecordPlace(terminal);
  try {
    const governing = await readGoverning(place.repository, undefined, terminal);
    const records = await readWholeLedger(place.state.ledger);
    const { open, untouched, unbound } = await findUnsealed(
      records,
      place.ledgerId,
      governing.signers,
      place.repository,
    );
    if (open.length + untouched.length + unbound.length === 0) {
      await terminal.write('Every record is sealed.\n');
      return 0;
    }
    await showRecords('not sealed', open, terminal);
    await showRecords(untouchedWords.what, untouched, terminal);
    await showRecords(unboundWords, unbound, terminal);
    if (values['check'] === true) return 1;
    const key = await findSigningKey(place.root, typeof values['key'] === 'string' ? values['key'] : undefined);
    if (isSecurityKey(key)) terminal.note('Touch your security key.\n');
    else if (open.length + unbound.length === 0)
      return throwProblem('signingFailed', `A touch is missing, and ${key.key.fingerprint} is no security key.`);
    const record = await sealLedger(place, key, governing);
    if (record === null) return 0;
    const touched =
      record.presence === 'touch'
        ? 'The key was touched.'
        : 'No touch was asked for: a program with your rights could have signed too.';
    await terminal.write(`Sealed up to No. ${record.head.seq} with ${key.key.fingerprint}. ${touched}\n`);
    noteUnknownKey(governing, key.key.fingerprint, terminal);
    const sealed = await readWholeLedger(place.state.ledger);
    const left = await findUnsealed(sealed, record.ledger, governing.signers, place.repository);
    await showRecords(untouchedWords.what, left.untouched, terminal);
    return 0;
  } finally {
    place.close();
  }
}

const maxShown = 20;

async function showRecords(what: string, records: readonly LedgerRecord[], terminal: Terminal): Promise<void> {
  if (records.length === 0) return;
  const shown = records.slice(0, maxShown).map(showRecord).join('');
  const more = records.length > maxShown ? `  and ${records.length - maxShown} more\n` : '';
  await terminal.write(`${count(records.length, 'record')} ${what}:\n${shown}${more}`);
}

function showRecord(record: LedgerRecord): string {
  return `  No. ${record.seq}  ${record.decidedAt}  ${printable(describe(record))}\n`;
}

function describe(record: LedgerRecord): string {
  switch (record.kind) {
    case 'decision': {
      const paths = [...new Set(record.hunks.map(({ path }) => path))];
      const more = paths.length > 2 ? ` and ${paths.length - 2} more` : '';
      return `${record.outcome} ${paths.slice(0, 2).join(', ')}${more}`;
    }
    case 'approval':
      return `approved ${count(record.findings.length, 'finding')} as ${record.role}`;
    case 'bypass':
      return `bypass until ${record.until}: ${record.reason}`;
    case 'binding':
      return `binding to commit ${record.commit.slice(0, 10)}`;
    case 'problem':
      return record.message;
    case 'seal':
      return 'seal';
  }
}

/** A seal by a key that the base does not list counts for nothing there, and nobody should learn that from the gate. */
function noteUnknownKey({ signers, title }: Governing, fingerprint: string, terminal: Terminal): void {
  if (signers === null)
    terminal.note(
      `Nobody can tell yet whose key that is: there is no ${title === noBase ? 'base revision' : `.countersign/allowed_signers at ${title}`}.\n`,
    );
  else if (!signers.allowed.some((signer) => signer.fingerprint === fingerprint))
    terminal.note(
      `The key is not in .countersign/allowed_signers at ${title}, so that the seal does not count there yet.\n`,
    );
}
