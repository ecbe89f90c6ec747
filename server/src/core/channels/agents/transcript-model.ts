import { isFields, own, textOf } from './fields.ts';

/** A name, as providers write theirs. Claude Code calls what no model said `<synthetic>`. */
const NAME = /^[\w.:/@-]{1,100}$/;

/**
 * The model that spoke last in the transcript of an agent, one JSON object a line: `{type: 'assistant', message: {model}}` of Claude
 * Code, `{type: 'gemini', model}` of Gemini CLI.
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
  if (!line.includes('"model"')) return undefined;
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isFields(said)) return undefined;
  const message = own(said, 'message');
  const speaker = textOf(said, 'type');
  const model =
    speaker === 'assistant' && isFields(message)
      ? textOf(message, 'model')
      : speaker === 'gemini'
        ? textOf(said, 'model')
        : undefined;
  return model !== undefined && NAME.test(model) ? model : undefined;
}
