import { isFields, type Fields } from './fields.ts';

/** When calls of an agent run that show no edit and may write all the same: its shell, and tools of which it does not say what they do. */
export interface AcpCalls {
  /** The agent tells of a call, as `session/update`. @param kind as it was told of the call before */
  readonly updated: (params: Fields, kind: unknown) => void;
  /** It asks the client for leave: until there is an answer the call does not run. */
  readonly asked: (id: unknown, params: Fields) => void;
  /** The client has answered a question of the agent. Whether a call begins with that. */
  readonly answered: (id: unknown, result: unknown) => boolean;
}

type State = 'in_progress' | 'completed';

const mayWrite: ReadonlySet<unknown> = new Set(['execute', 'other']);
const over: ReadonlySet<unknown> = new Set(['completed', 'failed']);
const maxAsked = 200;

/** `tell`: an update of a call, cut down to what says whose it is. */
export function createAcpCalls(tell: (sessionId: string, update: Fields) => void): AcpCalls {
  /** Questions to the client that are open, by id: what is told if it gives leave. */
  const asked = new Map<string, Fields>();
  const running = new Set<string>();
  const say = (params: Fields, call: Fields, state: State, kind: unknown = call['kind']): boolean => {
    const { sessionId } = params;
    const { toolCallId } = call;
    if (typeof sessionId !== 'string' || typeof toolCallId !== 'string' || !mayWrite.has(kind)) return false;
    const key = JSON.stringify([sessionId, toolCallId]);
    if (running.has(key) === (state === 'in_progress')) return false;
    if (state === 'in_progress') running.add(key);
    else running.delete(key);
    tell(sessionId, { toolCallId, kind, status: state });
    return true;
  };
  return {
    updated(params, kind) {
      const { update } = params;
      if (!isFields(update)) return;
      const isCall = update['sessionUpdate'] === 'tool_call' || update['sessionUpdate'] === 'tool_call_update';
      if (isCall && update['status'] === 'in_progress') say(params, update, 'in_progress', kind);
      if (isCall && over.has(update['status'])) say(params, update, 'completed', kind);
    },
    asked(id, params) {
      const { toolCall } = params;
      if (!isFields(toolCall)) return;
      say(params, toolCall, 'completed');
      asked.set(JSON.stringify(id), params);
      const [oldest] = asked.keys();
      if (asked.size > maxAsked && oldest !== undefined) asked.delete(oldest);
    },
    answered(id, result) {
      const params = asked.get(JSON.stringify(id));
      asked.delete(JSON.stringify(id));
      const outcome = isFields(result) ? result['outcome'] : undefined;
      if (params === undefined || !isFields(outcome) || !isFields(params['toolCall'])) return false;
      const options = Array.isArray(params['options']) ? params['options'].filter(isFields) : [];
      const chosen = options.find(({ optionId }) => optionId !== undefined && optionId === outcome['optionId']);
      const isLeave = typeof chosen?.['kind'] === 'string' && chosen['kind'].startsWith('allow');
      return isLeave && say(params, params['toolCall'], 'in_progress');
    },
  };
}
