#!/usr/bin/env node
// `npm test`: everything that CI runs, in one table (runner/steps.mjs). Node built-ins only and any Node >= 20, because on
// a fresh clone nothing is installed yet: the first thing done is the installation.
//
//   node test/run.mjs [--only STEP,STEP] [--skip STEP,STEP] [--bail] [--verbose] [--list]
import { parseArgs } from 'node:util';
import { installPackages } from './runner/install.mjs';
import { runStep } from './runner/run-step.mjs';
import { steps } from './runner/steps.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    skip: { type: 'string' },
    bail: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

function chooseSteps() {
  const names = steps.map(({ name }) => name);
  const only = values.only?.split(',') ?? names;
  const skip = values.skip?.split(',') ?? [];
  const unknown = [...only, ...skip].filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`no step ${unknown.join(', ')}; the steps are ${names.join(', ')}`);
  return steps.filter(({ name }) => only.includes(name) && !skip.includes(name));
}

function line({ name, status, seconds, counts, note }) {
  const numbers = counts ? `${counts.passed} passed, ${counts.failed} failed` : '';
  const skipped = counts?.skipped ? `, ${counts.skipped} skipped` : '';
  return [status.padEnd(7), name.padEnd(12), `${seconds.toFixed(1).padStart(6)} s  `, numbers + skipped, note]
    .join(' ')
    .trimEnd();
}

function withoutNeeded(name, missing) {
  const status = missing.every((needed) => needed.status === 'skipped') ? 'skipped' : 'not run';
  return { name, status, seconds: 0, note: `needs ${missing.map((needed) => needed.name).join(', ')}` };
}

/**
 * Steps of one lane follow one another, and wait for those of other lanes that they need. Those of any lane are taken by
 * whichever has ended its own.
 */
async function runLanes(chosen) {
  const results = [];
  const ended = new Map();
  const ends = new Map(chosen.map(({ name }) => [name, new Promise((resolve) => ended.set(name, resolve))]));
  let isOver = false;
  const shared = chosen.filter(({ lane }) => lane === 'any');
  const runLane = async (lane) => {
    const own = chosen.filter((each) => (each.lane ?? '') === lane);
    for (let step = own.shift() ?? shared.shift(); step !== undefined; step = own.shift() ?? shared.shift()) {
      await Promise.all((step.needs ?? []).map((name) => ends.get(name)));
      if (isOver) return;
      const missing = results.filter(({ name, status }) => step.needs?.includes(name) && status !== 'ok');
      const result =
        missing.length > 0 ? withoutNeeded(step.name, missing) : await runStep(step, { verbose: values.verbose });
      results.push(result);
      console.log(line(result));
      ended.get(step.name)();
      if (result.status === 'failed' && values.bail) isOver = true;
    }
  };
  const lanes = new Set(chosen.map(({ lane }) => lane ?? '').filter((lane) => lane !== 'any'));
  await Promise.all((lanes.size > 0 ? [...lanes] : ['']).map(runLane));
  return results;
}

async function main() {
  const chosen = chooseSteps();
  if (values.list) {
    for (const { name, what } of steps) console.log(`${name.padEnd(12)} ${what}`);
    return;
  }
  const start = performance.now();
  installPackages();

  const results = await runLanes(chosen);

  const notable = results.filter(({ status }) => status !== 'ok');
  if (notable.length > 0) console.log(`\n${notable.map(line).join('\n')}\nOutput of every step: .cache/test/STEP.log`);
  const sum = (key) => results.reduce((total, { counts }) => total + (counts?.[key] ?? 0), 0);
  // A step that fails without saying which test (a check, a build, a crashed runner) counts as one failure. A step that was
  // not run counts nothing: the one that it needed has failed.
  const silent = results.filter(({ status, counts }) => status === 'failed' && !counts?.failed);
  const failed = sum('failed') + silent.length;
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  console.log(`\n${results.length} steps in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  console.log(`${sum('passed')} passed, ${failed} failed${skipped}`);
  process.exitCode = failed > 0 ? 1 : 0;
}

try {
  await main();
} catch (error) {
  console.error(`error  ${error.message}`);
  process.exitCode = 2;
}
