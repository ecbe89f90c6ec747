import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createWorkspace, startClient } from '../lsp/server-process.ts';
import { percentile, milliseconds, sample } from './statistics.ts';

const root = path.resolve(import.meta.dirname, '../..');
const cli = path.join(root, 'server/dist/cli.mjs');

/** Cold starts as separate processes, and what is downloaded. */
export async function benchStart(): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [['cold start', 'p50', 'p95']];
  const workspace = createWorkspace({ 'a.ts': 'export const a = 1;\n' });
  workspace.write('a.ts', "export const a = await fetch('https://example.com');\n");
  const run = (...args: string[]): void => {
    const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: workspace.root, encoding: 'utf8' });
    if (status === null || status > 1) throw new Error(`countersign ${args.join(' ')}: ${stderr}`);
  };
  const add = (title: string, samples: readonly number[]): void => {
    rows.push([title, milliseconds(percentile(samples, 0.5)), milliseconds(percentile(samples, 0.95))]);
  };
  try {
    add('node, nothing else', await sample(10, 1, () => spawnSync(process.execPath, ['-e', ''])));
    add('countersign --version', await sample(10, 1, () => run('--version')));
    add('countersign review, one TypeScript file', await sample(10, 1, () => run('review')));
    add(
      'language server, until initialised',
      await sample(5, 1, async () => {
        const client = await startClient(workspace);
        await client.stop();
      }),
    );
  } finally {
    workspace.remove();
  }
  const vsix = path.join(root, 'countersign.vsix');
  rows.push([
    'countersign.vsix',
    fs.existsSync(vsix) ? `${(fs.statSync(vsix).size / 1e6).toFixed(1)} MB` : 'not packaged',
    '',
  ]);
  return rows;
}
