import fs from 'node:fs';
import path from 'node:path';
import type { Agent, Move } from './agent.ts';
import { installed } from './installed.ts';
import type { ServerEvent, Wire } from './model-server.ts';

interface ResponsesRequest {
  readonly input: readonly { readonly type: string; readonly output?: unknown }[];
  readonly tools?: readonly object[];
}

/** @see https://platform.openai.com/docs/api-reference/responses-streaming */
const responses: Wire = {
  path: /^\/v1\/responses$/,
  countCalls(body) {
    const { input, tools = [] } = body as ResponsesRequest;
    if (tools.length === 0) return null;
    return input.filter(({ type }) => type === 'function_call' || type === 'custom_tool_call').length;
  },
  lastResult(body) {
    const { input } = body as ResponsesRequest;
    return JSON.stringify(input.findLast(({ type }) => type.endsWith('_call_output')) ?? null);
  },
  answer(move, _root, serial) {
    const item = toItem(move, serial);
    const usage = { input_tokens: 100, output_tokens: 10, total_tokens: 110 };
    const response = {
      id: `response-${serial}`,
      object: 'response',
      status: 'completed',
      model,
      output: [item],
      usage,
    };
    const events: readonly (readonly [string, object])[] = [
      ['response.created', { response: { ...response, status: 'in_progress', output: [] } }],
      ['response.output_item.added', { output_index: 0, item: { ...item, status: 'in_progress' } }],
      ['response.output_item.done', { output_index: 0, item }],
      ['response.completed', { response }],
    ];
    return events.map(([type, data], at): ServerEvent => ({
      name: type,
      data: { type, sequence_number: at, ...data },
    }));
  },
};

/** One that Codex gives `apply_patch`; to others it is no tool. */
const model = 'gpt-5.5';

function toItem(move: Move, serial: number): object {
  const call = { status: 'completed', call_id: `call-${serial}` };
  switch (move.kind) {
    case 'say':
      return {
        id: `message-${serial}`,
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: move.words, annotations: [] }],
      };
    case 'shell': {
      const more = move.outside && { sandbox_permissions: 'require_escalated', justification: 'As I was told' };
      const args = JSON.stringify({ cmd: move.command, ...more });
      return { id: `function-${serial}`, type: 'function_call', name: 'exec_command', arguments: args, ...call };
    }
    case 'edit':
      return { id: `custom-${serial}`, type: 'custom_tool_call', name: 'apply_patch', input: toPatch(move), ...call };
  }
}

function toPatch({ path: file, old, text }: Extract<Move, { readonly kind: 'edit' }>): string {
  const lines =
    old === undefined
      ? [`*** Add File: ${file}`, ...text.split('\n').map((line) => `+${line}`)]
      : [`*** Update File: ${file}`, '@@', `-${old}`, ...text.split('\n').map((line) => `+${line}`)];
  return `${['*** Begin Patch', ...lines, '*** End Patch'].join('\n')}\n`;
}

/** Codex: `hooks.json`, whose limit is in seconds. A person trusts it in Codex; here an option of the run does. */
export const codex: Agent = {
  id: 'codex',
  title: 'Codex',
  wire: responses,
  prepare({ home, modelUrl, hook }) {
    const folder = path.join(home, '.codex');
    fs.mkdirSync(folder);
    const config = [
      `model = "${model}"`,
      'model_provider = "scripted"',
      'check_for_update_on_startup = false',
      '[analytics]',
      'enabled = false',
      '[features]',
      'plugins = false',
      '[model_providers.scripted]',
      'name = "scripted"',
      `base_url = "${modelUrl}/v1"`,
      'env_key = "SCRIPTED_KEY"',
      'wire_api = "responses"',
      'request_max_retries = 0',
      'stream_max_retries = 0',
    ];
    fs.writeFileSync(path.join(folder, 'config.toml'), `${config.join('\n')}\n`);
    const hooks = hook && [{ type: 'command', command: hook.command, timeout: hook.limitSeconds }];
    const rows = hooks && { hooks: { PreToolUse: [{ matcher: '', hooks }] } };
    if (rows !== null) fs.writeFileSync(path.join(folder, 'hooks.json'), JSON.stringify(rows, null, 2));
    const trust = hook?.isTrusted === false ? [] : ['--dangerously-bypass-hook-trust'];
    const modes = ['--skip-git-repo-check', '-s', 'danger-full-access', ...trust];
    return {
      args: [installed('@openai/codex', 'codex'), 'exec', '--json', ...modes, 'Edit the file.'],
      env: { SCRIPTED_KEY: 'none', CODEX_HOME: folder },
    };
  },
};
