import { defineAgentForm } from './agent-form.ts';
import { planOfGraphs } from './agent-graph-plan.ts';

/** @see https://docs.langchain.com/oss/python/langchain/agents (2026-11) */
export const langchain = defineAgentForm({
  id: 'langchain',
  title: 'LangChain or LangGraph agent',
  words: [['langchain'], ['langgraph']],
  plan: planOfGraphs,
  models:
    /^(?:langchain_[\w.]+|@langchain\/[\w-]+|langchain(?:\.chat_models)?(?:\.\w+)?)\.(?:(?:Azure)?Chat[A-Z]\w+|init_chat_model|initChatModel)$/,
  agents:
    /^(?:langchain(?:_classic)?(?:\.agents)?\.(?:create_agent|initialize_agent|create_\w+_agent|AgentExecutor(?:\.from_\w+)?)|langchain_experimental\.\S*create_\w*agent\w*|langgraph\.prebuilt(?:\.\w+)?\.create_react_agent|langgraph\.graph(?:\.\w+)?\.(?:StateGraph|MessageGraph)|deepagents\.create_deep_agent|langchain(?:\/agents)?\.(?:createAgent|AgentExecutor|create\w+Agent|initializeAgentExecutorWithOptions)|@langchain\/langgraph(?:\/prebuilt)?\.(?:createReactAgent|StateGraph|MessageGraph))$/,
  tools:
    /^(?:langchain(?:_core)?\.tools(?:\.\w+)?\.(?:tool|StructuredTool(?:\.from_function)?|Tool)|@langchain\/core\/tools\.(?:tool|DynamicStructuredTool|DynamicTool)|langchain(?:\/tools)?\.(?:tool|DynamicTool|DynamicStructuredTool))$/,
});
