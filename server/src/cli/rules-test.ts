import { readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { originOf } from '../core/channel.ts';
import { ingestTexts } from '../core/ingest.ts';
import { createEngine } from '../core/load-language.ts';
import type { FileVersion } from '../core/model/change.ts';
import { checkRules, type Case, parseNdiff } from '../core/rules.ts';
import { analyzeWorkspace, createAnalysisCache, type WorkspaceAnalysis } from '../host/analyze-workspace.ts';
import { shippedGrammars } from '../host/grammars.ts';
import { listFiles } from '../host/list-files.ts';
import { readPolicy } from '../host/policy-files.ts';
import { describeError, errorCode } from '../host/problems.ts';
import { fromTexts } from '../host/summary-source.ts';
import { paint, printable } from './colours.ts';
import { UsageError, type ExitCode, type Invocation, type Terminal } from './define.ts';
import { rulesOnDisk } from './rules-source.ts';
import { showProblem } from './show-problem.ts';

const usualFolder = '.countersign/tests';

/** 0: every case as marked; 1: some not; 2: rules or fixtures that cannot be read. */
export async function testRules(invocation: Invocation): Promise<ExitCode> {
  const { terminal, positionals } = invocation;
  const { root, base, organisation } = await rulesOnDisk(invocation);
  const policy = await readPolicy(base, { workspace: root, organisation });
  const errors = policy.problems.filter(({ severity }) => severity === 'error');
  for (const problem of policy.problems) terminal.note(showProblem(problem, { hasColours: false }));
  if (errors.length > 0) return 2;
  const given = positionals[0];
  const paths = await findFixtures(given === undefined ? join(root, usualFolder) : resolve(terminal.directory, given));
  const analysis = {
    engine: createEngine(shippedGrammars()),
    policy: policy.value,
    cache: createAnalysisCache(),
    cancel: terminal.cancel,
  };
  let cases = 0;
  let wrong = 0;
  for (const path of paths) {
    const shown = relative(terminal.directory, path);
    const text = await readFile(path, 'utf8');
    for (const one of readCases(text, shown)) {
      cases += 1;
      const problems = await checkOne(one, text.split('\n'), analysis);
      if (problems.length > 0) wrong += 1;
      await terminal.write(showCase(one, shown, problems, terminal));
    }
  }
  await terminal.write(
    `\n${cases} ${cases === 1 ? 'case' : 'cases'}, ${wrong === 0 ? 'all as marked' : `${wrong} not as marked`}.\n`,
  );
  return wrong > 0 ? 1 : 0;
}

/** @throws UsageError when there is none */
async function findFixtures(place: string): Promise<readonly string[]> {
  const found = await stat(place).catch((error: unknown) => {
    if (errorCode(error) === null) throw error;
    return null;
  });
  if (found?.isFile() === true) return [place];
  const listed = found === null ? [] : (await listFiles(place)).paths.filter((path) => path.endsWith('.ndiff'));
  if (listed.length > 0) return listed.map((path) => join(place, path));
  throw new UsageError(
    `There are no fixtures in "${place}".`,
    'Nothing was tested.',
    `Write .ndiff files in ${usualFolder}, or name a file or folder; the README ("Tests of rules") says how.`,
  );
}

/** @throws UsageError naming the line that cannot be read */
function readCases(text: string, path: string): readonly Case[] {
  try {
    return parseNdiff(text, basename(path, '.ndiff'));
  } catch (error) {
    throw new UsageError(`${path}, ${describeError(error)}.`, 'Its cases were not tested.', 'Correct the fixture.');
  }
}

async function checkOne(
  one: Case,
  fixture: readonly string[],
  analysis: Omit<WorkspaceAnalysis, 'source'>,
): Promise<readonly string[]> {
  const { changeSet, context, failures } = ingestTexts(one.texts, { ...originOf('ndjson'), ...one.origin });
  const versions = context.map(({ path, text, blob }): [string, FileVersion] => [path, { text, blob }]);
  const result = await analyzeWorkspace(changeSet, { ...analysis, source: fromTexts(new Map(versions)) });
  return checkRules(one, fixture, { ...result, failures: [...failures, ...result.failures] });
}

function showCase(one: Case, path: string, problems: readonly string[], terminal: Terminal): string {
  const title = printable(one.title);
  if (problems.length === 0) return `${paint(terminal, 'green', 'ok')}    ${title}\n`;
  const lines = problems.map((problem) =>
    problem
      .split('\n')
      .map((line) => `      ${printable(line)}`)
      .join('\n'),
  );
  return `${paint(terminal, 'red', 'wrong')} ${title} (${path}:${one.line + 1})\n${lines.join('\n')}\n`;
}
