import { defineAgentForm } from './agent-form.ts';

/** @see https://learn.microsoft.com/semantic-kernel/frameworks/agent/ (2026-11) */
export const semanticKernel = defineAgentForm({
  id: 'semantic-kernel',
  title: 'Semantic Kernel agent',
  words: [['semantic_kernel'], ['SemanticKernel']],
  agents:
    /^(?:semantic_kernel\.agents(?:\.\w+)*\.(?:\w+Agent)(?:\.\w+)?|semantic_kernel(?:\.kernel)?\.Kernel|Microsoft\.SemanticKernel(?:\.\w+)*\.(?:\w+Agent|Kernel\.CreateBuilder|KernelBuilder))$/,
  tools: /^semantic_kernel\.functions(?:\.\w+)*\.kernel_function$/,
});
