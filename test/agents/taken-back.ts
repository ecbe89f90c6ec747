import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { command } from '../../server/src/protocol/messages.ts';
import { gone, named, run, waitFor } from '../lsp/review-steps.ts';
import type { Client, Workspace } from '../lsp/server-process.ts';
import { file, guarded, open } from './guarded-route.ts';

/** The lost guard is on disk, stands in the panel as an edit that landed and nowhere else, and can be taken back to the byte. */
export async function checkTakenBack(client: Client, workspace: Workspace): Promise<void> {
  expect(workspace.read(file).toString()).toBe(open);
  await client.panelWhen(({ changeSets }) =>
    changeSets.every(({ hunks }) => hunks.every(({ landing }) => landing === 'landed')),
  );
  const landed = await waitFor(client, file);
  expect(landed.hunk.findings.map(({ message }) => message).join()).toContain('no longer requires authentication');
  expect((await client.panel()).changeSets.map(({ id }) => id)).toEqual([landed.changeSet]);
  const answer = await run(client, command.reject, { ...named(landed), reason: 'Only admins delete users.' });
  expect(answer.refused).toBeNull();
  await gone(client, file);
  expect(digest(workspace.read(file))).toBe(digest(guarded));
}

function digest(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
