import { acp } from './acp.ts';
import { announced } from './announced.ts';
import { companion } from './companion.ts';
import type { Channel } from './define.ts';
import { directories } from './directories.ts';
import { disk } from './disk.ts';
import { editor } from './editor.ts';
import { git } from './git.ts';
import { hook } from './hook.ts';
import { mcp } from './mcp.ts';
import { myChanges } from './my-changes.ts';
import { ndjson } from './ndjson.ts';
import { patch } from './patch.ts';
import { worktree } from './worktree.ts';

/** Every channel. A test fails when a file is missing here. */
export const channels: readonly Channel[] = [
  disk,
  editor,
  worktree,
  git,
  patch,
  directories,
  ndjson,
  myChanges,
  hook,
  acp,
  mcp,
  companion,
  announced,
];
