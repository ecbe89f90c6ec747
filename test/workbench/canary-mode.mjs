/**
 * Mode `canary`: a checker that cannot fail is no checker. Runs both modes on a throw-away extension, once where they must pass
 * and once for each way in which they must not.
 */
import path from 'node:path';
import { runHost } from './host-mode.mjs';
import { throwawayDir } from './paths.mjs';
import { startReport } from './report.mjs';
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

  const cases = [
    { name: 'ui passes when every scenario passes', expected: true, run: () => ui('ui') },
    { name: 'ui fails when a scenario throws', expected: false, run: () => ui('ui-failing') },
    { name: 'ui fails when no scenario matches', expected: false, run: () => ui('ui', 'no such scenario') },
    { name: 'host passes when every test passes', expected: true, run: () => host('suites-passing') },
    { name: 'host fails when a test fails', expected: false, run: () => host('suites-failing') },
    { name: 'host fails when the extension host dies', expected: false, run: () => host('suites-dying') },
    { name: 'host fails when no test matches', expected: false, run: () => host('suites-passing', 'no such test') },
  ];

  const report = startReport('canary');
  for (const { name, expected, run } of cases.filter((one) => one.name.includes(only))) {
    console.log(`-- ${name}`);
    const start = Date.now();
    const passed = await run();
    const state = passed === expected ? 'passed' : 'failed';
    report.add({
      name,
      state,
      ms: Date.now() - start,
      ...(state === 'failed' ? { error: `It ${passed ? 'passed' : 'failed'}.` } : {}),
    });
  }
  return report.finish();
}
