/** Mode `ui`: installs the packaged extension in a real workbench and runs every scenario in a window of its own. */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchBrowser } from './browser.mjs';
import { startReport } from './report.mjs';
import { completeOptions, openScenario } from './scenario.mjs';
import { createHome, installExtension } from './serve.mjs';
import { keepOrRemove, makeTemporaryFolder } from './temporary-folder.mjs';
import { withTimeout } from './with-timeout.mjs';

/**
 * @param {object} setup
 * @param {string} setup.scenarioDir the folder of *.ui.mjs
 * @param {string} setup.vsix
 * @param {string} setup.shots
 * @param {string} [setup.only] part of a scenario's file name or name
 * @param {'always' | 'failed' | 'never'} [setup.keep] whether a scenario's folder stays on disk
 * @returns {Promise<boolean>} whether at least one scenario ran and all passed
 */
export async function runUi({ scenarioDir, vsix, shots, only, keep = 'failed', verbose = false, reportName = 'ui' }) {
  const report = startReport(reportName);
  const scenarios = await loadScenarios(scenarioDir, only);
  fs.mkdirSync(shots, { recursive: true });
  const installed = makeTemporaryFolder('installed');
  const browser = await launchBrowser();
  try {
    // Once: no scenario changes what is installed, and it takes a VS Code of its own.
    const home = createHome(installed);
    installExtension(home, vsix);
    for (const scenario of scenarios) {
      console.log(`  …    ${scenario.name}`);
      report.add(await runScenario(scenario, { browser, extensionsDir: home.extensionsDir, shots, keep, verbose }));
    }
  } finally {
    await browser.close();
    keepOrRemove(installed, 'never', true);
  }
  return report.finish();
}

async function loadScenarios(dir, only) {
  const scenarios = [];
  for (const file of fs.readdirSync(dir).sort()) {
    if (!file.endsWith('.ui.mjs')) continue;
    const { name, options, run } = await import(pathToFileURL(path.join(dir, file)).href);
    if (typeof name !== 'string' || typeof run !== 'function')
      throw new Error(`${file} must export a name and an async function run.`);
    const slug = file.slice(0, -'.ui.mjs'.length);
    if (!only || slug.includes(only) || name.includes(only))
      scenarios.push({ slug, name, run, options: completeOptions(options) });
  }
  return scenarios;
}

async function runScenario({ slug, name, run, options }, { browser, extensionsDir, shots, keep, verbose }) {
  const dir = makeTemporaryFolder(slug);
  const start = Date.now();
  let bench;
  let error;
  try {
    bench = await openScenario({ browser, dir, extensionsDir, shots, slug, options, verbose });
    await withTimeout(run(bench), options.timeoutMs, 'The scenario');
  } catch (caught) {
    error = describeError(caught);
    const file = await bench?.shot('failed').catch(() => undefined);
    if (file) error += `\nscreenshot ${file}`;
  }
  if (bench?.outsideHosts.size)
    error = joinLines(error, `asked for other hosts: ${[...bench.outsideHosts].join(', ')}`);
  await bench?.close().catch((caught) => (error = joinLines(error, describeError(caught))));
  keepOrRemove(dir, keep, !error);
  return { name, state: error ? 'failed' : 'passed', ms: Date.now() - start, ...(error ? { error } : {}) };
}

function describeError(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function joinLines(...lines) {
  return lines.filter(Boolean).join('\n');
}
