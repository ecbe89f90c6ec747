import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { command } from '../../server/src/protocol/messages.ts';
import { gone, named, run, waitFor } from '../lsp/review-steps.ts';
import type { Client, Workspace } from '../lsp/server-process.ts';
import { file, guarded, open } from './guarded-route.ts';

/**
 * The lost guard is on disk, stands in the panel as an edit that landed and nowhere else, and can be taken back to the byte.
 * @param agent whose edit it is known to be; null: the agent has not asked about it
 */
export async function checkTakenBack(client: Client, workspace: Workspace, agent: string | null): Promise<void> {
  expect(workspace.read(file).toString()).toBe(open);
  await client.panelWhen(({ changeSets }) =>
    changeSets.every(({ hunks }) => hunks.every(({ landing }) => landing === 'landed')),
  );
  const landed = await waitFor(client, file);
  expect(landed.hunk.findings.map(({ message }) => message).join()).toContain('no longer requires authentication');
  expect((await client.panel()).changeSets).toEqual([expect.objectContaining({ id: landed.changeSet, agent })]);
  const answer = await run(client, command.reject, { ...named(landed), reason: 'Only admins delete users.' });
  expect(answer.refused).toBeNull();
  await gone(client, file);
  expect(digest(workspace.read(file))).toBe(digest(guarded));
}

function digest(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
