import type { HunkView, PanelView } from '../../server/src/protocol/view.ts';
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

/** What is left to decide, in order. */
export function undecided({ changeSets }: PanelView): readonly HunkView[] {
  return changeSets.flatMap(({ hunks }) => hunks).filter(({ outcome }) => outcome === null);
}
