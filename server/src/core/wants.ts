import type { FilePair } from './facts/delta.ts';
import { policyPaths, withGrants } from './facts/need-against-grant.ts';
import { wantedBy, type Uses } from './facts/workspace.ts';
import type { Summaries } from './read-sides.ts';

/** Files of functions that are asked for to know what runs as whom. */
const MAX_WANTED_OF_ROLES = 600;

/** Adds the paths that a reading would have looked into. */
export function collectWants(uses: Uses, wants: Set<string>): void {
  for (const [use, digest] of uses) {
    const path = wantedBy(use, digest);
    if (path !== null) wants.add(path);
  }
}

/** Files with the grants of both sides. Adds the paths of what is not at hand and may say what is granted. */
export function joinGranted(sides: readonly FilePair[], files: Summaries, wants: Set<string>): readonly FilePair[] {
  const { pairs, wants: more } = withGrants(sides, files);
  for (const path of [...policyPaths(sides), ...more.slice(0, MAX_WANTED_OF_ROLES)])
    if (!files.has(path)) wants.add(path);
  return pairs;
}

/** Files that may hold tools of a server beside those of a change. */
const MAX_WANTED_OF_SERVERS = 60;

/** Adds the files that may say of the same servers what they have. */
export function wantServers(sides: readonly FilePair[], files: Summaries, wants: Set<string>): void {
  const own = new Set(sides.flatMap(({ before, after }) => [before?.path ?? '', after?.path ?? '']));
  const summaries = sides.flatMap(({ before, after }) => [before?.summary, after?.summary]);
  const spans = new Set(summaries.flatMap((each) => each?.agents?.agents.flatMap((agent) => agent.spans ?? []) ?? []));
  let left = MAX_WANTED_OF_SERVERS;
  for (const pattern of spans) {
    if (!files.has(pattern)) wants.add(pattern);
    for (const path of files.get(pattern)?.reexports.flat() ?? [])
      if (!files.has(path) && !own.has(path) && (left -= 1) >= 0) wants.add(path);
  }
}
