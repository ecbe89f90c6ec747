/** Mode `host`: mocha inside the extension host of a real VS Code, with the real `vscode` API and the extension from its folder. */
import fs from 'node:fs';
import path from 'node:path';
import { launchBrowser, openContext } from './browser.mjs';
import { compileSuites } from './compile-suites.mjs';
import { buildWorkspace } from './fixture.mjs';
import { isolatedEnvironment } from './isolated-environment.mjs';
import { startReport } from './report.mjs';
import { createHome, startServer } from './serve.mjs';
import { keepOrRemove, makeTemporaryFolder } from './temporary-folder.mjs';
import { withTimeout } from './with-timeout.mjs';

/**
 * @param {object} setup
 * @param {string} setup.suiteDir the folder of *.test.ts
 * @param {string} setup.extensionDir the extension under test, built
 * @param {'sample' | 'small'} [setup.workspace]
 * @param {string} [setup.only] part of a test's full name
 * @returns {Promise<boolean>} whether at least one test ran and all passed
 */
export async function runHost(setup) {
  const { suiteDir, extensionDir, workspace = 'sample', only = '', keep = 'failed', verbose = false } = setup;
  const { timeoutMs = 300_000, reportName = 'host' } = setup;
  const report = startReport(reportName);
  const suites = await compileSuites(suiteDir);
  const dir = makeTemporaryFolder('host');
  const resultsFile = path.join(dir, 'results.json');
  const folder = await buildWorkspace(workspace, path.join(dir, workspace));
  const env = {
    ...isolatedEnvironment(path.join(dir, 'user')),
    COUNTERSIGN_TEST_SUITES: suites,
    COUNTERSIGN_TEST_RESULTS: resultsFile,
    COUNTERSIGN_TEST_ONLY: only,
  };

  const problem = await runInWindow({
    home: createHome(path.join(dir, 'home')),
    env,
    folder,
    extensionDir,
    verbose,
    timeoutMs,
  });
  for (const test of readResults(resultsFile)) report.add(test);
  if (problem) report.add({ name: 'the extension host ends its run', state: 'failed', ms: 0, error: problem });
  const passed = report.finish();
  keepOrRemove(dir, keep, passed);
  return passed;
}

/** @returns what went wrong outside the tests, or undefined */
async function runInWindow({ home, env, folder, extensionDir, verbose, timeoutMs }) {
  const browser = await launchBrowser();
  let server;
  try {
    server = await startServer(home, { testDriver: true, env });
    const { context } = await openContext(browser);
    const page = await context.newPage();
    const end = await listenForEnd(page, verbose);
    await page.goto(
      server.pageAddress(folder, [
        ['extensionDevelopmentPath', server.remoteUri(extensionDir)],
        ['extensionTestsPath', server.remoteUri(path.join(import.meta.dirname, 'mocha-entry.cjs'))],
      ]),
    );
    await withTimeout(end.reached, timeoutMs, 'The tests');
    return fs.existsSync(env.COUNTERSIGN_TEST_RESULTS)
      ? undefined
      : 'It ended before the tests did, and left no results.';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await browser.close();
    await server?.stop();
  }
}

/** The web workbench calls these two functions when it runs extension tests. The exit code is not used: it lies. */
async function listenForEnd(page, verbose) {
  let reach;
  const reached = new Promise((resolve) => (reach = resolve));
  await page.exposeFunction('codeAutomationExit', () => reach());
  await page.exposeFunction('codeAutomationLog', (type, words) => {
    if (verbose) console.log(`    | ${words.join(' ')}`);
  });
  return { reached };
}

function readResults(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).tests : [];
}
