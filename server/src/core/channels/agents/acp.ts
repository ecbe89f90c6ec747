import type { PatchChunk, ProposedEdit } from '../../model/hook.ts';
import { defineAgent, inJson, type ToolReader } from './define.ts';
import { claims, isFields, listOf, own, textOf, type Fields } from './fields.ts';
import { writesFile } from './tools.ts';
import { readsByShape } from './tools-by-shape.ts';

/** Requests of an agent that a client of the Agent Client Protocol (version 1) answers, and that may write. */
export const heldRequests = { permission: 'session/request_permission', write: 'fs/write_text_file' } as const;

/** By which an agent tells of its calls. */
export const toldUpdate = 'session/update';

/**
 * Any agent behind the proxy `countersign acp`. What the proxy asks about is `{ agent, agentVersion, directory, method, params }`;
 * answers are verdicts, which the proxy says in the protocol.
 */
export const acp = defineAgent({
  id: 'acp',
  title: 'An agent of the Agent Client Protocol',
  channel: 'acp',
  waitSeconds: 900,
  open(payload) {
    const method = textOf(payload, 'method');
    const params = own(payload, 'params');
    if (method === undefined || !isFields(params)) return 'The request has no method and parameters.';
    const isTold = method === toldUpdate;
    const toolCall = own(params, isTold ? 'update' : 'toolCall');
    return {
      tool: isTold && isFields(toolCall) ? (textOf(toolCall, 'kind') ?? method) : method,
      input: isTold ? {} : method === heldRequests.permission ? toolCall : params,
      directory: textOf(payload, 'directory') ?? '',
      ...claims({
        agentName: textOf(payload, 'agent'),
        agentVersion: textOf(payload, 'agentVersion'),
        session: textOf(params, 'sessionId'),
        toolCall: isFields(toolCall) ? textOf(toolCall, 'toolCallId') : undefined,
      }),
    };
  },
  hear(payload) {
    const params = own(payload, 'params');
    const update = isFields(params) ? own(params, 'update') : undefined;
    if (textOf(payload, 'method') !== toldUpdate || !isFields(params) || !isFields(update)) return null;
    if (textOf(update, 'status') === 'in_progress') return null;
    return {
      kind: 'ended',
      directory: textOf(payload, 'directory') ?? '',
      ...claims({
        agentName: textOf(payload, 'agent'),
        session: textOf(params, 'sessionId'),
        toolCall: textOf(update, 'toolCallId'),
      }),
    };
  },
  heard: inJson({}),
  tools: new Map<string, ToolReader>([
    [heldRequests.write, writesFile],
    [heldRequests.permission, readPermission],
  ]),
  answer: (verdict) => inJson(verdict),
});

/** What is asked for carries the change as diffs, or the arguments of the agent's own tool. */
function readPermission(toolCall: Fields): readonly ProposedEdit[] | string {
  const diffs = (listOf(toolCall, 'content') ?? []).filter(isFields).filter((part) => own(part, 'type') === 'diff');
  const places = (listOf(toolCall, 'locations') ?? []).filter(isFields).flatMap((place) => textOf(place, 'path') ?? []);
  if (diffs.length > 0) return readDiffs(diffs, places);
  const raw = own(toolCall, 'rawInput');
  const read = isFields(raw) ? readsByShape(raw) : [];
  if (read.length > 0) return read;
  const kind = textOf(toolCall, 'kind');
  if (kind === 'delete' && places.length > 0) return places.map((path): ProposedEdit => ({ kind: 'delete', path }));
  return kind !== undefined && changing.has(kind) ? 'It is asked whether files may be changed, and not shown how.' : [];
}

/** Kinds of calls that are about files and nothing else. */
const changing: ReadonlySet<string> = new Set(['edit', 'delete', 'move']);

interface Diff {
  readonly path: string;
  /** Some give the whole file, some the passage alone: both are there once. Empty: there was no file. */
  readonly old: string;
  readonly text: string;
  readonly isDeletion: boolean;
}

/** @param places files that the call is said to touch */
function readDiffs(parts: readonly Fields[], places: readonly string[]): readonly ProposedEdit[] | string {
  const diffs: Diff[] = [];
  for (const part of parts) {
    const path = textOf(part, 'path');
    const text = textOf(part, 'newText');
    if (path === undefined || text === undefined) return 'A diff has no path and new text.';
    const meta = own(part, '_meta');
    // codex-acp says so; the diff of a file that is emptied is the same but for it.
    const isDeletion = text === '' && isFields(meta) && own(meta, 'kind') === 'delete';
    diffs.push({ path, text, old: textOf(part, 'oldText') ?? '', isDeletion });
  }
  const shown = [...new Set(diffs.map(({ path }) => path))];
  const [hidden, ...more] = places.filter((place) => !shown.some((path) => isSameFile(path, place)));
  if (hidden === undefined) return diffs.map(toEdit);
  const [target, ...others] = shown.filter((path) => !places.some((place) => isSameFile(path, place)));
  if (target === undefined || more.length > 0 || others.length > 0)
    return `The request names "${hidden}", and shows no change of it.`;
  // codex-acp names a file that is moved as it was, and shows its change as it will be.
  const moved: ProposedEdit = {
    kind: 'chunks',
    path: hidden,
    movedTo: target,
    chunks: diffs.filter(({ path, old, text }) => path === target && old !== text).map(toChunk),
  };
  return [...diffs.filter(({ path }) => path !== target).map(toEdit), moved];
}

/** Some name a file from the root of the disk in one place, and from their folder in the other. */
function isSameFile(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long === short || long.endsWith(`/${short}`) || long.endsWith(`\\${short}`);
}

function toEdit({ path, old, text, isDeletion }: Diff): ProposedEdit {
  if (isDeletion) return { kind: 'delete', path };
  return old === '' ? { kind: 'write', path, text } : { kind: 'replace', path, old, text, isEverywhere: false };
}

function toChunk({ old, text }: Diff): PatchChunk {
  return { context: [], old: toLines(old), new: toLines(text), isAtEnd: false };
}

function toLines(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/u, '').split('\n');
}
