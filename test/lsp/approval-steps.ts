/** Ada works in an editor, and asks; Ben has a clone of the same repository and a key that holds the role. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import type { LedgerRecord } from '../../server/src/core/model/record.ts';
import { command, type RequestAnswer } from '../../server/src/protocol/messages.ts';
import { cloneAt, type Clone, type Person } from '../cli/records-steps.ts';
import { file as path, guarded } from '../agents/guarded-route.ts';
import { cleanUp, named, plain, run, start, type Found } from './review-steps.ts';
import { startClient, type Client, type Workspace } from './server-process.ts';

const folders: string[] = [];
const editors: Client[] = [];

/** For `afterEach`: no server and no folder outlives its test. */
export async function cleanUpAll(): Promise<void> {
  for (const editor of editors.splice(0)) if (editor.process.exitCode === null) await editor.kill();
  await cleanUp();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

export { path };

const policy = (holder: string): string => `version: 1
extends: [countersign:recommended]
roles:
  cloud-team: ["${holder}"]
rules:
  - match: { kind: permission.cloud }
    obligation: { approve: cloud-team }
  - match: { kind: identity.guard }
    obligation: { approve: cloud-team }
`;

/** Without a remote. */
export async function begin(ada: Person, ben: Person) {
  const { workspace, client, restart } = await start({
    'src/a.ts': plain,
    [path]: guarded,
    '.countersign/policy.yaml': policy(ben.email),
    '.countersign/allowed_signers': `${ada.email} ${ada.key.line}\n${ben.email} ${ben.key.line}\n`,
  });
  workspace.git('config', 'user.email', ada.email);
  workspace.git('config', 'user.signingkey', `${ada.key.path}.pub`);
  workspace.git('config', 'gpg.format', 'ssh');
  return { workspace, client, restart };
}

/** With a remote, whose default branch has the policy: the server judges by it from its start. */
export async function beginTogether(ada: Person, ben: Person) {
  const { workspace, client, restart } = await begin(ada, ben);
  await client.stop();
  const remote = join(workspace.root, '../origin.git');
  workspace.git('clone', '--quiet', '--bare', workspace.root, remote);
  workspace.git('remote', 'add', 'origin', remote);
  workspace.git('fetch', '--quiet', 'origin');
  workspace.git('remote', 'set-head', 'origin', '--auto');
  return { workspace, client: await restart(), restart, remote };
}

export function cloneFor(whose: Person, workspace: Workspace, remote: string): Clone {
  const folder = realpathSync(mkdtempSync(join(os.tmpdir(), 'countersign-second-')));
  folders.push(folder);
  const place = join(folder, 'work');
  workspace.git('clone', '--quiet', remote, place);
  return cloneAt(place, whose);
}

export async function explain(client: Client, found: Found, words = 'Exports go to our own bucket.'): Promise<void> {
  for (const { fingerprint, obligation } of found.hunk.findings) {
    if (obligation === 'none') continue;
    const argument = { ...named(found), fingerprint, reason: 'needed', words };
    expect(await run(client, command.explain, argument)).toMatchObject({ refused: null });
  }
}

export const asking = (
  client: Client,
  { changeSet }: Found,
  contents: 'with' | 'without' = 'with',
): Promise<RequestAnswer> => run<RequestAnswer>(client, command.requestApproval, { changeSet, contents });

export const recordsOf = (workspace: Workspace): readonly LedgerRecord[] =>
  workspace
    .read('.git/countersign/ledger.jsonl')
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LedgerRecord);

/** An editor of whoever has the clone, with their git configuration and keys. */
export async function editorAt({ root, person: { environment } }: Clone): Promise<Client> {
  const uri = (file: string): string => pathToFileURL(join(root, file)).href;
  const place = { root, state: join(root, '../state'), uri } as Workspace;
  const editor = await startClient(place, { environment, isEditors: true });
  editors.push(editor);
  await editor.panelWhen(({ state }) => state !== 'starting');
  return editor;
}
