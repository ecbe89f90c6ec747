import { isFields, type Fields } from './fields.ts';

/** What an agent has told of its tool calls, by session and call. */
export interface ToldCalls {
  /** @param params of `session/update` @param size of its message, in characters */
  readonly note: (params: unknown, size: number) => void;
  /** The call of a request with what was told of it before: what a request leaves out, or gives as null, is as it was. */
  readonly complete: (params: Fields) => Fields;
  /** It was told more of the call than was kept, and the request does not say it again: what it does is not known. */
  readonly isForgotten: (params: Fields) => boolean;
}

/** Calls that are kept: an agent asks about one soon after it has told of it. */
const maxCalls = 100;
/** Characters of all that is kept. */
const maxSize = 10_000_000;
/** Calls of which it is known that they were told and not kept. */
const maxForgotten = 10_000;
/** Characters of the names of a session and a call. */
const maxKey = 1_000;
/** What says which files a call changes, and how. */
const kept = ['kind', 'content', 'locations', 'rawInput'] as const;

/** Some agents show a change when they tell of the call, and ask about it by its id alone (codex-acp 2.6). */
export function createToldCalls(): ToldCalls {
  const calls = new Map<string, { readonly fields: Fields; readonly size: number }>();
  const forgotten = new Set<string>();
  let size = 0;

  function drop(key: string): void {
    size -= calls.get(key)?.size ?? 0;
    calls.delete(key);
  }

  function forget(key: string): void {
    drop(key);
    forgotten.add(key);
    const [oldest] = forgotten;
    if (forgotten.size > maxForgotten && oldest !== undefined) forgotten.delete(oldest);
  }

  return {
    note(params, length) {
      if (!isFields(params) || !isFields(params['update'])) return;
      const { update } = params;
      const what = update['sessionUpdate'];
      if (what !== 'tool_call' && what !== 'tool_call_update') return;
      const key = keyOf(params, update);
      if (key === null) return;
      if (update['status'] === 'completed' || update['status'] === 'failed') {
        drop(key);
        return void forgotten.delete(key);
      }
      const known = calls.get(key);
      const told = given(update);
      const own = length + (isWhole(told) ? 0 : (known?.size ?? 0));
      if (own > maxSize) return forget(key);
      drop(key);
      // What is told anew stands in the place of what is no longer known.
      if (isWhole(told)) forgotten.delete(key);
      calls.set(key, { fields: join(known?.fields, told), size: own });
      size += own;
      for (const oldest of calls.keys()) {
        if (calls.size <= maxCalls && size <= maxSize) break;
        forget(oldest);
      }
    },
    complete(params) {
      const { toolCall } = params;
      if (!isFields(toolCall)) return params;
      const known = calls.get(keyOf(params, toolCall) ?? '')?.fields;
      return known === undefined ? params : { ...params, toolCall: { ...toolCall, ...join(known, given(toolCall)) } };
    },
    isForgotten(params) {
      const { toolCall } = params;
      const key = isFields(toolCall) ? keyOf(params, toolCall) : null;
      if (!isFields(toolCall) || key === null || !forgotten.has(key)) return false;
      return !isWhole(given(toolCall));
    },
  };
}

/** Null: it has no names. Nothing here walks what an agent sent: it may be nested more deeply than can be walked. */
function keyOf({ sessionId }: Fields, { toolCallId }: Fields): string | null {
  return typeof sessionId === 'string' && typeof toolCallId === 'string'
    ? JSON.stringify([sessionId, toolCallId]).slice(0, maxKey)
    : null;
}

function given(call: Fields): Fields {
  return Object.fromEntries(kept.flatMap((name) => ((call[name] ?? null) === null ? [] : [[name, call[name]]])));
}

/** What says no change does not take away one that was shown: progress is told in the same places. */
function join(known: Fields | undefined, told: Fields): Fields {
  const joined = { ...known, ...told };
  if (showsChange(known?.['content']) && !showsChange(told['content'])) joined['content'] = known?.['content'];
  return joined;
}

function showsChange(content: unknown): boolean {
  return Array.isArray(content) && content.some((part) => isFields(part) && part['type'] === 'diff');
}

/** It says what is changed, and not only of what kind it is. */
function isWhole(told: Fields): boolean {
  return told['content'] !== undefined || told['rawInput'] !== undefined;
}
