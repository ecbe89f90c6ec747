import fs from 'node:fs';
import path from 'node:path';
import { chainKinds } from '../../server/src/core/chains/table.ts';
import { detectors } from '../../server/src/core/detectors/table.ts';
import { hostProblems } from '../../server/src/host/problems.ts';
import { automationTitles } from '../../server/src/core/inventory.ts';
import { dataClassLabels } from '../../server/src/core/register.ts';
import { nameOfClass } from '../../server/src/lsp/to-summary-view.ts';

/** What a person reads in the editor and the core or the host has: found by where it stands, because neither asks for another language. */

const root = path.resolve(import.meta.dirname, '../..');

export const filesBelow = (folder: string): readonly string[] =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(root, folder, name));

/** Messages of ``worded`…` ``, with `{0}` for the first part. */
export function wordingsIn(source: string): readonly string[] {
  return [...source.matchAll(/(?<![\w`])worded`/gu)].map(({ index }) => messageAt(source, index + 'worded`'.length));
}

function messageAt(source: string, start: number): string {
  let message = '';
  let parts = 0;
  for (let at = start; source[at] !== '`'; at += 1) {
    if (at >= source.length) throw new Error('A template has no end.');
    if (!source.startsWith('${', at)) {
      message += source[at];
      continue;
    }
    for (let depth = 0; ; at += 1) {
      depth += source[at] === '{' ? 1 : source[at] === '}' ? -1 : 0;
      if (depth === 0 && source[at] === '}') break;
    }
    message += `{${parts}}`;
    parts += 1;
  }
  return message;
}

/** Why a file was not judged, where that is one text. */
const notJudged = (source: string): readonly string[] =>
  [...source.matchAll(/reason: '[a-z-]+'(?: as const)?,\s*message: '([^']+)'/gu)].map(([, text = '']) => text);

/** All texts of tables and all wordings. */
export function readerTexts(): ReadonlySet<string> {
  const sources = ['server/src/core', 'server/src/host', 'server/src/lsp']
    .flatMap(filesBelow)
    .map((file) => fs.readFileSync(file, 'utf8'));
  return new Set([
    ...sources.flatMap(wordingsIn),
    ...sources.flatMap(notJudged),
    ...[...detectors, ...chainKinds].flatMap(({ why, fix }) => [why, fix]),
    ...Object.values(hostProblems).flatMap(({ why, fix }) => [why, fix]),
    ...automationTitles.values(),
    ...dataClassLabels.values(),
    ...[...dataClassLabels.keys()].map((id) => nameOfClass(id).message),
  ]);
}
