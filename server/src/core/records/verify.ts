import type { Break, Head } from '../model/ledger.ts';
import type { LedgerRecord } from '../model/record.ts';
import { sha256Hex } from '../text/hash.ts';
import { unhashedText } from './chain.ts';
import { recordSchema } from './schema.ts';

/** What is wrong with the first record that is not what it was. */
export interface Broken {
  readonly what: Break;
  /** 1-based line of the ledger. */
  readonly line: number;
  readonly message: string;
}

/**
 * `torn`: everything is intact up to an unfinished last line, as a crash while writing leaves it.
 * `broken`: a record is not what was written; `head` is the last before it.
 * A chain cannot show that its newest records were cut off: compare `head` with an anchor outside (a seal, a published ref).
 */
export type ChainState =
  | { readonly kind: 'intact'; readonly head: Head }
  | { readonly kind: 'torn'; readonly head: Head; readonly line: number }
  | { readonly kind: 'broken'; readonly head: Head; readonly broken: Broken };

/** With the records that are what was written. */
export type Verified = ChainState & { readonly records: readonly LedgerRecord[] };

/** Without its `\n`. */
export interface LedgerLine {
  /** Null: its bytes are no UTF-8. */
  readonly text: string | null;
  /** False: no `\n` follows it. */
  readonly isWhole: boolean;
}

/** JSONL text, decoded from UTF-8 with errors reported (not replaced), so that every byte counts. */
export function verifyLedger(text: string): Verified {
  const records: LedgerRecord[] = [];
  const state = verifyLines(linesOf(text), (record) => void records.push(record));
  return { ...state, records };
}

function linesOf(text: string): readonly LedgerLine[] {
  const lines = text.split('\n');
  const unfinished = lines.pop() ?? '';
  const whole = lines.map((line) => ({ text: line, isWhole: true }));
  return unfinished === '' ? whole : [...whole, { text: unfinished, isWhole: false }];
}

/** Records are handed over one by one and not kept. A second walk over `lines` tells apart what is wrong with the first bad one. */
export function verifyLines(lines: Iterable<LedgerLine>, keep: (record: LedgerRecord) => void): ChainState {
  let head: Head = null;
  let at = 0;
  for (const { text, isWhole } of lines) {
    at += 1;
    if (!isWhole) return { kind: 'torn', head, line: at };
    const read: LedgerRecord | Broken = text === null ? notUtf8(at) : verifyLine(text, head, at);
    if ('what' in read) return { kind: 'broken', head, broken: tellApart(read, text ?? '', head, lines) };
    head = { seq: read.seq, hash: read.hash };
    keep(read);
  }
  return { kind: 'intact', head };
}

function notUtf8(line: number): Broken {
  return { what: 'bad-json', line, message: `Record in line ${line}: it is no UTF-8.` };
}

/**
 * Of a line whose number does not fit: was something cut out here or does it come later, and is it there a second time or is it
 * another one? Record n stands in line n up to here.
 */
function tellApart(broken: Broken, bad: string, head: Head, lines: Iterable<LedgerLine>): Broken {
  if (broken.what !== 'gap' && broken.what !== 'duplicate') return broken;
  const say = (what: Break, message: string): Broken => ({
    ...broken,
    what,
    message: `Record in line ${broken.line}: ${message}`,
  });
  const [own, missing] = [seqOf(bad), (head?.seq ?? 0) + 1];
  let at = 0;
  for (const { text } of lines) {
    at += 1;
    if (text === null) continue;
    if (broken.what === 'duplicate' && at === own)
      return text === bad ? broken : say('forked', `number ${own} is there already, and is another record.`);
    if (broken.what === 'gap' && at > broken.line && seqOf(text) === missing)
      return say('reordered', `number ${missing} comes only after it, in line ${at}.`);
  }
  return broken;
}

/** Of a canonical line, without reading all of it: a record's own number follows its last `,"seq":`. */
function seqOf(line: string): number | null {
  const found = /,"seq":(\d{1,15})[,}]/.exec(line.slice(Math.max(0, line.lastIndexOf(',"seq":'))));
  return found === null ? null : Number(found[1]);
}

/** One line without its `\n`, after the record `head`. `line` is its 1-based number, for the answer. */
export function verifyLine(text: string, head: Head, line: number): LedgerRecord | Broken {
  const broken = (what: Break, message: string): Broken => ({
    what,
    line,
    message: `Record in line ${line}: ${message}`,
  });
  if (text.length > MAX_LINE || nestsTooDeep(text)) return broken('bad-shape', 'it is larger than a record can be.');
  const value = parseJson(text);
  if (value === undefined) return broken('bad-json', 'this is not JSON.');
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success)
    return broken('bad-shape', `${parsed.error.issues[0]?.path.join('.') ?? ''} is not what a record holds.`);
  const record = parsed.data as unknown as LedgerRecord;
  const unhashed = unhashedText(record);
  if (sha256Hex(unhashed) !== record.hash) return broken('wrong-hash', 'its content does not match its hash.');
  if (!isCanonical(text, unhashed, record))
    return broken('not-canonical', 'the bytes are not those that were written.');
  const expected = (head?.seq ?? 0) + 1;
  if (record.seq < expected) return broken('duplicate', `number ${record.seq} is there already.`);
  if (record.seq > expected) return broken('gap', `number ${expected} is missing before number ${record.seq}.`);
  if (record.prev !== (head?.hash ?? null)) return broken('wrong-prev', 'it does not follow the record before it.');
  return record;
}

/**
 * Whether the line is the canonical text with its hash put in its place, without making that text a second time: the hash is
 * of all the rest, so that it stands nowhere else in it.
 */
function isCanonical(text: string, unhashed: string, record: LedgerRecord): boolean {
  const next = Object.keys(record)
    .filter((name) => name > 'hash')
    .sort()[0];
  const member = `"hash":${JSON.stringify(record.hash)},`;
  const at = text.indexOf(member);
  const after = at + member.length;
  return (
    at > 0 &&
    next !== undefined &&
    text.startsWith(`${JSON.stringify(next)}:`, after) &&
    text.length === unhashed.length + member.length &&
    text.startsWith(unhashed.slice(0, at)) &&
    text.endsWith(unhashed.slice(at))
  );
}

const MAX_LINE = 16 * 1024 * 1024;
const MAX_DEPTH = 32;

/** Before anything recurses over it. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isInText && character === '\\') at += 1;
    else if (character === '"') isInText = !isInText;
    else if (!isInText && (character === '[' || character === '{')) depth += 1;
    else if (!isInText && (character === ']' || character === '}')) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
