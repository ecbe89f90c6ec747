import { defineAgentForm } from './agent-form.ts';
import { planOfTeams } from './team-plan.ts';

/** @see https://microsoft.github.io/autogen/stable/ (2026-11) */
export const autogen = defineAgentForm({
  id: 'autogen',
  title: 'AutoGen agent',
  words: [['autogen'], ['AutoGen'], ['ag2']],
  plan: planOfTeams,
  agents:
    /^(?:autogen(?:\.\w+)*|autogen_agentchat\.agents(?:\.\w+)*|pyautogen|ag2|agent_framework(?:\.\w+)*)\.(?:AssistantAgent|ConversableAgent|UserProxyAgent|GroupChatManager|CodeExecutorAgent|OpenAIAssistantAgent|ChatAgent)$/,
  tools: /^(?:autogen_core\.tools(?:\.\w+)*\.FunctionTool|autogen\.register_function)$/,
});
