import type { AllowedSigner, Signers } from '../model/ledger.ts';
import type { Loaded, Problem } from '../model/problem.ts';
import { splitLines, withoutTerminator } from '../text/lines.ts';
import { toEpochMs } from '../text/utc.ts';
import { matchesWildcards } from '../text/wildcard.ts';
import { readPublicKey } from './ssh-signature.ts';

const MAX_LINES = 10_000;
const MAX_LINE = 32 * 1024;

/**
 * Texts of `allowed_signers` and of a list of revoked keys (one public key a line), each null when there is none.
 *
 * @see ssh-keygen(1), ALLOWED SIGNERS
 */
export function loadSigners(
  allowed: { readonly file: string; readonly text: string } | null,
  revoked: { readonly file: string; readonly text: string } | null,
): Loaded<Signers> {
  const problems: Problem[] = [];
  const report = (file: string, line: number, message: string, why: string): void => {
    const at = { line: line - 1, character: 0 };
    const fix = 'Write it as ssh-keygen(1) says under ALLOWED SIGNERS.';
    problems.push({
      code: 'CS5001',
      severity: 'warning',
      message,
      why,
      fix,
      path: file,
      range: { start: at, end: at },
    });
  };
  const signers: AllowedSigner[] = [];
  for (const [line, text] of contentOf(allowed?.text)) {
    const read = readSigner(text, line);
    if (typeof read === 'string') report(allowed?.file ?? '', line, `Line ${line}: ${read}`, 'Nobody may sign by it.');
    else {
      signers.push(read.signer);
      if (read.isLocalTime)
        report(allowed?.file ?? '', line, `Line ${line}: a time without "Z".`, 'It is read as UTC.');
    }
  }
  const keys = new Set<string>();
  for (const [line, text] of contentOf(revoked?.text)) {
    const key = readPublicKey(text);
    if (key !== null) keys.add(key.fingerprint);
    else if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(text)) keys.add(text);
    else report(revoked?.file ?? '', line, `Line ${line} is no public key.`, 'It revokes nothing.');
  }
  return { value: { allowed: signers, revoked: keys }, problems };
}

/** Lines that say something, with their 1-based numbers. */
function contentOf(text = ''): readonly (readonly [number, string])[] {
  return splitLines(text)
    .slice(0, MAX_LINES)
    .map((line, index) => [index + 1, withoutTerminator(line).trim()] as const)
    .filter(([, line]) => line !== '' && !line.startsWith('#'));
}

function readSigner(
  text: string,
  line: number,
): { readonly signer: AllowedSigner; readonly isLocalTime: boolean } | string {
  if (text.length > MAX_LINE) return 'it is too long.';
  const words = splitWords(text);
  if (words === null) return 'a quotation mark is not closed.';
  const [principals = '', ...rest] = words;
  const isKeyNext = readPublicKey(rest.slice(0, 2).join(' ')) !== null;
  const options = isKeyNext ? [] : splitOptions(rest[0] ?? '');
  const key = readPublicKey((isKeyNext ? rest : rest.slice(1)).slice(0, 2).join(' '));
  if (key === null) return 'there is no public key.';
  let namespaces: readonly string[] | null = null;
  let [validAfter, validBefore]: [number | null, number | null] = [null, null];
  let isLocalTime = false;
  for (const option of options) {
    const [name, value] = splitOnce(option);
    const lower = name.toLowerCase();
    if (lower === 'cert-authority') return 'keys that certify other keys (cert-authority) are not supported.';
    if (lower === 'namespaces') namespaces = value.split(',').map((pattern) => pattern.trim());
    else if (lower === 'valid-after' || lower === 'valid-before') {
      const at = readTime(value);
      if (at === null) return `"${value}" is no time.`;
      isLocalTime ||= !value.toUpperCase().endsWith('Z');
      if (lower === 'valid-after') validAfter = at;
      else validBefore = at;
    } else return `"${name}" is no option that is known.`;
  }
  return {
    signer: {
      principals: unquote(principals)
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      fingerprint: key.fingerprint,
      keyType: key.type,
      namespaces,
      validAfter,
      validBefore,
      line,
    },
    isLocalTime,
  };
}

/** Parts between blanks; a blank within quotation marks parts nothing. */
function splitWords(text: string): readonly string[] | null {
  return splitOutsideQuotes(text, (character) => character === ' ' || character === '\t');
}

function splitOptions(text: string): readonly string[] {
  return splitOutsideQuotes(text, (character) => character === ',') ?? [text];
}

function splitOutsideQuotes(text: string, parts: (character: string) => boolean): readonly string[] | null {
  const words: string[] = [];
  let word = '';
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted || !parts(character)) word += character;
    else if (word !== '') {
      words.push(word);
      word = '';
    }
  }
  if (word !== '') words.push(word);
  return isQuoted ? null : words;
}

function splitOnce(option: string): readonly [string, string] {
  const at = option.indexOf('=');
  return at < 0 ? [option, ''] : [option.slice(0, at), unquote(option.slice(at + 1))];
}

function unquote(text: string): string {
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

/** `YYYYMMDD[Z]` or `YYYYMMDDHHMM[SS][Z]`. */
function readTime(text: string): number | null {
  const found = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?Z?$/i.exec(text);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  return toEpochMs({ year, month, day, hours, minutes, seconds });
}

/** As ssh-keygen matches lists of patterns: one that begins with `!` and fits outranks the others. */
export function matchesPatterns(patterns: readonly string[], text: string): boolean {
  if (patterns.some((pattern) => pattern.startsWith('!') && matchesWildcards(pattern.slice(1), text))) return false;
  return patterns.some((pattern) => !pattern.startsWith('!') && matchesWildcards(pattern, text));
}

/**
 * Keys of those whom a role of the policy names: by fingerprint, or by a principal of `allowed_signers` (an e-mail address, a
 * team of CODEOWNERS). A name that no key stands for names nobody.
 */
export function keysOfRole(members: readonly string[], { allowed, revoked }: Signers): ReadonlySet<string> {
  const keys = allowed.filter(
    ({ fingerprint, principals }) =>
      !revoked.has(fingerprint) && members.some((member) => member === fingerprint || principals.includes(member)),
  );
  return new Set(keys.map(({ fingerprint }) => fingerprint));
}

/** Names of those who hold a role: what the list calls their keys, people before teams; else the key itself. */
export function holdersOfRole(members: readonly string[], signers: Signers): readonly string[] {
  const keys = keysOfRole(members, signers);
  const names = signers.allowed
    .filter(({ fingerprint }) => keys.has(fingerprint))
    .map(
      ({ principals, fingerprint }) => principals.find((name) => !name.startsWith('@')) ?? principals[0] ?? fingerprint,
    );
  return [...new Set(names)];
}
