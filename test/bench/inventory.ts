import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { codeSet } from './code-sets.ts';
import { runCli } from './run-cli.ts';
import { milliseconds } from './statistics.ts';

const fixtures = path.resolve(import.meta.dirname, '../unit/automations/fixtures');

const fileCount = 100_000;
const linesPerFile = 40;
/** One of so many files is one of a kind of automation. */
const automationEvery = 100;
/** Texts of code are written again and again: what costs is to look at them, and no two looks know of each other. */
const codeTexts = 1_000;
const filesPerFolder = 200;

/** `countersign inventory` of a large folder, as a process of its own: nothing known beforehand, then with what it remembers. */
export async function benchInventory(): Promise<readonly (readonly string[])[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-bench-'));
  try {
    const tree = path.join(folder, 'tree');
    const written = writeTree(tree);
    const home = path.join(folder, 'home');
    fs.mkdirSync(home);
    const environment = { ...process.env, HOME: home, XDG_STATE_HOME: home };
    const rows: (readonly string[])[] = [
      [
        `${fileCount} files, ${Math.round(written / 1_000_000)} MB`,
        'time',
        'processor time',
        'peak memory',
        'automations',
      ],
    ];
    for (const title of ['nothing known', 'again']) {
      const { ms, processorMs, megabytes, output } = await runCli(tree, ['inventory', '--format', 'json'], environment);
      const { automations } = JSON.parse(output) as { readonly automations: readonly unknown[] };
      rows.push([title, milliseconds(ms), milliseconds(processorMs), `${megabytes} MB`, String(automations.length)]);
    }
    return rows;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Bytes written. */
function writeTree(tree: string): number {
  const code = [...codeSet(codeTexts, linesPerFile)];
  const automations = fs
    .readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.endsWith('.expected') && fs.statSync(path.join(fixtures, name)).isFile())
    .toSorted()
    .map((name) => ({ name, text: fs.readFileSync(path.join(fixtures, name), 'utf8') }));
  let bytes = 0;
  for (let number = 0; number < fileCount; number += 1) {
    const folder = path.join(tree, `part${Math.floor(number / filesPerFolder)}`);
    const { path: of, before } = code[number % codeTexts]!;
    const { name, text } =
      number % automationEvery === 0
        ? automations[(number / automationEvery) % automations.length]!
        : { name: `file${number}${path.extname(of)}`, text: before };
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    bytes += text.length;
  }
  return bytes;
}
