/**
 * What VS Code loads and runs inside the extension host, here and in the desktop run. The exit code that VS Code reports in the
 * web workbench is 0 even when the host died, so the results file is what counts: its absence is a failure.
 *
 *     COUNTERSIGN_TEST_SUITES   folder of compiled suites (*.cjs)
 *     COUNTERSIGN_TEST_RESULTS  file to write, as { tests: [{ name, state, ms, error? }] }
 *     COUNTERSIGN_TEST_ONLY     part of a test's full name; empty runs all
 */
const fs = require('node:fs');
const path = require('node:path');
const Mocha = require('mocha');

const {
  COUNTERSIGN_TEST_SUITES: suiteDir,
  COUNTERSIGN_TEST_RESULTS: resultsFile,
  COUNTERSIGN_TEST_ONLY: only,
} = process.env;

/** @returns {Promise<void>} rejects when a test failed */
exports.run = function run() {
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000, forbidOnly: true, reporter: 'spec' });
  if (only) mocha.fgrep(only);
  for (const name of fs.readdirSync(suiteDir).sort()) {
    if (name.endsWith('.cjs')) mocha.addFile(path.join(suiteDir, name));
  }
  const tests = [];
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      fs.writeFileSync(resultsFile, JSON.stringify({ tests }, null, 2));
      if (failures === 0) resolve();
      else reject(new Error(`${failures} failed`));
    });
    const add = (test, state, error) => {
      tests.push({
        name: test.fullTitle(),
        state,
        ms: test.duration ?? 0,
        ...(error ? { error: error.stack ?? String(error) } : {}),
      });
    };
    runner.on('pass', (test) => add(test, 'passed'));
    runner.on('pending', (test) => add(test, 'skipped'));
    runner.on('fail', (test, error) => add(test, 'failed', error)); // a failing hook comes here too, under its own name
  });
};
