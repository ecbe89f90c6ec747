import type { Client } from '../lsp/server-process.ts';
import { find, type Found } from '../lsp/review-steps.ts';
import { file } from './guarded-route.ts';

/** An agent starts in seconds; on a busy machine in many. */
const startMs = 60_000;

/** What the agent asks about, once it does. */
export async function waitForHeld(client: Client): Promise<Found> {
  const view = await client.panelWhen((now) => find(now, file)?.hunk.landing === 'held', startMs);
  return find(view, file)!;
}
