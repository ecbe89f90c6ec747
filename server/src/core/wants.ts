import type { FilePair } from './facts/delta.ts';
import { policyPaths, withGrants } from './facts/need-against-grant.ts';
import { wantedBy, type Uses } from './facts/workspace.ts';
import type { FileSummary } from './model/summary.ts';
import type { Summaries } from './read-sides.ts';
import { isFolderPattern } from './text/folder-pattern.ts';

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

/** Files that a change takes in newly, and those that these only hand on. */
const MAX_WANTED_OF_IMPORTS = 60;

/** Adds the files that a change takes in: what stands at their top is run then, as the registering of tools. */
export function wantTakenIn(sides: readonly FilePair[], files: Summaries, wants: Set<string>): void {
  const own = new Set(sides.flatMap(({ before, after }) => [before?.path ?? '', after?.path ?? '']));
  const open = sides.flatMap(({ before, after }) => {
    const known = new Set(importsOf(before?.summary).map((paths) => paths.join('\n')));
    return importsOf(after?.summary).filter((paths) => !known.has(paths.join('\n')));
  });
  let left = MAX_WANTED_OF_IMPORTS;
  for (const paths of open) {
    if ((left -= 1) < 0) return;
    const at = paths.find((path) => files.get(path) != null);
    if (at === undefined) {
      for (const path of paths) if (!files.has(path) && !own.has(path)) wants.add(path);
      continue;
    }
    const file = files.get(at)!;
    if (handsOn(file)) open.push(...importsOf(file));
  }
}

function importsOf(summary: Pick<FileSummary, 'code'> | undefined): readonly (readonly string[])[] {
  return (summary?.code?.imports ?? []).map(({ paths }) => paths.filter((path) => !isFolderPattern(path)));
}

/** It says nothing of its own. */
function handsOn({ agents, passages }: FileSummary): boolean {
  return agents === undefined && (passages === undefined || passages.acts.length + passages.entries.length === 0);
}
