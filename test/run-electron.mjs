// `npm run test:electron`: the suites of test/extension in desktop VS Code, for machines that have it or may download it.
// VSCODE_EXECUTABLE names an installed one. Everywhere else the `host` step of `npm test` runs the same suites.
import { runTests } from '@vscode/test-electron';
import fs from 'node:fs';
import path from 'node:path';
import { hasDisplay } from '../client/scripts/find-vscode.mjs';
import { compileSuites } from './workbench/compile-suites.mjs';
import { buildWorkspace } from './workbench/fixture.mjs';
import { cacheDir, rootDir } from './workbench/paths.mjs';
import { startReport } from './workbench/report.mjs';

const folder = path.join(cacheDir, 'electron');
const resultsFile = path.join(folder, 'results.json');
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });

const executable = process.env['VSCODE_EXECUTABLE'];
if (executable && !fs.statSync(executable, { throwIfNoEntry: false })?.isFile())
  stop(`VSCODE_EXECUTABLE is ${executable}, which is not a file.`, 'Set it to a VS Code executable, or unset it.');
if (!hasDisplay())
  stop(
    'desktop VS Code needs a display, and there is none.',
    'Run it under xvfb-run, or run the `host` step of `npm test`.',
  );

const report = startReport('electron');
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
    const fix = executable
      ? 'Start it by hand to see what it lacks, or unset VSCODE_EXECUTABLE.'
      : 'Where it cannot be downloaded, set VSCODE_EXECUTABLE to an installed one.';
    stop(`desktop VS Code did not run the tests: ${error.message}`, fix);
  }
}
for (const test of JSON.parse(fs.readFileSync(resultsFile, 'utf8')).tests) report.add(test);
process.exit(report.finish() ? 0 : 1);

function stop(what, fix) {
  console.error(`error  ${what}\nfix    ${fix}`);
  process.exit(1);
}
