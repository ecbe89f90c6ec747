import { renameSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Author } from '../../../server/src/host/author.ts';
import { snapshotOfBytes } from '../../../server/src/host/files.ts';
import type { LandedChannel } from '../../../server/src/host/landed-model.ts';
import { agentWrites, landedOn, personSaves } from './landed-bench.ts';
import { repository, type ScratchRepository } from './scratch.ts';

const first = { turn: 'P1', promptHash: 'h1', permissionMode: 'default' };
const second = { turn: 'P2', promptHash: 'h2', permissionMode: 'bypassPermissions' };

async function writes(
  { channel, files }: { readonly channel: LandedChannel; readonly files: ScratchRepository },
  path: string,
  [before, after]: readonly [string, string],
  author: Author,
): Promise<void> {
  const side = (text: string) => snapshotOfBytes(Buffer.from(text), '100644');
  const claimed = { agent: 'claude-code', session: 's', ...author };
  channel.expect(path, { before: side(before), after: side(after), author: claimed, isAccepted: false });
  await agentWrites(channel, files, path, after);
}

/** What is claimed of the edits of each path. */
function claims(channel: LandedChannel): Record<string, Author> {
  return Object.fromEntries(
    channel.state().sets.flatMap(({ changeSet }) => {
      const { turn, promptHash, permissionMode, toolCall, agentVersion, model, session } = changeSet.origin;
      const said = { turn, promptHash, permissionMode, toolCall, agentVersion, model, session };
      const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
      return changeSet.files.map((file) => [file.path, given]);
    }),
  );
}

test('an edit is of the prompt, the turn and the mode in which it was made, and names the call where there is one', async () => {
  const files = repository();
  for (const name of ['a', 'b', 'c']) files.write(`${name}.ts`, '1\n');
  files.commit('base');
  const channel = await landedOn(files);
  const bench = { channel, files };
  await writes(bench, 'a.ts', ['1\n', '2\n'], { ...first, toolCall: 'c1', model: 'm1', agentVersion: '2.1' });
  await writes(bench, 'b.ts', ['1\n', '2\n'], { ...second, toolCall: 'c2', model: 'm1' });
  expect(claims(channel)).toEqual({
    'a.ts': { session: 's', ...first, toolCall: 'c1', model: 'm1', agentVersion: '2.1' },
    'b.ts': { session: 's', ...second, toolCall: 'c2', model: 'm1' },
  });
  // Another call of the same turn: two calls are no one call.
  await writes(bench, 'c.ts', ['1\n', '2\n'], { ...second, toolCall: 'c3', model: 'm1' });
  await writes(bench, 'a.ts', ['2\n', '3\n'], { ...first, toolCall: 'c4', model: 'm2', agentVersion: '2.1' });
  expect(claims(channel)).toEqual({
    'a.ts': { session: 's', ...first, agentVersion: '2.1' },
    'b.ts': { session: 's', ...second, model: 'm1' },
    'c.ts': { session: 's', ...second, model: 'm1' },
  });
  expect(channel.state().sets).toHaveLength(2);
  // A file that was written at two prompts is of neither; the session is that of both.
  await writes(bench, 'b.ts', ['2\n', '3\n'], { ...first, toolCall: 'c5' });
  expect(claims(channel)).toMatchObject({ 'a.ts': first, 'c.ts': second });
  expect(claims(channel)['b.ts']).toEqual({ session: 's' });
  await writes(bench, 'b.ts', ['3\n', '4\n'], { ...second, toolCall: 'c6' });
  expect(claims(channel)['b.ts']).toEqual({ session: 's' });
});

test('an edit of a file that two sessions wrote is of neither, and of their agent if that is one', async () => {
  const files = repository();
  for (const name of ['a', 'b']) files.write(`${name}.ts`, '1\n');
  files.commit('base');
  const channel = await landedOn(files);
  const bench = { channel, files };
  await writes(bench, 'a.ts', ['1\n', '2\n'], { ...first, model: 'm1' });
  await writes(bench, 'b.ts', ['1\n', '2\n'], { ...first, model: 'm1' });
  await writes(bench, 'a.ts', ['2\n', '3\n'], { ...second, session: 'other', model: 'm1' });
  await writes(bench, 'b.ts', ['2\n', '3\n'], { agent: 'codex', session: 'another' });
  expect(claims(channel)).toEqual({ 'a.ts': { model: 'm1' }, 'b.ts': {} });
  expect(channel.state().sets.map(({ title }) => title)).toEqual(['Edits by Claude Code', 'Edits by an agent']);
});

test('a call has what changes while it runs: not what was there before it or what a person saves, and folders that it moves with what is in them', async () => {
  const files = repository();
  for (const name of ['a.ts', 'c.ts', 'old/b.ts', 'old/deep/c.ts']) files.write(name, `${name}\n`);
  files.commit('base');
  const channel = await landedOn(files);
  files.write('a.ts', 'a person\n');
  channel.fileEvent('a.ts');
  const claude = { agent: 'claude-code', session: 's', toolCall: 't1', claimedBy: 'agent' };
  await channel.beginCall(claude);
  files.write('a.ts', 'a person, then the agent\n');
  renameSync(files.at('old'), files.at('new'));
  for (const path of ['a.ts', 'old', 'new']) channel.fileEvent(path);
  await personSaves(channel, files, 'c.ts', 'typed and saved while it runs\n');
  await channel.endCall(claude, 't1', Date.now());
  await channel.settled();
  const said = { session: 's', toolCall: 't1' };
  const claimers = channel.state().sets.map(({ changeSet: { origin } }) => origin.claimedBy);
  expect(claimers.toSorted()).toEqual(['agent', 'watcher']);
  expect(claims(channel)).toEqual({ 'a.ts': {}, 'new/b.ts': said, 'new/deep/c.ts': said });
});
