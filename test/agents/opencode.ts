import path from 'node:path';
import type { Move } from './agent.ts';
import type { Wire } from './model-server.ts';
import type { SessionAgent } from './session-agents.ts';

interface ChatRequest {
  readonly messages: readonly {
    readonly role: string;
    readonly tool_calls?: readonly object[];
    readonly content?: unknown;
  }[];
  readonly tools?: readonly object[];
}

const model = 'scripted-model';

/** @see https://platform.openai.com/docs/api-reference/chat-streaming */
const chatCompletions: Wire = {
  path: /^\/v1\/chat\/completions$/,
  countCalls(body) {
    const { messages, tools = [] } = body as ChatRequest;
    if (tools.length === 0) return null;
    return messages.flatMap(({ tool_calls: calls = [] }) => calls).length;
  },
  lastResult(body) {
    return JSON.stringify((body as ChatRequest).messages.findLast(({ role }) => role === 'tool') ?? null);
  },
  answer(move, root, serial) {
    const said = move.kind === 'say' ? { content: move.words } : { tool_calls: [toCall(move, root, serial)] };
    const finish = move.kind === 'say' ? 'stop' : 'tool_calls';
    const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 };
    const part = { id: `answer-${serial}`, object: 'chat.completion.chunk', created: 0, model };
    return [
      { data: { ...part, choices: [{ index: 0, delta: { role: 'assistant', ...said }, finish_reason: null }] } },
      { data: { ...part, choices: [{ index: 0, delta: {}, finish_reason: finish }], usage } },
    ];
  },
};

function toCall(move: Exclude<Move, { readonly kind: 'say' }>, root: string, serial: number): object {
  const [name, args] = toTool(move, root);
  return { index: 0, id: `call-${serial}`, type: 'function', function: { name, arguments: JSON.stringify(args) } };
}

function toTool(move: Exclude<Move, { readonly kind: 'say' }>, root: string): readonly [string, object] {
  if (move.kind === 'shell') return ['bash', { command: move.command, description: 'As I was told' }];
  const filePath = path.join(root, move.path);
  if (move.old === undefined) return ['write', { filePath, content: `${move.text}\n` }];
  return ['edit', { filePath, oldString: move.old, newString: move.text }];
}

/** opencode: all settings in its environment, those too that keep it from the network. */
export const opencode: Pick<SessionAgent, 'wire' | 'prepare'> = {
  wire: chatCompletions,
  prepare({ modelUrl }) {
    const provider = {
      npm: '@ai-sdk/openai-compatible',
      name: 'Scripted',
      options: { baseURL: `${modelUrl}/v1`, apiKey: 'none' },
      models: { [model]: { name: model, tool_call: true, limit: { context: 100_000, output: 10_000 } } },
    };
    const settings = {
      model: `scripted/${model}`,
      small_model: `scripted/${model}`,
      provider: { scripted: provider },
      enabled_providers: ['scripted'],
      share: 'disabled',
      autoupdate: false,
    };
    return {
      env: {
        OPENCODE_CONFIG_CONTENT: JSON.stringify(settings),
        OPENCODE_DISABLE_AUTOUPDATE: '1',
        OPENCODE_DISABLE_MODELS_FETCH: '1',
        OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
        OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
        OPENCODE_DISABLE_SHARE: '1',
        // It installs a package of its own when it starts, where it finds a registry.
        NPM_CONFIG_REGISTRY: modelUrl,
      },
    };
  },
};
