/** A team with a bare remote: each person has a clone, a key and a git configuration of their own. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ingestTexts } from '../../server/src/core/ingest.ts';
import type { Origin } from '../../server/src/core/model/change.ts';
import type { LedgerRecord, RecordBody, RecordedFinding } from '../../server/src/core/model/record.ts';
import { systemClock, timestamp } from '../../server/src/host/clock.ts';
import { nodeDisk } from '../../server/src/host/durable.ts';
import { openLedger } from '../../server/src/host/ledger-file.ts';
import { repositoryAt, scratch, type ScratchRepository } from '../unit/host/scratch.ts';
import { makeKey, type TestKey } from '../unit/records/sealed.ts';
import { cliBundle, type CliRun } from './run-cli.ts';
import { countersignHere } from './run-here.ts';

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly key: TestKey;
  readonly environment: Readonly<Record<string, string>>;
}

export function person(name: string, ...kind: readonly string[]): Person {
  const email = `${name}@example.org`;
  const key = makeKey(`${name}-${Math.random().toString(36).slice(2)}`, ...kind);
  const home = scratch('countersign-home');
  const lines = [
    `[user]\n\tname = ${name}\n\temail = ${email}\n\tsigningkey = ${key.path}.pub`,
    '[gpg]\n\tformat = ssh',
    '[protocol "file"]\n\tallow = always',
  ];
  home.write('.gitconfig', `${lines.join('\n')}\n`);
  const environment = { HOME: home.root, GIT_CONFIG_GLOBAL: home.at('.gitconfig'), GIT_CONFIG_SYSTEM: '/dev/null' };
  return { name, email, key, environment };
}

export interface Clone extends ScratchRepository {
  readonly person: Person;
  readonly run: (...words: readonly string[]) => Promise<CliRun>;
  /** In a terminal, with these lines typed. */
  readonly type: (lines: readonly string[], ...words: readonly string[]) => Promise<CliRun>;
}

export const guarded = 'export function remove(id) {\n  requireAdmin();\n  return drop(id);\n}\n';
export const open = 'export function remove(id) {\n  return drop(id);\n}\n';
export const file = 'src/users.js';

export interface Team {
  readonly remote: string;
  readonly clone: (whose: Person, name?: string) => Clone;
}

/** `main` with the keys of all of them; those who hold the role `identity-team` are named by e-mail. */
export function team(people: readonly Person[], holders: readonly Person[]): Team {
  const place = scratch('countersign-team');
  const remote = place.at('origin.git');
  const first = repositoryAt(scratch().root);
  first.git('init', '--quiet', '--initial-branch=main');
  first.write('.countersign/allowed_signers', people.map(({ email, key }) => `${email} ${key.line}\n`).join(''));
  const role = holders.map(({ email }) => `"${email}"`).join(', ');
  first.write(
    '.countersign/policy.yaml',
    `version: 1\nextends: [countersign:recommended]\nroles:\n  identity-team: [${role}]\n`,
  );
  first.write(file, guarded);
  first.write('src/other.js', 'export const one = 1;\n');
  first.commit('base');
  first.git('clone', '--quiet', '--bare', first.root, remote);
  return {
    remote,
    clone: (whose, name = whose.name) => {
      place.write(`${name}/.keep`, '');
      place.remove(`${name}/.keep`);
      first.git('clone', '--quiet', remote, place.at(name));
      return cloneAt(place.at(name), whose);
    },
  };
}

export function cloneAt(root: string, whose: Person): Clone {
  return {
    ...repositoryAt(root),
    person: whose,
    run: (...words) => countersignHere(words, { directory: root, environment: whose.environment }),
    type: (lines, ...words) => inTerminal(root, whose.environment, words, lines),
  };
}

/** `script` of util-linux gives the program a terminal of its own. */
async function inTerminal(
  directory: string,
  environment: Readonly<Record<string, string>>,
  words: readonly string[],
  lines: readonly string[],
): Promise<CliRun> {
  const quoted = [process.execPath, cliBundle, ...words].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const child = spawn('script', ['-qefc', quoted, '/dev/null'], {
    cwd: directory,
    env: { ...process.env, ...environment },
    timeout: 100_000,
  });
  let output = '';
  let asked = 0;
  let answered = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    // One line for each question, when it is asked: a person does not type ahead. Around it are codes for the cursor.
    const shown = output.replaceAll(/\p{Cc}\[[\d;?]*[A-Za-z]/gu, '');
    if (asked >= lines.length || !/[:?] $/.test(shown.slice(answered))) return;
    answered = shown.length;
    child.stdin.write(`${lines[asked++] ?? ''}\n`);
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { exitCode, output, errors: output };
}

const origin: Origin = {
  kind: 'agent',
  channel: 'hook',
  held: true,
  agent: 'lab-agent',
  model: 'model-1',
  session: 's-1',
  claimedBy: 'hook',
};

/** What the editor records when an edit of a file was accepted, hunk by hunk. */
export async function accept(
  clone: Clone,
  change: { readonly path?: string; readonly before: string; readonly after: string; readonly obligation?: string },
): Promise<readonly LedgerRecord[]> {
  const { path = file, before, after, obligation = 'approve: identity-team' } = change;
  const { changeSet } = ingestTexts({ before: { [path]: before }, after: { [path]: after } }, origin);
  const [changed] = changeSet.files;
  if (changed === undefined) throw new Error('nothing changed');
  const at = timestamp(systemClock);
  const finding: RecordedFinding = {
    fingerprint: `f-${path}`,
    detectorId: 'guard-removed',
    kind: 'identity.guard',
    change: 'removed',
    message: 'remove no longer requires admin.',
    obligation,
    rule: { id: 'guard-lost', layer: 'repository' },
    tags: ['CWE-862'],
    evidenceHash: 'e'.repeat(64),
    acknowledgement: { obligation: 'explain', reason: 'mitigated-elsewhere', words: 'The gateway checks it.', at },
  };
  const body: RecordBody = {
    kind: 'decision',
    schemaVersion: 1,
    changeSet: changeSet.id,
    outcome: 'accepted',
    hunks: changed.hunks.map((hunk) => ({
      ...hunk,
      path,
      beforeBlob: changed.before?.blob ?? null,
      afterBlob: changed.after?.blob ?? null,
      judged: true,
      findings: obligation === 'none' ? [] : [finding],
    })),
    origin,
    policy: { digest: 'd'.repeat(64), base: null },
    decidedBy: { name: clone.person.name, email: clone.person.email, key: null, basis: 'claimed', surface: 'panel' },
    decidedAt: at,
    tool: { name: 'countersign', version: '0.1.0' },
  };
  return [await append(clone, body)];
}

export async function append(clone: Clone, body: RecordBody): Promise<LedgerRecord> {
  const folder = join(clone.git('rev-parse', '--path-format=absolute', '--git-common-dir'), 'countersign');
  const ledger = openLedger({
    ledger: join(folder, 'ledger.jsonl'),
    ledgerLock: join(folder, 'ledger.lock'),
    disk: nodeDisk,
    clock: systemClock,
    toolVersion: '0.1.0',
  });
  return await ledger.append(body);
}

/** As the editor: the edit is accepted, and then committed. */
export async function acceptAndCommit(
  clone: Clone,
  change: { readonly path?: string; readonly before: string; readonly after: string; readonly obligation?: string },
): Promise<string> {
  await accept(clone, change);
  writeFileSync(clone.at(change.path ?? file), change.after);
  return clone.commit(`change ${change.path ?? file}`);
}
