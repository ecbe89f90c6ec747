import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { command, type RecordsAnswer, type VerifyAnswer } from '../../server/src/protocol/messages.ts';
import { makeKey } from '../unit/records/sealed.ts';
import { acknowledgeAll, bucket, cleanUp, named, plain, run, start, waitFor } from './review-steps.ts';

afterEach(cleanUp);

test('what was decided is sealed, published and fetched again', { timeout: 60_000 }, async () => {
  const key = makeKey(`lsp-${Date.now()}`);
  const { workspace, client } = await start({
    'src/a.ts': plain,
    '.countersign/allowed_signers': `ana@example.org ${key.line}\n`,
  });
  const act = (name: 'seal' | 'publish' | 'fetch'): Promise<RecordsAnswer> => run<RecordsAnswer>(client, command[name]);
  expect(await act('seal')).toEqual({ done: true, message: 'Every record is sealed.' });
  workspace.write('src/a.ts', bucket('exports'));
  const found = await waitFor(client, 'src/a.ts');
  await acknowledgeAll(client, found);
  await run(client, command.accept, named(found));

  expect(await act('seal')).toMatchObject({ done: false, message: expect.stringContaining('no SSH key') as string });
  workspace.git('config', 'user.signingkey', `${key.path}.pub`);
  workspace.git('config', 'gpg.format', 'ssh');
  expect(await act('publish')).toMatchObject({ done: false, message: expect.stringContaining('no remote') as string });
  const remote = path.join(workspace.root, '../origin.git');
  workspace.git('clone', '--quiet', '--bare', workspace.root, remote);
  workspace.git('remote', 'add', 'origin', remote);
  workspace.git('-c', 'protocol.file.allow=always', 'fetch', '--quiet', 'origin');
  workspace.git('remote', 'set-head', 'origin', '--auto');

  const sealed = await act('seal');
  expect(sealed).toMatchObject({ done: true, message: expect.stringContaining(key.fingerprint) as string });
  const verified = await run<VerifyAnswer>(client, command.verify);
  expect(verified).toMatchObject({ records: 2, intact: true });
  expect(verified.message).toMatch(
    /^The chain of records is intact\. 2 records, the chain is whole\. .*Sealed No\. 1 to 1 by ana@example\.org/,
  );
  expect(await act('publish')).toMatchObject({ done: true, message: '2 records sent to origin.' });
  expect(await act('fetch')).toMatchObject({ done: true, message: '1 ledger of origin.' });
  await client.stop();
});
