/** Collects what passed and failed in one run, writes it as JSON and says it. A run without a pass is a failed run. */
import fs from 'node:fs';
import path from 'node:path';
import { cacheDir } from './paths.mjs';

/** @param {string} mode names the results file: .cache/workbench/<mode>.json */
export function startReport(mode) {
  const file = reportFile(mode);
  fs.rmSync(file, { force: true });
  const tests = [];
  return {
    /** @param {{ name: string, state: 'passed' | 'failed' | 'skipped', ms: number, error?: string }} test */
    add(test) {
      tests.push(test);
      console.log(`  ${marks[test.state]} ${test.name} (${test.ms} ms)${test.error ? `\n${indent(test.error)}` : ''}`);
    },
    /** @returns {boolean} whether the run counts as passed */
    finish() {
      const count = (state) => tests.filter((test) => test.state === state).length;
      const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, `${JSON.stringify({ mode, passed, failed, skipped, tests }, null, 2)}\n`);
      console.log(`${mode}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
      if (passed === 0) console.log(`${mode}: nothing passed, so this run failed.`);
      return failed === 0 && passed > 0;
    },
  };
}

export function reportFile(mode) {
  return path.join(cacheDir, 'workbench', `${mode}.json`);
}

const marks = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' };

function indent(text) {
  return text.replace(/^/gm, '       ');
}
