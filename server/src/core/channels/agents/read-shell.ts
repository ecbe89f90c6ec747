import type { ProposedEdit } from '../../model/hook.ts';
import { type Fields, listOf, textOf } from './fields.ts';
import { readAgentPatch } from './read-agent-patch.ts';

const runsIt = /(?:^|[;&|(\n])[ \t]*apply_?patch(?=\s|$)/u;
const firstFolder = /^\s*cd[ \t]+(?:'([^'\n]+)'|"([^"$`\\\n]+)"|([^\s'"$`\\;&|~]+))[ \t]*(?:&&|;|\n)/u;

/**
 * What a shell command writes, where it says so: models that are trained with `apply_patch` hand it their patch through the shell,
 * from the folder that they go to first. What else a shell does is noticed when it is on disk.
 */
export function readShell(input: Fields): readonly ProposedEdit[] | string {
  const words = (listOf(input, 'command', 'cmd') ?? []).filter((word) => typeof word === 'string');
  const command = textOf(input, 'command', 'cmd', 'script') ?? words.join('\n');
  if (!runsIt.test(command)) return [];
  const [, single, double, plain] = firstFolder.exec(command) ?? [];
  const folder = single ?? double ?? plain;
  const edits: ProposedEdit[] = [];
  for (const patch of patchesIn(command)) {
    const read = readAgentPatch(patch);
    if (typeof read === 'string') return read;
    edits.push(...read.map((edit) => (folder === undefined ? edit : below(folder, edit))));
  }
  return edits;
}

/** From each line that begins one to the next that ends one; quotes may stand around it. */
function patchesIn(command: string): readonly string[] {
  const found: string[] = [];
  let lines: string[] | null = null;
  for (const line of command.split(/\r?\n/u)) {
    if (lines === null && /^['"]?\*\*\* Begin Patch/u.test(line)) lines = [];
    lines?.push(line.replace(/^['"](?=\*\*\* Begin)/u, '').replace(/^(\*\*\* End Patch)['"]?.*$/u, '$1'));
    if (lines === null || !line.startsWith('*** End Patch')) continue;
    found.push(lines.join('\n'));
    lines = null;
  }
  return found;
}

function below(folder: string, edit: ProposedEdit): ProposedEdit {
  const from = (path: string): string => (/^(?:[/\\]|[a-z]:)/iu.test(path) ? path : `${folder}/${path}`);
  const moved = edit.kind === 'chunks' && edit.movedTo !== null ? { movedTo: from(edit.movedTo) } : {};
  return { ...edit, ...moved, path: from(edit.path) };
}
