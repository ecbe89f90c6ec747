/**
 * The suites of mode `host`, in a desktop VS Code: the one that VSCODE_EXECUTABLE names, else a downloaded one.
 *
 *     npm run build && npm run test:electron
 */
import { runTests } from '@vscode/test-electron';
import fs from 'node:fs';
import path from 'node:path';
import { compileSuites } from './compile-suites.mjs';
import { buildWorkspace } from './fixture.mjs';
import { isolatedEnvironment } from './isolated-environment.mjs';
import { cacheDir, rootDir } from './paths.mjs';
import { startReport } from './report.mjs';
import { keepOrRemove, makeTemporaryFolder } from './temporary-folder.mjs';

const report = startReport('electron');
const dir = makeTemporaryFolder('electron');
const resultsFile = path.join(dir, 'results.json');
const executable = process.env.VSCODE_EXECUTABLE;
const { HOME: _, ...environment } = isolatedEnvironment(path.join(dir, 'user')); // the desktop needs its own home

let problem;
try {
  await runTests({
    version: 'stable',
    cachePath: path.join(cacheDir, 'vscode'),
    ...(executable ? { vscodeExecutablePath: executable } : {}),
    extensionDevelopmentPath: rootDir,
    extensionTestsPath: path.join(import.meta.dirname, 'mocha-entry.cjs'),
    extensionTestsEnv: {
      ...environment,
      COUNTERSIGN_TEST_SUITES: await compileSuites(path.join(rootDir, 'test/extension')),
      COUNTERSIGN_TEST_RESULTS: resultsFile,
      COUNTERSIGN_TEST_ONLY: '',
    },
    launchArgs: [
      await buildWorkspace('sample', path.join(dir, 'sample')),
      `--user-data-dir=${path.join(dir, 'user-data')}`,
      `--extensions-dir=${path.join(dir, 'extensions')}`,
      '--disable-workspace-trust',
      '--skip-welcome',
      '--skip-release-notes',
    ],
  });
} catch (error) {
  problem = error instanceof Error ? error.message : String(error);
}

const tests = fs.existsSync(resultsFile) ? JSON.parse(fs.readFileSync(resultsFile, 'utf8')).tests : [];
for (const test of tests) report.add(test);
// A failed test fails the run too; only without one is the run's own failure news.
if (problem && !tests.some((test) => test.state === 'failed')) {
  report.add({ name: 'VS Code ends its run', state: 'failed', ms: 0, error: problem });
}
const passed = report.finish();
keepOrRemove(dir, 'failed', passed);
process.exit(passed ? 0 : 1);
