import { releaseBehind } from '../release-comment.ts';
import { defineHazard } from './define.ts';
import { usedBy } from './places.ts';

/**
 * A comment that calls a commit by another version than elsewhere in the file: one of the two is not what it says.
 * @see https://docs.zizmor.sh/audits/#ref-version-mismatch (2026-11)
 */
export const versionCalledOtherwise = defineHazard({
  id: 'version-called-otherwise',
  *find(reading, { jobs }) {
    const called = new Map<string, string>();
    for (const job of jobs)
      for (const { node, uses } of usedBy(reading, job)) {
        const [, repository = '', commit = ''] =
          /^([\w.-]{1,100}\/[\w.-]{1,100})[^@]{0,200}@([0-9a-f]{40})$/.exec(uses) ?? [];
        const version = commit === '' ? null : releaseBehind(reading, node);
        if (version === null) continue;
        for (const [key, value] of [
          [`${repository} ${commit}`, version],
          [`${repository} ${version}`, commit],
        ] as const) {
          const known = called.get(key);
          if (known === undefined) called.set(key, value);
          else if (!isSame(known, value)) {
            yield {
              node,
              subject: job.subject,
              what: `${repository} ${version}`,
              why: `Elsewhere in this file ${value === version ? 'that commit is called' : 'that version is commit'} ${known}.`,
            };
            break;
          }
        }
      }
  },
});

/** `v4` is `v4.2.0` too, and `4.2.0`. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one.replace(/^v/, ''), other.replace(/^v/, '')];
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}
