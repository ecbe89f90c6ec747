import { isFields, own, textOf } from './fields.ts';

/** A name, as providers write theirs. Claude Code calls what no model said `<synthetic>`. */
const NAME = /^[\w.:/@-]{1,100}$/;

interface ModelPlace {
  /** Of the line; without: the line itself. */
  readonly in?: string;
  readonly name: string;
}

/**
 * Where lines of a type name the model.
 * @see @github/copilot-sdk 1.0.14, `session-events.d.ts`, for those with a dot
 */
const PLACES: ReadonlyMap<string, ModelPlace> = new Map([
  ['assistant', { in: 'message', name: 'model' }],
  ['gemini', { name: 'model' }],
  ['assistant.message', { in: 'data', name: 'model' }],
  ['session.model_change', { in: 'data', name: 'newModel' }],
  ['session.resume', { in: 'data', name: 'selectedModel' }],
  ['session.start', { in: 'data', name: 'selectedModel' }],
]);

/**
 * The model that spoke last in the transcript of an agent, one JSON object a line: `{type: 'assistant', message: {model}}` of Claude
 * Code, `{type: 'gemini', model}` of Gemini CLI, and what Copilot calls session events, in its CLI and in VS Code.
 * @param text its end; where its first line begins does not matter
 */
export function modelOfTranscript(text: string): string | undefined {
  return text
    .split('\n')
    .toReversed()
    .map(modelOfLine)
    .find((model) => model !== undefined);
}

function modelOfLine(line: string): string | undefined {
  if (!/"(?:model|newModel|selectedModel)"/.test(line)) return undefined;
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isFields(said)) return undefined;
  const type = textOf(said, 'type');
  const place = type === undefined ? undefined : PLACES.get(type);
  // Copilot's agents that others started have models of their own.
  if (place === undefined || own(said, 'agentId') !== undefined) return undefined;
  const holder = place.in === undefined ? said : own(said, place.in);
  const model = isFields(holder) ? textOf(holder, place.name) : undefined;
  return model !== undefined && NAME.test(model) ? model : undefined;
}
