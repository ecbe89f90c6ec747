/** Fresh git workspaces for tests. */
import path from 'node:path';
import { buildSampleWorkspace } from '../../client/scripts/sample-workspace.mjs';
import { rootDir } from './paths.mjs';

/** The workspaces that a scenario can ask for by name, and where each comes from; the layout is that of media/sample. */
export const workspaceSources = {
  /** The demo workspace, as people meet it. */
  sample: path.join(rootDir, 'media/sample'),
  /** Two files and one commit, for what does not depend on content. */
  small: path.join(import.meta.dirname, 'small-workspace'),
};

/** @param {'sample' | 'small'} kind */
export async function buildWorkspace(kind, folder) {
  const from = workspaceSources[kind];
  if (!from)
    throw new Error(`No workspace is named "${kind}"; there are ${Object.keys(workspaceSources).join(' and ')}.`);
  await buildSampleWorkspace(folder, { from });
  return folder;
}
