import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { worded } from '../core/model/wording.ts';
import { readPublicKey, type SshKey } from '../core/record.ts';
import { runGit, splitNul } from './git-run.ts';
import { describeError, HostProblem, throwProblem } from './problems.ts';
import { runKeygen } from './ssh-keygen.ts';

/** The key that signs, and how ssh-keygen is told which it is. */
export interface SigningKey {
  readonly key: SshKey;
  /** A file of the key, or the line of a public key whose private one the agent holds. */
  readonly from: { readonly kind: 'file'; readonly path: string } | { readonly kind: 'agent'; readonly line: string };
  readonly program: string;
}

interface Setting {
  readonly value: string;
  readonly scope: string;
}

type Settings = ReadonlyMap<string, Setting>;

/**
 * As git chooses it for commits: `user.signingkey` (a file, `key::…`, a public key), else the first key that
 * `gpg.ssh.defaultKeyCommand` prints. `given` outranks both. Programs are taken from the user's own configuration only: an agent
 * can write `.git/config`.
 *
 * @throws HostProblem when there is none, or it cannot be read
 */
export async function findSigningKey(directory: string, given?: string): Promise<SigningKey> {
  const settings = await readSettings(directory);
  const program = ownSetting(settings, 'gpg.ssh.program') ?? 'ssh-keygen';
  if (given !== undefined) return await toKey(given, directory, program);
  const format = settings.get('gpg.format')?.value ?? 'openpgp';
  const named = settings.get('user.signingkey')?.value ?? '';
  // With another format it names a key of GnuPG.
  if (named !== '' && (format === 'ssh' || looksLikeSsh(named))) return await toKey(named, directory, program);
  const command = ownSetting(settings, 'gpg.ssh.defaultkeycommand');
  if (command !== null) return await toKey(await askForKey(command), directory, program);
  const ignored = settings.has('gpg.ssh.defaultkeycommand')
    ? ' The gpg.ssh.defaultKeyCommand of this repository is not run: it must stand in your own configuration.'
    : '';
  const other = named === '' ? '' : ` user.signingkey is no SSH key (gpg.format is ${format}).`;
  return throwProblem('noSigningKey', worded`git names no SSH key to sign with.${other}${ignored}`);
}

/** The program that checks: what the user chose, else the usual one. */
export async function findKeygen(directory: string): Promise<string> {
  return ownSetting(await readSettings(directory), 'gpg.ssh.program') ?? 'ssh-keygen';
}

/** Null: it is not here. */
export async function findWorkingKeygen(directory: string): Promise<string | null> {
  const program = await findKeygen(directory);
  try {
    await runKeygen({ program, arguments: ['-?'], input: '', timeoutMs: 10_000, isAttended: false });
    return program;
  } catch (error) {
    if (error instanceof HostProblem) return null;
    throw error;
  }
}

/** `<scope>\0<name>\n<value>\0` each; the last of a name wins. Git before 2.26 has no scopes: then nothing counts as the user's. */
async function readSettings(directory: string): Promise<Settings> {
  const pattern = String.raw`^(user\.signingkey|gpg\.format|gpg\.ssh\.(program|defaultkeycommand))$`;
  const words = ['config', '-z', '--show-scope', '--get-regexp', pattern];
  let answer = await runGit({ directory, arguments: words });
  const isOld = answer.exitCode === 129;
  if (isOld) answer = await runGit({ directory, arguments: words.filter((word) => word !== '--show-scope') });
  const parts = splitNul(answer.output);
  const rows = isOld ? parts.map((row) => ['unknown', row] as const) : pairs(parts);
  return new Map(
    rows.map(([scope, row]) => {
      const end = row.indexOf('\n');
      return [end < 0 ? row : row.slice(0, end), { scope, value: end < 0 ? '' : row.slice(end + 1) }];
    }),
  );
}

function pairs(parts: readonly string[]): readonly (readonly [string, string])[] {
  return parts.flatMap((scope, index) => (index % 2 === 0 ? [[scope, parts[index + 1] ?? ''] as const] : []));
}

function ownSetting(settings: Settings, name: string): string | null {
  const found = settings.get(name);
  const isOwn = found !== undefined && ['global', 'system', 'command'].includes(found.scope);
  return isOwn && found.value !== '' ? found.value : null;
}

function looksLikeSsh(text: string): boolean {
  return text.startsWith('key::') || /^(?:ssh-|ecdsa-|sk-)/.test(text) || /[/\\]|\.pub$/.test(text);
}

/** A literal public key, with or without `key::`, or a file: a public key, or a private one with its `.pub` beside it. */
async function toKey(named: string, directory: string, program: string): Promise<SigningKey> {
  const literal = readPublicKey(named);
  if (literal !== null) return { key: literal, from: { kind: 'agent', line: named.replace(/^key::/, '') }, program };
  if (named.startsWith('key::')) return throwProblem('noSigningKey', worded`"${named.slice(0, 60)}" is no public key.`);
  const path = named.startsWith('~/') ? resolve(homedir(), named.slice(2)) : resolve(directory, named);
  const publicPath = path.endsWith('.pub') || !existsSync(`${path}.pub`) ? path : `${path}.pub`;
  const key = readPublicKey(await readText(publicPath)) ?? readPublicKey(await derivePublic(publicPath, program));
  if (key === null) return throwProblem('noSigningKey', worded`"${path}" holds no SSH key that can be read.`, path);
  return { key, from: { kind: 'file', path }, program };
}

async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).slice(0, 64 * 1024);
  } catch (error) {
    return throwProblem('noSigningKey', worded`The key "${path}" could not be read: ${describeError(error)}.`, path);
  }
}

/** Of a private key that stands alone. */
async function derivePublic(path: string, program: string): Promise<string> {
  const run = { program, arguments: ['-y', '-f', path], input: '', timeoutMs: 60_000, isAttended: true };
  const answer = await runKeygen(run);
  return answer.exitCode === 0 ? answer.output : '';
}

/** As git does it: the first line that begins with `key::` or is a public key. Words are parted at blanks, without a shell. */
async function askForKey(command: string): Promise<string> {
  const [program = '', ...words] = command.trim().split(/\s+/);
  const answer = await runKeygen({ program, arguments: words, input: '', timeoutMs: 20_000, isAttended: true });
  const line = answer.output.split('\n').find((each) => each.startsWith('key::') || readPublicKey(each) !== null);
  if (answer.exitCode === 0 && line !== undefined) return line.trim();
  return throwProblem('noSigningKey', worded`"${command}" (gpg.ssh.defaultKeyCommand) named no key.`);
}
