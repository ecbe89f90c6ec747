import { afterEach, expect, test } from 'vitest';
import {
  command,
  type OfferedAnswer,
  type RecordsAnswer,
  type RequestsAnswer,
  type SignedAnswer,
} from '../../server/src/protocol/messages.ts';
import type { ChangeSetView, FindingView, HunkView } from '../../server/src/protocol/view.ts';
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
    expect(await run<RecordsAnswer>(editor, command.fetch)).toMatchObject({
      done: true,
      message: '1 ledger of origin. 1 review request waits for your approval.',
      waitingRequests: 1,
    });
    expect(await editor.panel()).toMatchObject({ waitingRequests: 1 });
    expect((await list(editor)).requests).toMatchObject([
      { id, by: ada.email, roles: ['cloud-team'], paths: ['src/a.ts'], state: 'mine' },
    ]);

    const { changeSet } = await openRequest(editor, id);
    const set = await setOf(editor, changeSet);
    expect(set.request).toMatchObject({
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
      approval: { yours: 'open', roles: [{ given: null }] },
    });
    const side = (each: string) =>
      editor.request('countersign/document', { path: 'src/a.ts', side: each, changeSet, uri: editorUri(his.root) });
    expect(await side('after')).toEqual({ text: bucket('exports') });
    const accepted = await run(editor, command.accept, { changeSet, hunk: hunk.id });
    expect(accepted.refused).toContain('somebody else');
    expect(his.git('status', '--porcelain')).toBe('');

    const signed = await run<SignedAnswer>(editor, command.approveRequest, {
      changeSet,
      findings: toSigned(hunk, finding),
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
      approval: { yours: null, roles: [{ given: { by: ben.email } }] },
    });
    expect(after.request).toMatchObject({ unsealed: 0, unsent: 1 });
    expect(await run<RecordsAnswer>(editor, command.publish)).toMatchObject({ done: true });
    expect((await setOf(editor, changeSet)).request).toMatchObject({ unsent: 0 });
    expect((await list(editor)).requests).toMatchObject([{ state: 'answered' }]);
    expect(await editor.panel()).toMatchObject({ waitingRequests: 0 });
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

test(
  'what keeps a request from being signed is said, with what to do; a refusal is signed too',
  { timeout: 240_000 },
  async () => {
    const [ada, ben] = [person('ada'), person('ben')];
    const { workspace, client, remote } = await beginTogether(ada, ben);
    workspace.git('switch', '--quiet', '-c', 'work');
    workspace.write('src/a.ts', bucket('exports'));
    const found = await waitFor(client, 'src/a.ts');
    await explain(client, found);
    const { request } = await asking(client, found, 'without');
    const id = request?.id ?? '';

    // Whoever asked is no second person.
    expect((await list(client)).requests).toMatchObject([{ id, state: 'own' }]);
    const own = await setOf(client, (await openRequest(client, id)).changeSet);
    expect(own.request?.whyNot).toContain('You are no second person to this change set.');
    const approveIt = async (editor: Client, set: ChangeSetView): Promise<SignedAnswer> => {
      const { hunk, finding } = asked(set);
      const findings = toSigned(hunk, finding);
      return await run<SignedAnswer>(editor, command.approveRequest, { changeSet: set.id, findings, words: '' });
    };
    expect((await approveIt(client, own)).refused).toContain('no second person');
    await run(client, command.dismiss, { changeSet: own.id });

    // The branch was not fetched: nobody signs what they cannot see.
    const his = cloneFor(ben, workspace, remote);
    const editor = await editorAt(his);
    await run(editor, command.fetch);
    const { changeSet } = await openRequest(editor, id);
    const blind = await setOf(editor, changeSet);
    expect(asked(blind)).toMatchObject({
      hunk: { diff: [], blockedBecause: expect.stringContaining('git fetch') as string },
      finding: { message: expect.stringContaining('s3:PutObject') as string, approval: { yours: null } },
    });
    const after = { path: 'src/a.ts', side: 'after', changeSet };
    await expect(editor.request('countersign/document', after)).rejects.toThrow('not in this clone');
    workspace.git('commit', '--quiet', '--all', '--message', 'exports');
    workspace.git('push', '--quiet', 'origin', 'work');
    his.git('fetch', '--quiet');

    // No key, and one that nobody knows.
    his.git('config', 'user.signingkey', '');
    expect((await list(editor)).problem).toContain('git names no SSH key');
    await openRequest(editor, id);
    expect((await setOf(editor, changeSet)).request).toMatchObject({
      key: null,
      whyNot: expect.stringContaining('git config --global user.signingkey') as string,
    });
    his.git('config', 'user.signingkey', `${person('cleo').key.path}.pub`);
    await openRequest(editor, id);
    const unknown = await setOf(editor, changeSet);
    expect(unknown.request?.whyNot).toContain('yours is not in it');
    expect((await approveIt(editor, unknown)).refused).toContain('yours is not in it');
    his.git('config', '--unset', 'user.signingkey');

    // What its author says now is not what was shown.
    await openRequest(editor, id);
    const shown = await setOf(editor, changeSet);
    expect(asked(shown).finding.approval).toMatchObject({ yours: 'open' });
    await explain(client, found, 'Other words.');
    await asking(client, found, 'without');
    await run(editor, command.fetch); // and the request that is open is read again
    expect((await approveIt(editor, shown)).refused).toContain('has changed since it was shown');
    const now = await setOf(editor, changeSet);
    expect(asked(now).finding).toMatchObject({
      acknowledgement: { words: 'Other words.' },
      approval: { yours: 'open' },
    });

    const { hunk } = asked(now);
    const no = await run<SignedAnswer>(editor, command.reject, {
      changeSet,
      hunk: hunk.id,
      reason: 'Use the one we have.',
    });
    expect(no).toMatchObject({ done: true, isSealed: true });
    const refused = await setOf(editor, changeSet);
    expect(asked(refused).finding.approval).toMatchObject({
      declined: { by: ben.email, words: 'Use the one we have.' },
      yours: null,
    });
    expect((await list(editor)).requests).toMatchObject([{ state: 'others' }]);
    expect((await approveIt(editor, refused)).refused).toContain('has changed since it was shown');
    expect(refused.request).toMatchObject({ unsent: 1 });
    await run(editor, command.publish);
    await run(client, command.fetch);
    const told = await waitFor(client, 'src/a.ts', ({ findings }) =>
      findings.some(({ approval }) => approval?.declined),
    );
    expect(told.hunk.outcome).toBeNull();
    expect(his.git('status', '--porcelain')).toBe('');
  },
);

const toSigned = ({ id, under }: HunkView, { fingerprint }: FindingView): string =>
  JSON.stringify([{ hunk: id, fingerprint, under }]);

const editorUri = (root: string): string => `file://${root}/src/a.ts`;
