import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findAutoApprovals, openWhenRead } from '../../../server/src/host/set-up/auto-approve.ts';

const reading = openWhenRead();
let place: { root: string; home: string };
beforeEach(() => {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-less-'));
  place = { root: path.join(base, 'work'), home: path.join(base, 'home') };
});
afterEach(() => fs.rmSync(path.dirname(place.root), { recursive: true, force: true }));

/** Files below `work/` and `home/`. */
async function found(agent: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [file, text] of Object.entries(files)) {
    const full = path.join(path.dirname(place.root), file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
  }
  const approvals = await findAutoApprovals(agent, place, reading);
  return approvals.map(({ setting, value, source }) => `${source}: ${setting} ${value}`);
}

test.each<[string, string, string, string]>([
  [
    'claude-code',
    'work/.claude/settings.local.json',
    '{ "permissions": { "defaultMode": "acceptEdits" } }',
    'acceptEdits',
  ],
  [
    'claude-code',
    'home/.claude/settings.json',
    '{ "permissions": { "allow": ["Bash", "Read(src/**)"] } }',
    'Bash allow',
  ],
  ['codex', 'home/.codex/config.toml', 'approval_policy = "never"\n', 'approval_policy never'],
  ['gemini-cli', 'work/.gemini/settings.json', '{ "general": { "defaultApprovalMode": "auto_edit" } }', 'auto_edit'],
  ['vscode', 'home/.config/Code/User/settings.json', '{ "chat.tools.global.autoApprove": true } // all', 'true'],
  ['opencode', 'work/opencode.json', '{ "permission": { "bash": { "*": "allow" } } }', 'allow'],
])('%s is found to ask less by %s: %s', async (agent, file, text, told) => {
  const [one, ...others] = await found(agent, { [file]: text });
  expect(one).toContain(told);
  expect(one).toMatch(file.startsWith('home/') ? /^~\// : /^\.?\w/);
  expect(others).toEqual([]);
});

test.each<[string, string, string]>([
  ['claude-code', 'work/.claude/settings.json', '{ "permissions": { "defaultMode": "plan", "deny": ["Bash"] } }'],
  ['claude-code', 'work/.claude/settings.json', '{ "permissions": { "allow": ["Bash(npm test)"] } }'],
  ['claude-code', 'work/.gemini/settings.json', '{ "general": { "defaultApprovalMode": "auto_edit" } }'],
  ['codex', 'home/.codex/config.toml', 'approval_policy = "on-request"\nsandbox_mode = "read-only"\n'],
  ['vscode', 'work/.vscode/settings.json', 'no JSON'],
  ['some-agent', 'work/.claude/settings.json', '{ "permissions": { "defaultMode": "acceptEdits" } }'],
])('%s is not found to ask less by %s: %s', async (agent, file, text) => {
  expect(await found(agent, { [file]: text })).toEqual([]);
});

test('what a stronger file says of a setting holds', async () => {
  const mode = (defaultMode: string): string => JSON.stringify({ permissions: { defaultMode } });
  const files = {
    'work/.claude/settings.json': mode('default'),
    'home/.claude/settings.json': mode('bypassPermissions'),
  };
  expect(await found('claude-code', files)).toEqual([]);
  expect(await found('claude-code', { 'work/.claude/settings.local.json': mode('acceptEdits') })).toEqual([
    '.claude/settings.local.json: permissions.defaultMode acceptEdits',
  ]);
});

test('a file that is none, or is too large, says nothing', async () => {
  fs.mkdirSync(path.join(place.root, '.claude/settings.json'), { recursive: true });
  const large = `{ "permissions": { "defaultMode": "acceptEdits" } }${' '.repeat(1024 * 1024)}`;
  expect(await found('claude-code', { 'home/.claude/settings.json': large })).toEqual([]);
});
