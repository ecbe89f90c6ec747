import { findAgent, readCall } from '../core/hook.ts';
import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import { askEditor, askStatus } from './ask-editor.ts';
import type { ReviewStatus } from './editor-address.ts';
import type { Snapshot } from './files.ts';
import { findTopLevel } from './git-repository.ts';
import { judgeAlone } from './judge-alone.ts';
import { openProposal } from './proposal.ts';
import { realFolder } from './real-folder.ts';
import { refusal } from './refusal.ts';
import { restoreFile, type Wanted } from './restore.ts';

/** What a tool of our MCP server answers. `isRefused`: nothing was done. */
export interface ToolAnswer {
  readonly text: string;
  readonly isRefused: boolean;
}

/** Clients give up after a minute; what is undecided then passes when it is repeated. */
const verdictMs = 50_000;
const statusMs = 20_000;

/** @param isFresh everything on disk is looked at before the answer */
export async function reviewStatus(directory: string, isFresh: boolean): Promise<ToolAnswer> {
  const status = await askStatus(directory, isFresh, statusMs);
  if (status === null)
    return {
      text: 'No editor with Countersign has this folder open, so nobody reviews it right now.',
      isRefused: true,
    };
  return { text: printStatus(status), isRefused: false };
}

/**
 * Writes an edit that the rules do not hold, or that a person accepted, maybe with changes. What is refused is not written.
 * @param agent who asks, as its client calls itself
 * @param directory absolute: where the agent works
 * @param input a path with a content, or with an earlier and a new text
 */
export async function proposeEdit(agent: string, directory: string, input: object): Promise<ToolAnswer> {
  const row = findAgent('mcp')!;
  const payload = JSON.stringify({ agent, directory, input });
  const read = readCall(row, payload);
  if (read.kind !== 'call') return refused(refusal.unclear(read.kind === 'unreadable' ? read.why : 'It is no edit.'));
  const call: HookCall = { ...read.call, directory };
  const verdict = (await askEditor(row.id, call, payload, verdictMs)) ?? (await judgeAlone(row.id, call, payload));
  if (verdict.kind === 'denied') return refused(verdict);
  const wanted = verdict.kind === 'amended' ? amendedCall(call, verdict.input) : call;
  if (wanted === null) return refused(refusal.unclear('What a person made of it cannot be read.'));
  return await write(wanted, verdict.kind === 'amended');
}

function amendedCall(call: HookCall, input: unknown): HookCall | null {
  const { directory } = call;
  const read = readCall(findAgent('mcp')!, JSON.stringify({ agent: call.agent, directory, input }));
  return read.kind === 'call' ? { ...read.call, directory } : null;
}

async function write(call: HookCall, isAmended: boolean): Promise<ToolAnswer> {
  const place = await realFolder(call.directory);
  const root = (await findTopLevel(place)) ?? place;
  const opened = await openProposal(call, root);
  if (opened.kind === 'unclear') return refused(refusal.unclear(opened.why));
  const { files, changeSet } = opened.proposal;
  if (changeSet.files.length > files.size)
    return refused(refusal.unclear('Only files of the repository the server runs in are written.'));
  for (const [path, { before, after }] of files) {
    const expected = before?.version.blob ?? null;
    const problem = await restoreFile({ root, path, wanted: toWanted(after), expected, emptyFolders: 'keep' });
    if (problem !== null) return { text: problem.message, isRefused: true };
  }
  const names = [...files.keys()].join(', ');
  const text = isAmended
    ? `Written to ${names}, as a person changed it before accepting it. Read the file again.`
    : `Written to ${names}.`;
  return { text, isRefused: false };
}

function toWanted(after: Snapshot | null): Wanted {
  if (after === null) return { kind: 'absent' };
  const { bytes, permissions, version } = after;
  return {
    kind: 'file',
    bytes: bytes ?? new TextEncoder().encode(version.text),
    mode: version.mode ?? '100644',
    permissions,
  };
}

function refused(verdict: HookVerdict): ToolAnswer {
  return { text: verdict.kind === 'denied' ? verdict.reason : '', isRefused: true };
}

function printStatus({ waiting, withoutFindings, rejected }: ReviewStatus): string {
  const held = waiting.filter(({ isHeld }) => isHeld);
  const lines = [
    waiting.length === 0
      ? 'Nothing waits for an answer of a person.'
      : `${waiting.length} ${waiting.length === 1 ? 'part of the edits waits' : 'parts of the edits wait'} for a person.`,
    ...waiting.map(
      ({ path, line, isHeld, asks }) => `- ${path}:${line}${isHeld ? ' (held, not written)' : ''}: ${asks.join('; ')}`,
    ),
    ...(withoutFindings > 0 ? [`${withoutFindings} more without findings wait to be looked at.`] : []),
    ...rejected.map(({ path, line, reason }) => `- ${path}:${line} was rejected${reason === '' ? '' : `: ${reason}`}`),
    ...(held.length > 0 ? ['Go on with something else, and do not write what is held in another way.'] : []),
  ];
  return lines.join('\n');
}
