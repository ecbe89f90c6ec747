/**
 * Mode `canary`: a checker that cannot fail is no checker. Runs both modes on a throw-away extension, once for each way in which
 * they must not pass. That they can is shown by the modes themselves.
 */
import fs from 'node:fs';
import path from 'node:path';
import { runHost } from './host-mode.mjs';
import { throwawayDir } from './paths.mjs';
import { reportFile, startReport } from './report.mjs';
import { packThrowaway } from './throwaway.mjs';
import { runUi } from './ui-mode.mjs';

const canaryDir = path.join(import.meta.dirname, 'canary');

/** @param {{ shots: string, only?: string, verbose?: boolean }} setup `only` is part of a case's name */
export async function runCanary({ shots, only = '', verbose }) {
  const vsix = await packThrowaway();
  const ui = (folder, filter) =>
    runUi({
      scenarioDir: path.join(canaryDir, folder),
      vsix,
      shots,
      only: filter,
      keep: 'never',
      verbose,
      reportName: 'canary-ui',
    });
  const host = (folder, filter) => {
    const suiteDir = path.join(canaryDir, folder);
    const setup = { suiteDir, extensionDir: throwawayDir, workspace: 'small', only: filter, keep: 'never', verbose };
    return runHost({ ...setup, reportName: 'canary-host' });
  };

  /** `sees`: what the report of the mode must say, so that it fails for the reason it should. */
  const cases = [
    { name: 'ui fails when a scenario throws', sees: 'no window has this title', run: () => ui('ui-failing') },
    {
      name: 'ui fails when no scenario matches',
      sees: '"failed": 0',
      run: () => ui('ui-failing', 'no such scenario'),
    },
    { name: 'host fails when a test fails', sees: '1 !== 2', run: () => host('suites-failing') },
    {
      name: 'host fails when the extension host dies',
      sees: 'It ended before the tests did',
      run: () => host('suites-dying'),
    },
    {
      name: 'host fails when no test matches',
      sees: '"failed": 0',
      run: () => host('suites-failing', 'no such test'),
    },
  ];

  const report = startReport('canary');
  for (const { name, sees, run } of cases.filter((one) => one.name.includes(only))) {
    console.log(`-- ${name}`);
    const start = Date.now();
    const passed = await run();
    const said = fs.readFileSync(reportFile(name.startsWith('ui') ? 'canary-ui' : 'canary-host'), 'utf8');
    const error = passed ? 'It passed.' : said.includes(sees) ? '' : `It failed, and not because of "${sees}".`;
    report.add({
      name,
      state: error === '' ? 'passed' : 'failed',
      ms: Date.now() - start,
      ...(error === '' ? {} : { error }),
    });
  }
  return report.finish();
}
