// `npm run test:electron`: the suites of test/extension in desktop VS Code, for machines that have it or may download it.
// VSCODE_EXECUTABLE names an installed one. Everywhere else the `host` step of `npm test` runs the same suites.
import { runTests } from '@vscode/test-electron';
import fs from 'node:fs';
import path from 'node:path';
import { compileSuites } from './workbench/compile-suites.mjs';
import { buildWorkspace } from './workbench/fixture.mjs';
import { cacheDir, rootDir } from './workbench/paths.mjs';
import { startReport } from './workbench/report.mjs';

const folder = path.join(cacheDir, 'electron');
const resultsFile = path.join(folder, 'results.json');
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });

const report = startReport('electron');
const executable = process.env['VSCODE_EXECUTABLE'];
try {
  await runTests({
    ...(executable ? { vscodeExecutablePath: executable } : {}),
    extensionDevelopmentPath: rootDir,
    extensionTestsPath: path.join(rootDir, 'test/workbench/mocha-entry.cjs'),
    extensionTestsEnv: {
      COUNTERSIGN_TEST_SUITES: await compileSuites(path.join(rootDir, 'test/extension')),
      COUNTERSIGN_TEST_RESULTS: resultsFile,
      COUNTERSIGN_TEST_ONLY: '',
    },
    launchArgs: [
      await buildWorkspace('sample', path.join(folder, 'sample')),
      '--disable-extensions',
      '--disable-workspace-trust',
      '--skip-welcome',
      '--skip-release-notes',
    ],
  });
} catch (error) {
  // A failed test ends VS Code with an error too; the results say which. Without results it is the run that failed.
  if (!fs.existsSync(resultsFile)) {
    console.error(`error  desktop VS Code did not run the tests: ${error.message}`);
    console.error('fix    Where it cannot be downloaded, set VSCODE_EXECUTABLE to an installed one.');
    process.exit(1);
  }
}
for (const test of JSON.parse(fs.readFileSync(resultsFile, 'utf8')).tests) report.add(test);
process.exit(report.finish() ? 0 : 1);
