import { command } from '../../server/src/protocol/messages.ts';
import { gone, named, run, waitFor, type Found } from '../lsp/review-steps.ts';
import { createWorkspace, startClient } from '../lsp/server-process.ts';
import { asExtension } from './as-extension.ts';
import { milliseconds, percentile, sample } from './statistics.ts';

const [times, warm] = [60, 5];
const plain = 'export const limit = 1;\n';

/** Accepting one hunk until its record is on disk, fsynced, and answered: over stdio, in a set of hunks without findings. */
export async function benchDecide(): Promise<readonly (readonly string[])[]> {
  const names = Array.from({ length: times + warm }, (_, index) => `src/file${index}.ts`);
  const workspace = createWorkspace(Object.fromEntries(names.map((name) => [name, plain])));
  const client = await asExtension(() => startClient(workspace));
  try {
    for (const name of names) workspace.write(name, plain.replace('1', '2'));
    const found: Found[] = [];
    for (const name of names) found.push(await waitFor(client, name));
    const samples = await sample(times, warm, async (round) => {
      const { refused } = await run(client, command.accept, named(found[round]!));
      if (refused !== null) throw new Error(refused);
    });
    await gone(client, names.at(-1)!);
    return [
      ['over LSP', 'p50', 'p95'],
      ['decision to durable record', milliseconds(percentile(samples, 0.5)), milliseconds(percentile(samples, 0.95))],
    ];
  } finally {
    await client.stop();
    workspace.remove();
  }
}
