/** Beginnings of a model's name, whose it is, and the variable its key is read from. @see https://docs.litellm.ai/docs/providers (2026-11) */
const ROWS: readonly (readonly [start: RegExp, provider: string, key: string | null])[] = [
  [/^azure(?:_ai)?\//, 'Azure OpenAI', 'AZURE_API_KEY'],
  [/^bedrock\//, 'Amazon Bedrock', 'AWS_SECRET_ACCESS_KEY'],
  [/^vertex_ai\//, 'Google Vertex AI', 'GOOGLE_APPLICATION_CREDENTIALS'],
  [/^(?:ollama(?:_chat)?|lm_studio)\//, 'Ollama', null],
  [/^openrouter\//, 'OpenRouter', 'OPENROUTER_API_KEY'],
  [/^groq\//, 'Groq', 'GROQ_API_KEY'],
  [/^mistral\//, 'Mistral', 'MISTRAL_API_KEY'],
  [/^cohere(?:_chat)?\//, 'Cohere', 'COHERE_API_KEY'],
  [/^deepseek\//, 'DeepSeek', 'DEEPSEEK_API_KEY'],
  [/^xai\//, 'xAI', 'XAI_API_KEY'],
  [/^(?:together_ai|fireworks_ai|cerebras|perplexity|sambanova|nvidia_nim|huggingface)\//, 'a host of models', null],
  [/^(?:anthropic\/|claude)/, 'Anthropic', 'ANTHROPIC_API_KEY'],
  [/^(?:gemini\/|gemini-)/, 'Google AI', 'GEMINI_API_KEY'],
  [/^(?:openai\/|gpt-|o\d|chatgpt-)/, 'OpenAI', 'OPENAI_API_KEY'],
];

/** Whose model it is, by its name as LiteLLM has it; null: the name does not say. */
export function modelProviderOf(model: string): string | null {
  return ROWS.find(([start]) => start.test(model))?.[1] ?? null;
}

/** The variable that its key is read from. */
export function modelKeyOf(model: string): string | null {
  return ROWS.find(([start]) => start.test(model))?.[2] ?? null;
}
