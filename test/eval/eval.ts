// npm run eval -- FOLDER [--details]: precision and recall of labelled cases, by facet and language. README.md beside this
// file says what a case is. The built CLI answers, as anybody else would ask it.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readCases } from './cases.ts';
import { addCase, createScore, ratesOf, type Row, type ScoredResult } from './score.ts';

const cli = path.resolve(import.meta.dirname, '../../server/dist/cli.mjs');

const { values, positionals } = parseArgs({ allowPositionals: true, options: { details: { type: 'boolean' } } });
const [folder] = positionals;
if (folder === undefined) throw new Error('Which cases? npm run eval -- FOLDER [--details]');

const cases = readCases(folder);
const score = createScore();
const start = performance.now();
const child = spawn(process.execPath, [cli, 'review', '--ndjson'], { stdio: ['pipe', 'pipe', 'inherit'] });
child.stdin.end(cases.map(({ id, before, after }) => `${JSON.stringify({ id, before, after })}\n`).join(''));
let at = 0;
for await (const line of createInterface({ input: child.stdout })) {
  const given = cases[at]!;
  at += 1;
  const answer = JSON.parse(line) as ScoredResult & { readonly id: unknown };
  if (answer.id !== given.id) throw new Error(`The answer to ${given.id} came as that to ${String(answer.id)}.`);
  addCase(score, given, {
    ...answer,
    files: answer.files ?? [],
    facts: answer.facts ?? [],
    findings: answer.findings ?? [],
  });
}
if (at !== cases.length) throw new Error(`${at} answers to ${cases.length} cases.`);
const ms = performance.now() - start;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const line = ({ facet, language, right, missed, wrong }: Row): readonly string[] => {
  const { precision, recall } = ratesOf({ right, missed, wrong });
  return [facet, language, percent(precision), percent(recall), String(right), String(missed), String(wrong)];
};
const rows = [...score.rows.values()].toSorted((a, b) =>
  `${a.facet} ${a.language}` < `${b.facet} ${b.language}` ? -1 : 1,
);
const sum = (key: 'right' | 'missed' | 'wrong'): number => rows.reduce((total, row) => total + row[key], 0);
const all: Row = { facet: 'all', language: '', right: sum('right'), missed: sum('missed'), wrong: sum('wrong') };
const table = [['facet', 'language', 'precision', 'recall', 'right', 'missed', 'wrong'], ...[...rows, all].map(line)];
const widths = table[0]!.map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)));
if (values.details === true) console.log(`${score.notes.join('\n')}\n`);
for (const cells of table)
  console.log(
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
const { cases: quiet, alarms } = score.quiet;
if (quiet > 0)
  console.log(`\n${alarms} false alarms on ${quiet} ordinary changes, ${(alarms / quiet).toFixed(2)} each`);
console.log(`\n${cases.length} cases in ${(ms / 1000).toFixed(1)} s, ${(ms / cases.length).toFixed(1)} ms each`);
