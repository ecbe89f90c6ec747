import type { Problem } from '../core/model/problem.ts';
import { createLeftOutRules } from '../host/left-out.ts';
import { watchWorkspace } from '../host/watcher.ts';
import type { Workspace } from './workspace.ts';

/** Hands what changes on disk to the channel of what has landed, until what it answers is called. */
export async function watchFiles(
  { root, channel, repository }: Workspace,
  ignore: readonly string[],
  isOurClient: boolean,
  on: { readonly git: () => void; readonly problem: (problem: Problem) => void },
): Promise<() => void> {
  const { byPlace } = createLeftOutRules(repository, ignore);
  const watching = await watchWorkspace({
    root,
    repository,
    // Our own client forwards the editor's file events: only git is watched then.
    skip: isOurClient ? () => true : (path) => byPlace(path) !== null,
    onPath: channel.fileEvent,
    onGit() {
      channel.gitHeadMoved();
      on.git();
    },
    onProblem: on.problem,
  });
  return watching.close;
}
