import fs from 'node:fs';
import path from 'node:path';

const sample = path.resolve(import.meta.dirname, '../../media/sample/history');

/** Code of the demo workspace, repeated under other names until it has about `lines` lines. */
export function sourceOf(
  language: 'typescript' | 'python',
  lines: number,
): { readonly path: string; readonly text: string } {
  const extension = language === 'typescript' ? '.ts' : '.py';
  const texts = fs
    .readdirSync(sample, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension) && !/test/.test(file))
    .sort()
    .map((file) => fs.readFileSync(path.join(sample, file), 'utf8'));
  const all: string[] = [];
  for (let round = 0; all.length < lines; round += 1) {
    for (const text of texts) {
      // Each copy declares names of its own, as a long file would.
      all.push(...text.replace(/\b(function|const|class|def) (\w+)/g, `$1 $2_${round}`).split('\n'));
      if (all.length >= lines) break;
    }
  }
  // Cut where a declaration ends: a text with errors is parsed and lowered afresh at every edit.
  const ends = language === 'typescript' ? /^[}\])]+;?$/ : /^$/;
  const whole = all.slice(0, all.slice(0, lines).findLastIndex((line) => ends.test(line)) + 1);
  const comment = language === 'typescript' ? '//' : '#';
  while (whole.length < lines) whole.push(comment);
  return { path: `src/large${extension}`, text: whole.join('\n') };
}
