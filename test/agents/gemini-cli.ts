import fs from 'node:fs';
import path from 'node:path';
import type { Agent, Move } from './agent.ts';
import { installed } from './installed.ts';
import type { Wire } from './model-server.ts';

interface Part {
  readonly functionCall?: object;
  readonly functionResponse?: { readonly response: object };
}

interface GenerateRequest {
  readonly contents: readonly { readonly role: string; readonly parts: readonly Part[] }[];
  readonly tools?: readonly { readonly functionDeclarations?: readonly object[] }[];
}

/** @see https://ai.google.dev/api/generate-content */
const generateContent: Wire = {
  path: /^\/v1beta\/models\/[^/]+:streamGenerateContent$/,
  countCalls(body) {
    const { contents, tools = [] } = body as GenerateRequest;
    if (!tools.some(({ functionDeclarations = [] }) => functionDeclarations.length > 0)) return null;
    return contents.flatMap(({ parts }) => parts).filter(({ functionCall }) => functionCall !== undefined).length;
  },
  lastResult(body) {
    const parts = (body as GenerateRequest).contents.flatMap((content) => content.parts);
    return JSON.stringify(parts.findLast(({ functionResponse }) => functionResponse !== undefined) ?? null);
  },
  answer(move, root, serial) {
    const parts = move.kind === 'say' ? [{ text: move.words }] : [{ functionCall: toCall(move, root) }];
    const usageMetadata = { promptTokenCount: 100, candidatesTokenCount: 10, totalTokenCount: 110 };
    const candidates = [{ index: 0, content: { role: 'model', parts }, finishReason: 'STOP' }];
    return [{ data: { candidates, usageMetadata, modelVersion: model, responseId: `answer-${serial}` } }];
  },
};

const model = 'gemini-2.5-flash';

function toCall(move: Exclude<Move, { readonly kind: 'say' }>, root: string): object {
  if (move.kind === 'shell')
    return { name: 'run_shell_command', args: { command: move.command, description: 'As I was told' } };
  const file_path = path.join(root, move.path);
  if (move.old === undefined) return { name: 'write_file', args: { file_path, content: `${move.text}\n` } };
  return {
    name: 'replace',
    args: { file_path, instruction: 'As I was told', old_string: move.old, new_string: move.text },
  };
}

/** Gemini CLI: `hooks.BeforeTool` of `settings.json`, whose limit is in milliseconds. */
export const geminiCli: Agent = {
  id: 'gemini-cli',
  title: 'Gemini CLI',
  wire: generateContent,
  prepare({ home, modelUrl, hook }) {
    const rows = hook && [
      {
        matcher: 'replace|write_file|run_shell_command',
        sequential: true,
        hooks: [{ name: 'countersign', type: 'command', command: hook.command, timeout: hook.limitSeconds * 1_000 }],
      },
    ];
    const settings = {
      security: { auth: { selectedType: 'gemini-api-key' }, folderTrust: { enabled: false } },
      privacy: { usageStatisticsEnabled: false },
      telemetry: { enabled: false },
      general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
      ...(rows && { hooks: { BeforeTool: rows } }),
    };
    fs.mkdirSync(path.join(home, '.gemini'));
    fs.writeFileSync(path.join(home, '.gemini/settings.json'), JSON.stringify(settings, null, 2));
    const modes = ['--approval-mode', 'yolo', '--skip-trust'];
    return {
      args: [installed('@google/gemini-cli', 'gemini'), '-m', model, ...modes, '-o', 'json', '-p', 'Edit the file.'],
      env: { GEMINI_API_KEY: 'none', GOOGLE_GEMINI_BASE_URL: modelUrl },
    };
  },
};
