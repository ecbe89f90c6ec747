import { gitlabTemplatesOf } from './automations/gitlab-ci.ts';
import type { Reading, Site } from './define.ts';
import { wishesSaid } from './manifest-wishes.ts';
import { inputsRun } from './workflows/local-callees.ts';

/** What a file that exports nothing says to others, by names that no program has: they have a blank. */
export function saidTexts(reading: Reading, sites: readonly Site[]): ReadonlyMap<string, string> {
  return new Map([...wishesSaid(sites), ...inputsRun(sites), ...gitlabTemplatesOf(reading)]);
}
