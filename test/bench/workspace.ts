import { setTimeout as wait } from 'node:timers/promises';
import { createWorkspace, startClient } from '../lsp/server-process.ts';
import { asExtension } from './as-extension.ts';
import { codeSet } from './code-sets.ts';
import { memoryOf } from './memory.ts';
import { sourceOf } from './sources.ts';
import { milliseconds, percentile } from './statistics.ts';

const fileCount = 5_000;
const linesPerFile = 100;
/** Between two keystrokes. */
const keyPauseMs = 100;

interface Progress {
  readonly token: string;
  readonly value: { readonly kind: string; readonly title?: string };
}

/** The server reads a workspace in the background; meanwhile somebody types. */
export async function benchWorkspace(): Promise<readonly (readonly string[])[]> {
  const { text } = sourceOf('typescript', 1_000);
  const typed = 'src/typed.ts';
  const files = Object.fromEntries([...codeSet(fileCount, linesPerFile)].map(({ path, after }) => [path, after]));
  const workspace = createWorkspace({ ...files, [typed]: text });
  const capabilities = { textDocument: { diagnostic: {} }, window: { workDoneProgress: true } };
  const client = await asExtension(() => startClient(workspace, { capabilities }));
  try {
    const started = performance.now();
    let ended: number | null = null;
    let reading: string | null = null;
    client.connection.onNotification('$/progress', ({ token, value }: Progress) => {
      if (value.title?.includes('reading the workspace') === true) reading = token;
      if (value.kind === 'end' && token === reading) ended ??= performance.now() - started;
    });
    workspace.write(typed, `${text}\nfetch('https://new.example.com/x');\n`);
    await client.panelWhen((view) => view.changeSets.length > 0, 60_000);
    await client.open(typed);
    const samples: number[] = [];
    for (let round = 0; ended === null && round < 5_000; round += 1) {
      const start = performance.now();
      await client.change(typed, `${text}\nfetch('https://new${round}.example.com/x');\n`, round + 2);
      await client.request('textDocument/diagnostic', { textDocument: { uri: workspace.uri(typed) } });
      if (round > 20) samples.push(performance.now() - start);
      await wait(keyPauseMs);
    }
    // Its thread ends once nobody has asked for a while.
    await wait(8_000);
    const memory = memoryOf(client.process.pid);
    return [
      [`${fileCount} files of ${linesPerFile} lines`, 'p50', 'p95'],
      ['read in the background', ended === null ? 'not ended' : milliseconds(ended), ''],
      [
        'edit of 1000 lines to findings, meanwhile',
        milliseconds(percentile(samples, 0.5)),
        milliseconds(percentile(samples, 0.95)),
      ],
      ['server memory', `${memory?.now ?? '?'} MB`, `at most ${memory?.peak ?? '?'} MB`],
    ];
  } finally {
    await client.stop();
    workspace.remove();
  }
}
