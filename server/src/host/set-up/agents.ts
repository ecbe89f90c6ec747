import { type AgentSetUp, defineSetUp, reviewSeconds } from './define.ts';
import { jsonHooks } from './json-hooks.ts';
import { launcherCommand } from './launcher-command.ts';
import { ownFile } from './own-file.ts';
import { opencodePlugin } from './opencode-plugin.ts';

/** Every agent that can be set up. A test fails when an agent that we answer is missing here. */
export const setUps: readonly AgentSetUp[] = [
  defineSetUp({
    agent: 'claude-code',
    files: { project: ['.claude/settings.json'], user: ['.claude/settings.json'] },
    traces: ['.claude'],
    ...jsonHooks(['hooks', 'PreToolUse'], {
      matcher: 'Edit|MultiEdit|Write|mcp__.*',
      hooks: [{ type: 'command', command: launcherCommand('claude-code'), timeout: reviewSeconds }],
    }),
    notes: ['What it writes through the shell is not asked about: it is noticed afterwards, and put up for review.'],
    weakenedBy: [{ at: ['disableAllHooks'], value: true, words: '"disableAllHooks" is on: it asks nobody.' }],
  }),
  defineSetUp({
    agent: 'codex',
    files: { project: ['.codex/hooks.json'], user: ['.codex/hooks.json'] },
    traces: ['.codex'],
    ...jsonHooks(['hooks', 'PreToolUse'], {
      matcher: 'apply_patch|mcp__.*',
      hooks: [{ type: 'command', command: launcherCommand('codex'), timeout: reviewSeconds }],
    }),
    notes: [
      'Codex runs a hook only when you trust it: start Codex, run /hooks, look at the command and trust it. Until then every edit is written unasked.',
      'What it writes through the shell is not asked about: it is noticed afterwards, and put up for review.',
    ],
    weakenedBy: [],
  }),
  defineSetUp({
    agent: 'gemini-cli',
    files: { project: ['.gemini/settings.json'], user: ['.gemini/settings.json'] },
    traces: ['.gemini'],
    ...jsonHooks(['hooks', 'BeforeTool'], {
      matcher: 'replace|write_file|mcp_.*',
      sequential: true,
      hooks: [
        { name: 'countersign', type: 'command', command: launcherCommand('gemini-cli'), timeout: reviewSeconds * 1000 },
      ],
    }),
    notes: ['With --acp Gemini CLI asks no hooks. What it writes through the shell is noticed afterwards.'],
    weakenedBy: [
      { at: ['tools', 'enableHooks'], value: false, words: '"tools.enableHooks" is off: it asks nobody.' },
      { at: ['hooks', 'disabled'], value: true, words: '"hooks.disabled" is on: it asks nobody.' },
    ],
  }),
  defineSetUp({
    agent: 'cursor',
    files: { project: ['.cursor/hooks.json'], user: ['.cursor/hooks.json'] },
    traces: ['.cursor'],
    ...jsonHooks(
      ['hooks', 'preToolUse'],
      {
        command: launcherCommand('cursor'),
        type: 'command',
        timeout: reviewSeconds,
        matcher: 'Write|StrReplace|ApplyPatch|Delete',
        failClosed: true,
      },
      { version: 1 },
    ),
    notes: ['Completions with Tab are not asked about: they are reviewed when they are saved.'],
    weakenedBy: [],
  }),
  defineSetUp({
    agent: 'vscode',
    files: { project: ['.github/hooks/countersign-vscode.json'], user: ['.copilot/hooks/countersign-vscode.json'] },
    traces: [],
    ...jsonHooks(['hooks', 'PreToolUse'], {
      type: 'command',
      command: launcherCommand('vscode'),
      windows: launcherCommand('vscode', 'cmd'),
      timeout: reviewSeconds,
    }),
    notes: ['"chat.useHooks" must be on. VS Code goes on when a hook crashes, so nothing else may stand in its place.'],
    weakenedBy: [],
  }),
  defineSetUp({
    agent: 'copilot-cli',
    files: { project: ['.github/hooks/countersign-copilot.json'], user: [] },
    traces: ['.copilot'],
    ...jsonHooks(
      ['hooks', 'preToolUse'],
      {
        type: 'command',
        bash: launcherCommand('copilot-cli'),
        powershell: launcherCommand('copilot-cli', 'powershell'),
        timeoutSec: reviewSeconds,
      },
      { version: 1 },
    ),
    notes: ['What it writes through the shell is not asked about: it is noticed afterwards, and put up for review.'],
    weakenedBy: [],
  }),
  defineSetUp({
    agent: 'cline',
    files: {
      project: ['.clinerules/hooks/PreToolUse', '.cline/hooks/PreToolUse'],
      user: ['Documents/Cline/Hooks/PreToolUse', '.cline/hooks/PreToolUse'],
    },
    traces: ['.cline', 'Documents/Cline'],
    // It waits half a minute, whatever anybody wants, and a refusal ends the task: there is no time for a person.
    ...ownFile(`#!/bin/sh
# Written by Countersign: it is asked before Cline uses a tool. "countersign init --remove" takes it away.
exec "$HOME/.countersign/hook" cline --wait 25
`),
    whyNot: 'There is a PreToolUse hook already, and Cline runs only one: call "$HOME/.countersign/hook" cline in it.',
    isExecutable: true,
    notes: ['Cline waits 30 seconds at most, and a refusal ends its task: what is held is refused and queued.'],
    weakenedBy: [],
  }),
  defineSetUp({
    agent: 'opencode',
    files: { project: ['.opencode/plugin/countersign.js'], user: ['.config/opencode/plugin/countersign.js'] },
    traces: ['.config/opencode'],
    ...ownFile(opencodePlugin),
    notes: ['What it writes through the shell is not asked about: it is noticed afterwards, and put up for review.'],
    weakenedBy: [],
  }),
];
