import { defineAgentForm } from './agent-form.ts';

/** @see https://developers.llamaindex.ai/python/framework/understanding/agent/ (2026-11) */
export const llamaindex = defineAgentForm({
  id: 'llamaindex',
  title: 'LlamaIndex agent',
  words: [['llama_index'], ['llamaindex']],
  agents:
    /^(?:llama_index\.(?:core\.)?agent(?:\.\w+)*\.(?:FunctionAgent|ReActAgent|CodeActAgent|AgentWorkflow|AgentRunner|OpenAIAgent|FunctionCallingAgent\w*)(?:\.from_\w+)?|llama_index\.agent\.\w+(?:\.\w+)*\.\w+Agent(?:\.from_\w+)?|(?:llamaindex|@llamaindex\/workflow)\.(?:agent|multiAgent|ReActAgent|OpenAIAgent|FunctionAgent))$/,
  tools:
    /^(?:llama_index\.core\.tools(?:\.\w+)*\.(?:FunctionTool|QueryEngineTool)(?:\.from_\w+)?|llamaindex\.(?:tool|FunctionTool\.from))$/,
});
