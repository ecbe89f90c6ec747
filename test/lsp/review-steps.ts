/** What a person does with a review, step by step, over LSP. */
import { expect } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import type { DecisionAnswer } from '../../server/src/protocol/messages.ts';
import { command } from '../../server/src/protocol/messages.ts';
import type { HunkView, PanelView } from '../../server/src/protocol/view.ts';
import { createWorkspace, startClient, type Client, type Workspace } from './server-process.ts';

export const plain = 'export const a = 1;\n';
/** Needs one permission, which is to be acknowledged. */
export const bucket = (name: string): string => `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';

const s3 = new S3Client({});

export async function keep(body: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: '${name}', Key: 'a', Body: body }));
}
`;
const open: { workspace: Workspace; clients: Client[] }[] = [];

/** For `afterEach`: no server and no folder outlives its test. */
export async function cleanUp(): Promise<void> {
  for (const { workspace, clients } of open.splice(0)) {
    for (const client of clients)
      if (client.process.exitCode === null && client.process.signalCode === null) await client.kill();
    workspace.remove();
  }
}

/** A workspace and a client whose server has looked at it once. */
export async function start(
  files: Readonly<Record<string, string>>,
  setup: Parameters<typeof startClient>[1] & { git?: boolean } = {},
): Promise<{ workspace: Workspace; client: Client; restart: () => Promise<Client> }> {
  const workspace = createWorkspace(files, { git: setup.git ?? true });
  const entry = { workspace, clients: [] as Client[] };
  open.push(entry);
  const begin = async (): Promise<Client> => {
    const client = await startClient(workspace, setup);
    entry.clients.push(client);
    if (setup.folder !== null) await client.panelWhen(({ state }) => state !== 'starting');
    return client;
  };
  return { workspace, client: await begin(), restart: begin };
}

export interface Found {
  readonly changeSet: string;
  readonly hunk: HunkView;
}

/** The undecided hunk on a file. */
export function find(view: PanelView, file: string): Found | undefined {
  for (const { id, hunks } of view.changeSets) {
    const hunk = hunks.find((each) => each.path === file && each.outcome === null);
    if (hunk) return { changeSet: id, hunk };
  }
  return undefined;
}

export async function waitFor(
  client: Client,
  file: string,
  wanted: (hunk: HunkView) => boolean = () => true,
): Promise<Found> {
  const view = await client.panelWhen((now) => {
    const found = find(now, file);
    return found !== undefined && wanted(found.hunk);
  });
  return find(view, file)!;
}

export const gone = (client: Client, file: string): Promise<PanelView> =>
  client.panelWhen((view) => find(view, file) === undefined);

export const run = <T = DecisionAnswer>(client: Client, name: string, argument: object = {}): Promise<T> =>
  client.request<T>('workspace/executeCommand', { command: name, arguments: [argument] });
export const named = ({ changeSet, hunk }: Found) => ({ changeSet, hunk: hunk.id });

export async function pull(client: Client, workspace: Workspace, file: string): Promise<readonly Diagnostic[]> {
  const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', {
    textDocument: { uri: workspace.uri(file) },
  });
  return items;
}

/** Settles what is open on a hunk, with words where they are asked for. */
export async function acknowledgeAll(client: Client, found: Found): Promise<void> {
  for (const { fingerprint, obligation } of found.hunk.findings) {
    const argument = { ...named(found), fingerprint, reason: 'needed', words: 'Support asked for it.' };
    if (obligation === 'none') continue;
    const { refused } = await run(
      client,
      obligation === 'acknowledge' ? command.acknowledge : command.explain,
      argument,
    );
    expect(refused).toBeNull();
  }
}
