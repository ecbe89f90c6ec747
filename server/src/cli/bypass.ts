import { MAX_BYPASS_DAYS, RECORD_SCHEMA_VERSION, type BypassBody } from '../core/model/record.ts';
import { saysSomething, toKept } from '../core/record.ts';
import { systemClock, timestamp } from '../host/clock.ts';
import { openLedger } from '../host/ledger-file.ts';
import { sealLedger } from '../host/seal-ledger.ts';
import { findSigningKey } from '../host/signing-key.ts';
import { askLine, needPerson } from './ask-person.ts';
import { UsageError, type ExitCode, type Invocation } from './define.ts';
import { listOf, openRecordPlace, readGoverning } from './record-place.ts';

const maxDays = MAX_BYPASS_DAYS;
const dayMs = 24 * 60 * 60 * 1000;

/** Leave to pass without an answer, for a time and for a reason, signed. Whether it counts, the base policy says. */
export async function runBypass({ values, terminal }: Invocation): Promise<ExitCode> {
  const reason = typeof values['reason'] === 'string' ? values['reason'].trim() : '';
  if (!saysSomething(reason))
    throw new UsageError(
      '--reason is missing, or has no words.',
      'Nobody could tell later why.',
      'Say in a sentence why it cannot wait.',
    );
  const now = systemClock.now();
  const until = readUntil(values['until'], now);
  needPerson('bypass');
  const place = await openRecordPlace(terminal);
  try {
    const key = await findSigningKey(place.root, typeof values['key'] === 'string' ? values['key'] : undefined);
    const paths = listOf(values['path']);
    const fingerprints = listOf(values['finding']);
    const scope = paths.length + fingerprints.length === 0 ? 'everything' : [...paths, ...fingerprints].join(', ');
    await terminal.write(`Until ${until}, ${scope} may pass without an answer. Reason: ${reason}\n`);
    if ((await askLine('Type "bypass" to sign that: ')) !== 'bypass') {
      terminal.note('Nothing was recorded.\n');
      return 1;
    }
    const body: BypassBody = {
      kind: 'bypass',
      schemaVersion: RECORD_SCHEMA_VERSION,
      reason,
      until,
      paths,
      fingerprints,
      decidedBy: { ...place.decider, key: key.key.fingerprint, basis: 'claimed' },
      decidedAt: timestamp(systemClock),
      tool: { name: 'countersign', version: place.toolVersion },
    };
    const { ledger, ledgerLock } = place.state;
    const file = openLedger({
      ledger,
      ledgerLock,
      disk: place.disk,
      clock: systemClock,
      toolVersion: place.toolVersion,
    });
    const governing = await readGoverning(place.repository, undefined, terminal);
    const record = await file.append(toKept(body, governing.policy.privacy));
    await terminal.write(`Recorded as No. ${record.seq}.\n`);
    await sealLedger(place, key, governing);
    await terminal.write(
      'Sealed. The gate lets it pass only where the base policy says who may bypass. "countersign publish" sends it.\n',
    );
    return 0;
  } finally {
    place.close();
  }
}

/** `2h`, `3d`, a day, or ISO 8601. @throws UsageError */
function readUntil(given: string | boolean | undefined, now: number): string {
  const text = typeof given === 'string' ? given : '';
  const [, number = '', unit = ''] = /^(\d{1,4})(h|d)$/.exec(text) ?? [];
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : text;
  const at = unit === '' ? Date.parse(day) : now + Number(number) * (unit === 'h' ? dayMs / 24 : dayMs);
  if (Number.isNaN(at) || at <= now || at > now + maxDays * dayMs)
    throw new UsageError(
      text === '' ? '--until is missing.' : `"${text}" is no time within the next ${maxDays} days.`,
      'A bypass ends by itself.',
      'Give "4h", "2d", a day, or a time as 2026-01-31T18:00:00Z.',
    );
  return new Date(at).toISOString();
}
