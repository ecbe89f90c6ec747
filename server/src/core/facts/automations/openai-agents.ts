import { defineAgentForm } from './agent-form.ts';

/** @see https://openai.github.io/openai-agents-python/ (2026-11) */
export const openaiAgents = defineAgentForm({
  id: 'openai-agents',
  title: 'agent of the OpenAI Agents SDK',
  words: [['Agent', 'agents']],
  agents: /^(?:agents(?:\.agent)?|@openai\/agents(?:-core)?)\.Agent(?:\(\))?(?:\.create)?$/,
  tools: /^(?:agents\.(?:tool\.)?function_tool|@openai\/agents(?:-core)?\.tool)$/,
  provider: ['OpenAI', 'OPENAI_API_KEY'],
});
