import { createTwoFilesPatch } from 'diff';
import { relative } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { ConfigFile } from '../host/set-up/define.ts';
import type { Plan } from '../host/set-up/set-up.ts';
import { paint, printable } from './colours.ts';
import type { Terminal } from './define.ts';

/** What would change in a file, as a patch. */
export function showFile({ path, before, after }: ConfigFile, { directory, hasColours }: Terminal): string {
  const name = relative(directory, path).startsWith('..') ? path : relative(directory, path);
  const notes = [before === null ? 'new file' : '', after === null ? 'removed' : ''] as const;
  const lines = createTwoFilesPatch(name, name, before ?? '', after ?? '', ...notes)
    .trimEnd()
    .split('\n');
  return lines
    .slice(lines.findIndex((line) => line.startsWith('---')))
    .map((line) => {
      const style = line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : 'dim';
      return `  ${paint({ hasColours }, style, printable(line))}`;
    })
    .join('\n');
}

export async function confirm(plans: readonly Pick<Plan, 'files'>[], terminal: Terminal): Promise<boolean> {
  const count = plans.flatMap(({ files }) => files).length;
  if (!process.stdin.isTTY) {
    terminal.note('Nobody can be asked here: --yes writes what is shown.\n');
    return false;
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const what = count === 0 ? 'Install it' : `Write ${count === 1 ? 'this file' : `these ${count} files`}`;
    const answer = await asking.question(`${what}? [y/N] `);
    return /^y(?:es)?$/iu.test(answer.trim());
  } finally {
    asking.close();
  }
}
