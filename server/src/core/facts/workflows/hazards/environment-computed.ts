import { partOf } from '../workflow.ts';
import { defineHazard } from './define.ts';

/** A line that ends in the file of variables or of the path, of any shell. */
const WRITES =
  /^([^\n#]{0,500}?)>>?[ \t]*["']?(?:\$\{?GITHUB_(?:ENV|PATH)\}?|\$env:GITHUB_(?:ENV|PATH)|%GITHUB_(?:ENV|PATH)%)/gm;
const COMPUTED = /\$\(|`|\$\{?[A-Za-z_]|%[A-Za-z_]\w*%/;

/**
 * What an action computes becomes variables of whatever workflow uses it: it does not know who wrote what it computes from.
 * @see https://docs.zizmor.sh/audits/#github-env (2026-11)
 */
export const environmentComputed = defineHazard({
  id: 'environment-computed',
  *find(reading, { kind, jobs }) {
    if (kind !== 'action') return;
    for (const { steps, subject } of jobs)
      for (const { run } of steps) {
        if (run === null) continue;
        for (const match of reading.unit.textOf(run).matchAll(WRITES))
          if (COMPUTED.test(match[1] ?? ''))
            yield {
              node: partOf(run, match.index, match.index + match[0].length),
              subject,
              what: (match[1] ?? '').trim().slice(0, 120),
              why: 'A value with a line break in it sets other variables too.',
            };
      }
  },
});
