import { createWorkspace, startClient } from '../lsp/server-process.ts';
import { asExtension } from './as-extension.ts';
import { memoryOf } from './memory.ts';
import { percentile, milliseconds, sample } from './statistics.ts';
import { sourceOf } from './sources.ts';

/** A line typed in an open document until its diagnostics are there, over stdio; then memory after 500 edits. */
export async function benchEditor(): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [['over LSP', 'p50', 'p95']];
  const sources = [100, 1_000, 10_000].map((lines) => ({ lines, ...sourceOf('typescript', lines) }));
  const files = Object.fromEntries(sources.map(({ lines, text }) => [`src/file${lines}.ts`, text]));
  const workspace = createWorkspace(files);
  const client = await asExtension(() => startClient(workspace));
  try {
    let version = 1;
    for (const { lines, text } of sources) {
      const file = `src/file${lines}.ts`;
      workspace.write(file, `${text}\nfetch('https://new.example.com/x');\n`);
      await client.panelWhen(
        (view) => view.changeSets.some((set) => set.hunks.some((hunk) => hunk.path === file)),
        30_000,
      );
      await client.open(file);
      const edit = async (round: number): Promise<void> => {
        version += 1;
        await client.change(file, `${text}\nfetch('https://new${round}.example.com/x');\n`, version);
        await client.request('textDocument/diagnostic', { textDocument: { uri: workspace.uri(file) } });
      };
      // The first edits also pay for V8 optimising the code that reads them.
      const [times, warm] = lines === 10_000 ? [20, 10] : [200, 60];
      const samples = await sample(times, warm, edit);
      rows.push([
        `edit to findings, ${lines} lines`,
        milliseconds(percentile(samples, 0.5)),
        milliseconds(percentile(samples, 0.95)),
      ]);
      if (lines === 1_000) {
        for (let round = 0; round < 500; round += 1) await edit(1_000 + round);
        rows.push(['server memory after 500 edits', `${memoryOf(client.process.pid)?.now ?? '?'} MB`, '']);
      }
    }
  } finally {
    await client.stop();
    workspace.remove();
  }
  return rows;
}
