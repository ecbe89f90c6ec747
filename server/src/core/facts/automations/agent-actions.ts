/** Actions that let a model act: whose model it is, and the inputs that name the model and what it may call. */
export interface AgentAction {
  readonly provider: string;
  readonly model: readonly string[];
  readonly tools: readonly string[];
}

/** @see the `action.yml` of each (2026-11) */
export const agentActions: ReadonlyMap<string, AgentAction> = new Map([
  [
    'anthropics/claude-code-action',
    {
      provider: 'Anthropic',
      model: ['model', 'anthropic_model'],
      tools: ['allowed_tools', 'mcp_config', 'claude_args'],
    },
  ],
  [
    'anthropics/claude-code-base-action',
    {
      provider: 'Anthropic',
      model: ['model', 'anthropic_model'],
      tools: ['allowed_tools', 'mcp_config', 'claude_args'],
    },
  ],
  ['openai/codex-action', { provider: 'OpenAI', model: ['model'], tools: ['sandbox', 'codex-args'] }],
  [
    'google-github-actions/run-gemini-cli',
    { provider: 'Google AI', model: ['gemini_model'], tools: ['settings', 'extensions'] },
  ],
  ['google-gemini/gemini-cli-action', { provider: 'Google AI', model: ['model'], tools: ['settings_json'] }],
  ['actions/ai-inference', { provider: 'GitHub Models', model: ['model'], tools: ['enable-github-mcp'] }],
  [
    'coderabbitai/ai-pr-reviewer',
    { provider: 'OpenAI', model: ['openai_light_model', 'openai_heavy_model'], tools: [] },
  ],
]);
