import { defineAgentForm } from './agent-form.ts';

/** @see https://ai-sdk.dev/docs/agents/overview (2026-11) */
export const vercelAi = defineAgentForm({
  id: 'vercel-ai',
  title: 'agent on the AI SDK',
  words: [
    ['tools', "'ai'"],
    ['tools', '"ai"'],
  ],
  agents: /^ai\.(?:generateText|streamText|generateObject|streamObject|Agent|ToolLoopAgent|Experimental_Agent)$/,
  tools: /^ai\.(?:tool|dynamicTool)$/,
  needsTools: true,
});
