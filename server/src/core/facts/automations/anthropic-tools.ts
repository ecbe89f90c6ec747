import { defineAgentForm } from './agent-form.ts';

/** @see https://docs.claude.com/en/docs/agents-and-tools/tool-use/overview (2026-11) */
export const anthropicTools = defineAgentForm({
  id: 'anthropic-tools',
  title: 'agent on the Anthropic SDK',
  words: [['anthropic', 'tools'], ['claude_agent_sdk'], ['claude-agent-sdk'], ['claude-code']],
  agents:
    /^(?:anthropic\.(?:Async)?Anthropic(?:Bedrock|Vertex)?\(\)(?:\.beta)?\.messages\.(?:create|stream|tool_runner|toolRunner)|@anthropic-ai\/sdk(?:\.(?:default|Anthropic))?\(\)(?:\.beta)?\.messages\.(?:create|stream|toolRunner)|(?:claude_agent_sdk|claude_code_sdk)\.(?:query|ClaudeSDKClient|ClaudeAgentOptions|ClaudeCodeOptions)|@anthropic-ai\/claude-(?:agent-sdk|code)\.query)$/,
  tools: /^(?:claude_agent_sdk\.tool|@anthropic-ai\/claude-agent-sdk\.tool|anthropic\.beta_(?:async_)?tool)$/,
  provider: ['Anthropic', 'ANTHROPIC_API_KEY'],
  needsTools: true,
});
