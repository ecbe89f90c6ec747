import { afterEach, expect, test } from 'vitest';
import {
  command,
  type OfferedAnswer,
  type RecordsAnswer,
  type RequestsAnswer,
  type SignedAnswer,
} from '../../server/src/protocol/messages.ts';
import type { ChangeSetView } from '../../server/src/protocol/view.ts';
import { cloneAt, person } from '../cli/records-steps.ts';
import { asking, beginTogether, cleanUpAll, cloneFor, editorAt, explain } from './approval-steps.ts';
import { bucket, named, run, waitFor } from './review-steps.ts';
import type { Client } from './server-process.ts';

afterEach(cleanUpAll);

const list = (editor: Client): Promise<RequestsAnswer> => run<RequestsAnswer>(editor, command.listRequests);
const openRequest = (editor: Client, request: string): Promise<OfferedAnswer> =>
  run<OfferedAnswer>(editor, command.reviewRequest, { request });
const setOf = async (editor: Client, id: string | null): Promise<ChangeSetView> =>
  (await editor.panel()).changeSets.find((set) => set.id === id)!;
const asked = ({ hunks }: ChangeSetView) => {
  const [hunk] = hunks;
  return { hunk: hunk!, finding: hunk!.findings.find(({ obligation }) => obligation === 'approve')! };
};

test(
  'who is asked opens the request in the editor, sees whose words they sign, signs, publishes, and the gate passes',
  { timeout: 240_000 },
  async () => {
    const [ada, ben] = [person('ada'), person('ben', '-t', 'ecdsa', '-b', '256')];
    const { workspace, client, remote } = await beginTogether(ada, ben);
    workspace.git('switch', '--quiet', '-c', 'work');
    workspace.write('src/a.ts', bucket('exports'));
    const found = await waitFor(client, 'src/a.ts');
    await explain(client, found);
    const { request } = await asking(client, found);
    const id = request?.id ?? '';

    const his = cloneFor(ben, workspace, remote);
    const editor = await editorAt(his);
    expect(await list(editor)).toEqual({ requests: [], problem: null });
    expect((await openRequest(editor, id)).message).toContain('Fetch what was published');
    expect(await run<RecordsAnswer>(editor, command.fetch)).toMatchObject({ done: true });
    expect((await list(editor)).requests).toMatchObject([
      { id, by: ada.email, roles: ['cloud-team'], paths: ['src/a.ts'], state: 'mine' },
    ]);

    const { changeSet } = await openRequest(editor, id);
    const set = await setOf(editor, changeSet);
    expect(set.request).toMatchObject({
      id,
      by: ada.email,
      roles: ['cloud-team'],
      key: { fingerprint: ben.key.fingerprint, isSecurityKey: false },
      whyNot: null,
      unsealed: 0,
      unsent: 0,
    });
    const { hunk, finding } = asked(set);
    expect(hunk).toMatchObject({ path: 'src/a.ts', landing: 'offered', outcome: null });
    expect(hunk.diff.some(({ text }) => text.includes('PutObjectCommand'))).toBe(true);
    expect(finding).toMatchObject({
      state: 'waiting',
      impact: expect.stringMatching(/\w/) as string,
      acknowledgement: {
        reason: 'needed',
        words: 'Exports go to our own bucket.',
        by: { name: ada.email, key: ada.key.fingerprint, isTouched: false },
      },
      approval: { yours: 'open', given: null },
    });
    const side = (each: string) =>
      editor.request('countersign/document', { path: 'src/a.ts', side: each, changeSet, uri: editorUri(his.root) });
    expect(await side('after')).toEqual({ text: bucket('exports') });
    const accepted = await run(editor, command.accept, { changeSet, hunk: hunk.id });
    expect(accepted.refused).toContain('somebody else');
    expect(his.git('status', '--porcelain')).toBe('');

    const names = `${hunk.id} ${finding.fingerprint}`;
    const signed = await run<SignedAnswer>(editor, command.approveRequest, {
      changeSet,
      findings: names,
      words: 'Agreed with ops.',
      surface: 'panel',
    });
    expect(signed).toMatchObject({ done: true, refused: null, isSealed: true, record: { seq: 1 } });
    const ledger = his.read('.git/countersign/ledger.jsonl').toString();
    expect(ledger).toContain('"words":"Agreed with ops."');
    expect(ledger).toContain('"surface":"panel"');
    const after = await setOf(editor, changeSet);
    expect(asked(after).finding).toMatchObject({
      state: 'settled',
      approval: { yours: null, given: { by: ben.email } },
    });
    expect(after.request).toMatchObject({ unsealed: 0, unsent: 1 });
    expect(await run<RecordsAnswer>(editor, command.publish)).toMatchObject({ done: true });
    expect((await setOf(editor, changeSet)).request).toMatchObject({ unsent: 0 });
    expect((await list(editor)).requests).toMatchObject([{ state: 'answered' }]);
    expect(his.git('status', '--porcelain')).toBe('');

    await run(client, command.fetch);
    const ready = await waitFor(client, 'src/a.ts', ({ blockedBecause }) => blockedBecause === null);
    expect(await run(client, command.accept, named(ready))).toMatchObject({ done: true });
    await run(client, command.seal);
    workspace.git('commit', '--quiet', '--all', '--message', 'exports');
    const gate = await cloneAt(workspace.root, ada).run('gate', '--base', 'origin/main', '--head', 'work');
    expect(gate).toMatchObject({ exitCode: 0 });
  },
);

const editorUri = (root: string): string => `file://${root}/src/a.ts`;
