import type { HookNotice } from '../../model/hook.ts';
import type { AgentDefinition } from './define.ts';
import { claims, type Fields, textOf } from './fields.ts';

/** Prompts carry files along; what is shown of one is a few lines. */
const maxPromptCharacters = 100_000;

/** Events of the envelope that most agents share, by what they say. Their names are never those of the question before a call. */
export function hearsEvents(events: Readonly<Record<string, HookNotice['kind']>>): AgentDefinition['hear'] {
  return (payload) => {
    const event = textOf(payload, 'hook_event_name', 'hookEventName', 'event');
    const kind = event !== undefined && Object.hasOwn(events, event) ? events[event] : undefined;
    if (kind === undefined) return null;
    const prompt = kind === 'asked' ? textOf(payload, 'prompt')?.slice(0, maxPromptCharacters) : undefined;
    return { kind, directory: directoryOf(payload), ...claimsOf(payload), ...claims({ prompt }) };
  };
}

export function directoryOf(payload: Fields): string {
  return textOf(payload, 'cwd', 'workingDirectory', 'directory') ?? '';
}

/** Who acts, as the shared envelope says it. */
export function claimsOf(payload: Fields): Partial<Record<ClaimName, string>> {
  return claims({
    session: textOf(payload, 'session_id', 'sessionId', 'conversation_id'),
    turn: textOf(payload, 'turn_id', 'prompt_id', 'generation_id'),
    toolCall: textOf(payload, 'tool_use_id', 'toolUseId'),
    agentVersion: textOf(payload, 'cursor_version'),
    model: textOf(payload, 'model'),
    permissionMode: textOf(payload, 'permission_mode'),
    transcript: textOf(payload, 'transcript_path'),
  });
}

type ClaimName = 'session' | 'turn' | 'toolCall' | 'agentVersion' | 'model' | 'permissionMode' | 'transcript';
