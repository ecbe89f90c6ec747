import { afterEach, expect, test } from 'vitest';
import { createWorkspace, startClient } from './server-process.ts';
import { bucket, cleanUp, find, plain, start } from './review-steps.ts';

afterEach(cleanUp);

interface Progress {
  readonly token: string;
  readonly value: { readonly kind: string; readonly title?: string };
}

test('a policy in a folder that no edit asks for is known once the workspace was read', async () => {
  const { workspace, client } = await start({
    'src/keep.ts': plain,
    'deploy/roles/writer.json': JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::reports/*' }],
    }),
  });
  workspace.write('src/keep.ts', bucket('reports'));
  await client.panelWhen((view) =>
    JSON.stringify(find(view, 'src/keep.ts')?.hunk ?? '').includes('Granted in deploy/roles/writer.json:1'),
  );
});

test('a workspace is read with progress, which ends', async () => {
  const text = Array.from({ length: 100 }, (_, at) => `export const number${at} = ${at} + ${at};\n`).join('');
  const files = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`src/file${at}.ts`, text]));
  const workspace = createWorkspace({ 'src/keep.ts': plain, ...files });
  const client = await startClient(workspace, { capabilities: { window: { workDoneProgress: true } } });
  const seen: string[] = [];
  let reading: string | null = null;
  client.connection.onNotification('$/progress', ({ token, value }: Progress): void => {
    if (value.title === 'Countersign: reading the workspace') reading = token;
    if (token === reading) seen.push(value.kind);
  });
  await client.panelWhen(() => seen.includes('end'), 60_000);
  expect(seen[0]).toBe('begin');
  await client.stop();
  workspace.remove();
});
