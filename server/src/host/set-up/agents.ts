import { type AgentSetUp, defineSetUp, noticeSeconds, reviewSeconds } from './define.ts';
import { jsonHooks } from './json-hooks.ts';
import { launcherCommand } from './launcher-command.ts';
import { ownFile } from './own-file.ts';
import { opencodePlugin } from './opencode-plugin.ts';

const noticedAfterwards =
  'What it writes through the shell is not held: it is noticed when it is on disk, put up for review as its work, and can be rejected.';

/** The same hook for several events. */
function forEach(
  events: readonly string[],
  hook: Readonly<Record<string, unknown>>,
): Readonly<Record<string, typeof hook>> {
  return Object.fromEntries(events.map((event) => [event, hook]));
}

/** One program for each event, all of one text. */
function clineHooks(folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    ['PreToolUse', 'PostToolUse', 'UserPromptSubmit'].map((event) => `${folder}/${event}`),
  );
}

/** It runs a hook in PowerShell on Windows (its `getShellConfiguration`, 0.61), where a line for `sh` does not parse: it would go on. */
const geminiShell = process.platform === 'win32' ? 'powershell' : 'sh';

function geminiHook(purpose: 'ask' | 'notice', seconds: number): Readonly<Record<string, unknown>> {
  const command = launcherCommand('gemini-cli', purpose, geminiShell);
  return { name: 'countersign', type: 'command', command, timeout: seconds * 1000 };
}

/** Every agent that can be set up. A test fails when an agent that we answer is missing here. */
export const setUps: readonly AgentSetUp[] = [
  defineSetUp({
    agent: 'claude-code',
    files: { project: ['.claude/settings.json'], user: ['.claude/settings.json'] },
    traces: ['.claude'],
    ...jsonHooks({
      PreToolUse: {
        matcher: 'Edit|MultiEdit|Write|NotebookEdit|Bash|mcp__.*',
        hooks: [{ type: 'command', command: launcherCommand('claude-code'), timeout: reviewSeconds }],
      },
      ...forEach(['PostToolUse', 'PostToolUseFailure'], {
        matcher: 'Edit|MultiEdit|Write|NotebookEdit|Bash|mcp__.*',
        hooks: [{ type: 'command', command: launcherCommand('claude-code', 'notice'), timeout: noticeSeconds }],
      }),
      UserPromptSubmit: {
        hooks: [{ type: 'command', command: launcherCommand('claude-code', 'notice'), timeout: noticeSeconds }],
      },
    }),
    notes: [noticedAfterwards],
  }),
  defineSetUp({
    agent: 'codex',
    files: { project: ['.codex/hooks.json'], user: ['.codex/hooks.json'] },
    traces: ['.codex'],
    ...jsonHooks({
      PreToolUse: {
        matcher: 'apply_patch|Bash|mcp__.*',
        hooks: [{ type: 'command', command: launcherCommand('codex'), timeout: reviewSeconds }],
      },
      PostToolUse: {
        matcher: 'apply_patch|Bash|mcp__.*',
        hooks: [{ type: 'command', command: launcherCommand('codex', 'notice'), timeout: noticeSeconds }],
      },
      UserPromptSubmit: {
        hooks: [{ type: 'command', command: launcherCommand('codex', 'notice'), timeout: noticeSeconds }],
      },
    }),
    notes: [
      'Codex runs a hook only when you trust it: start Codex, run /hooks, look at each command and trust it. Until then every edit is written unasked.',
      noticedAfterwards,
    ],
  }),
  defineSetUp({
    agent: 'gemini-cli',
    files: { project: ['.gemini/settings.json'], user: ['.gemini/settings.json'] },
    traces: ['.gemini'],
    ...jsonHooks({
      BeforeTool: {
        matcher: 'replace|write_file|run_shell_command|mcp_.*',
        sequential: true,
        hooks: [geminiHook('ask', reviewSeconds)],
      },
      AfterTool: {
        matcher: 'replace|write_file|run_shell_command|mcp_.*',
        hooks: [geminiHook('notice', noticeSeconds)],
      },
      BeforeAgent: { hooks: [geminiHook('notice', noticeSeconds)] },
    }),
    notes: ['With --acp Gemini CLI asks no hooks.', noticedAfterwards],
  }),
  defineSetUp({
    agent: 'cursor',
    files: { project: ['.cursor/hooks.json'], user: ['.cursor/hooks.json'] },
    traces: ['.cursor'],
    ...jsonHooks(
      {
        preToolUse: {
          command: launcherCommand('cursor'),
          type: 'command',
          timeout: reviewSeconds,
          matcher: 'Write|StrReplace|ApplyPatch|Delete|Shell',
          failClosed: true,
        },
        beforeMCPExecution: {
          command: launcherCommand('cursor'),
          type: 'command',
          timeout: reviewSeconds,
          failClosed: true,
        },
        ...forEach(['afterShellExecution', 'afterMCPExecution', 'postToolUseFailure', 'beforeSubmitPrompt'], {
          command: launcherCommand('cursor', 'notice'),
          type: 'command',
          timeout: noticeSeconds,
        }),
      },
      { version: 1 },
    ),
    notes: ['Completions with Tab are not asked about: they are reviewed when they are saved.', noticedAfterwards],
  }),
  defineSetUp({
    agent: 'vscode',
    files: { project: ['.github/hooks/countersign-vscode.json'], user: ['.copilot/hooks/countersign-vscode.json'] },
    traces: [],
    ...jsonHooks({
      PreToolUse: {
        type: 'command',
        command: launcherCommand('vscode'),
        windows: launcherCommand('vscode', 'ask', 'cmd'),
        timeout: reviewSeconds,
      },
      ...forEach(['SessionStart', 'PostToolUse', 'UserPromptSubmit'], {
        type: 'command',
        command: launcherCommand('vscode', 'notice'),
        windows: launcherCommand('vscode', 'notice', 'cmd'),
        timeout: noticeSeconds,
      }),
    }),
    notes: ['"chat.useHooks" must be on. VS Code goes on when a hook crashes, so nothing else may stand in its place.'],
  }),
  defineSetUp({
    agent: 'copilot-cli',
    files: { project: ['.github/hooks/countersign-copilot.json'], user: [] },
    traces: ['.copilot'],
    ...jsonHooks(
      {
        preToolUse: {
          type: 'command',
          bash: launcherCommand('copilot-cli'),
          powershell: launcherCommand('copilot-cli', 'ask', 'powershell'),
          timeoutSec: reviewSeconds,
        },
        ...forEach(['postToolUse', 'postToolUseFailure', 'userPromptSubmitted'], {
          type: 'command',
          bash: launcherCommand('copilot-cli', 'notice'),
          powershell: launcherCommand('copilot-cli', 'notice', 'powershell'),
          timeoutSec: noticeSeconds,
        }),
      },
      { version: 1 },
    ),
    notes: [noticedAfterwards],
  }),
  defineSetUp({
    agent: 'cline',
    files: {
      project: clineHooks(['.clinerules/hooks', '.cline/hooks']),
      user: clineHooks(['Documents/Cline/Hooks', '.cline/hooks']),
    },
    traces: ['.cline', 'Documents/Cline'],
    // It waits half a minute, whatever anybody wants, and a refusal ends the task: there is no time for a person.
    ...ownFile(`#!/bin/sh
# Written by Countersign: it is asked before Cline uses a tool, and told what comes after. "countersign init --remove" takes it away.
case \${0##*/} in
PostToolUse | UserPromptSubmit) exec "$HOME/.countersign/hook" cline --notice ;;
esac
exec "$HOME/.countersign/hook" cline --wait 25
`),
    whyNot:
      'There is a hook of that name already, and Cline runs only one: call "$HOME/.countersign/hook" cline in it.',
    isExecutable: true,
    notes: [
      'Cline waits 30 seconds at most, and a refusal ends its task: what is held is refused and queued.',
      'What it writes through the shell is known as its own once it has run the hook PostToolUse, as its documentation has it.',
    ],
  }),
  defineSetUp({
    agent: 'opencode',
    files: { project: ['.opencode/plugin/countersign.js'], user: ['.config/opencode/plugin/countersign.js'] },
    traces: ['.config/opencode'],
    ...ownFile(opencodePlugin),
    notes: [noticedAfterwards],
  }),
];
