type Fields = Readonly<Record<string, unknown>>;

/** What an agent has told of its tool calls, by session and call. */
export interface ToldCalls {
  /** @param params of `session/update` @param size of its message, in characters */
  readonly note: (params: unknown, size: number) => void;
  /** The call of a request with what was told of it before: what a request leaves out, or gives as null, is as it was. */
  readonly complete: (params: Fields) => Fields;
}

/** Calls that are kept: an agent asks about one soon after it has told of it. */
const maxCalls = 100;
/** Characters of what is told at once. */
const maxSize = 1_000_000;
/** What says which files a call changes, and how. */
const kept = ['kind', 'content', 'locations', 'rawInput'] as const;

/** Some agents show a change when they tell of the call, and ask about it by its id alone (codex-acp 2.6). */
export function createToldCalls(): ToldCalls {
  const calls = new Map<string, Fields>();

  return {
    note(params, size) {
      if (!isFields(params) || !isFields(params['update'])) return;
      const { update } = params;
      const what = update['sessionUpdate'];
      if (what !== 'tool_call' && what !== 'tool_call_update') return;
      const key = keyOf(params, update);
      if (key === null) return;
      const known = calls.get(key);
      calls.delete(key);
      if (update['status'] === 'completed' || update['status'] === 'failed' || size > maxSize) return;
      calls.set(key, { ...known, ...given(update) });
      const [oldest] = calls.keys();
      if (calls.size > maxCalls && oldest !== undefined) calls.delete(oldest);
    },
    complete(params) {
      const { toolCall } = params;
      if (!isFields(toolCall)) return params;
      const known = calls.get(keyOf(params, toolCall) ?? '');
      return known === undefined ? params : { ...params, toolCall: { ...toolCall, ...known, ...given(toolCall) } };
    },
  };
}

/** Null: it has no names. Nothing here walks what an agent sent: it may be nested more deeply than can be walked. */
function keyOf({ sessionId }: Fields, { toolCallId }: Fields): string | null {
  return typeof sessionId === 'string' && typeof toolCallId === 'string'
    ? JSON.stringify([sessionId, toolCallId])
    : null;
}

function given(call: Fields): Fields {
  return Object.fromEntries(kept.flatMap((name) => ((call[name] ?? null) === null ? [] : [[name, call[name]]])));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
