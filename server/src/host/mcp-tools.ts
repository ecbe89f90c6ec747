import { findAgent, readCall } from '../core/hook.ts';
import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import { askEditor, askStatus } from './ask-editor.ts';
import { judgeAlone } from './judge-alone.ts';
import { printStatus } from './print-status.ts';
import { refusal } from './refusal.ts';
import { writeCall } from './write-call.ts';

/** What a tool of our MCP server answers. `isRefused`: nothing was done. */
export interface ToolAnswer {
  readonly text: string;
  readonly isRefused: boolean;
}

export interface ToolClient {
  readonly name: string;
  readonly version?: string;
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
 * @param client who asks, as it calls itself
 * @param directory absolute: where the agent works
 * @param input a path with a content, or with an earlier and a new text
 */
export async function proposeEdit(client: ToolClient, directory: string, input: object): Promise<ToolAnswer> {
  const row = findAgent('mcp')!;
  const payload = JSON.stringify({ agent: client.name, agentVersion: client.version, directory, input });
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
  const done = await writeCall(call);
  if (done.kind === 'unclear') return refused(refusal.unclear(done.why));
  if (done.kind === 'failed') return { text: done.why, isRefused: true };
  const names = done.paths.join(', ');
  const text = isAmended
    ? `Written to ${names}, as a person changed it before accepting it. Read the file again.`
    : `Written to ${names}.`;
  return { text, isRefused: false };
}

function refused(verdict: HookVerdict): ToolAnswer {
  return { text: verdict.kind === 'denied' ? verdict.reason : '', isRefused: true };
}
