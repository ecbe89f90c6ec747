import { defineSinks, namedSink } from './define.ts';

const MODEL_CALL =
  /\.(?:chat\.completions\.(?:create|parse|stream)|responses\.(?:create|parse|stream)|messages\.(?:create|stream)|embeddings\.create|completions\.create|models\.(?:generateContent|generate_content|embedContent|embed_content)|generateContent|generate_content|invoke_model(?:_with_response_stream)?|converse(?:_stream)?|CreateChatCompletion(?:Stream)?|CreateEmbeddings|Chat\.Completions\.New(?:Streaming)?|Messages\.New(?:Streaming)?|GenerateContent|InvokeModel(?:Async)?|Converse(?:Async)?|CompleteChat(?:Streaming)?(?:Async)?|Get(?:Streaming)?ResponseAsync|InvokePromptAsync|GetChatMessageContents?Async|GenerateEmbeddings?Async)$|(?:chat|embeddings|completions|responses)\(\)(?:\.|->)create(?:Streamed)?$/;
/** Variables that hold a model, as the frameworks' own documentation calls them. */
const RUNNABLE =
  /(?:^|\.)_?(?:llm|chat_?[mM]odel|chat_?[cC]lient|language_?[mM]odel|llm_?[cC]hain|agent_?[eE]xecutor)\.(?:a?invoke|a?stream|a?predict|a?generate|chat|complete|acomplete|call)$/;

/** Calls that read as those of a model. */
export const modelsByName = defineSinks({
  id: 'models-by-name',
  find({ path, text, args }) {
    const named = path ?? text;
    if (RUNNABLE.test(text)) return prompt(text, args());
    if (!MODEL_CALL.test(named) && !MODEL_CALL.test(text)) return null;
    const given = args();
    const isMessage =
      text.endsWith('messages.create') && !given.some((arg) => arg.name === 'model' || arg.node?.kind === 'object');
    return isMessage || /twilio/i.test(named) ? null : prompt(text, given);
  },
});

function prompt(text: string, args: Parameters<typeof namedSink>[4]): ReturnType<typeof namedSink> {
  return namedSink(text, 'prompt', 'model-provider', 'reads as a call of a model', args, 'a model provider');
}
