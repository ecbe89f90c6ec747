import { below, type Leaf } from './document.ts';
import type { Setting } from './setting.ts';

export type Answer = 'deny' | 'ask' | 'allow';

/** Lists of what an agent may do: the key, the files, what an item means. Sources: the agents' documentation, 2026-11. */
const LISTS: readonly (readonly [string, RegExp, Answer, string?])[] = [
  ['permissions.allow', /./, 'allow'],
  ['permissions.ask', /./, 'ask'],
  ['permissions.deny', /./, 'deny'],
  ['permissions.additionalDirectories', /./, 'allow', 'files below'],
  ['sandbox.excludedCommands', /(?:^|\/)\.claude\//, 'allow', 'outside of the sandbox'],
  ['sandbox.network.allowedDomains', /(?:^|\/)\.claude\//, 'allow', 'the network to'],
  ['enabledMcpjsonServers', /(?:^|\/)\.claude\//, 'allow', 'server'],
  ['disabledMcpjsonServers', /(?:^|\/)\.claude\//, 'deny', 'server'],
  ['tools.allowed', /(?:^|\/)\.gemini\//, 'allow'],
  ['allowedTools', /(?:^|\/)\.(?:gemini|claude)/, 'allow'],
  ['tools.exclude', /(?:^|\/)\.gemini\//, 'deny'],
  ['excludeTools', /(?:^|\/)(?:\.gemini\/|gemini-extension\.json)/, 'deny'],
  ['mcp.allowed', /(?:^|\/)\.gemini\//, 'allow', 'server'],
  ['sandbox_workspace_write.writable_roots', /(?:^|\/)\.codex\//, 'allow', 'files below'],
  ['roo-cline.allowedCommands', /settings\.json$|\.code-workspace$/, 'allow'],
  ['roo-cline.deniedCommands', /settings\.json$|\.code-workspace$/, 'deny'],
  ['windsurf.cascadeCommandsAllowList', /settings\.json$|\.code-workspace$/, 'allow'],
  ['windsurf.cascadeCommandsDenyList', /settings\.json$|\.code-workspace$/, 'deny'],
  ['kiroAgent.trustedCommands', /settings\.json$|\.code-workspace$/, 'allow'],
];

const OPENCODE = /opencode\.jsonc?$|(?:^|\/)\.opencode\/.*\.md$/;

/** Maps from a rule to an answer. */
const MAPS: readonly (readonly [string, RegExp, string])[] = [
  ['chat.tools.terminal.autoApprove', /settings\.json$|\.code-workspace$|devcontainer\.json$/, 'command'],
  ['chat.tools.edits.autoApprove', /settings\.json$|\.code-workspace$|devcontainer\.json$/, 'edits of'],
  ['chat.tools.urls.autoApprove', /settings\.json$|\.code-workspace$|devcontainer\.json$/, 'address'],
  ['chat.tools.eligibleForAutoApproval', /settings\.json$|\.code-workspace$|devcontainer\.json$/, 'tool'],
  ['permission', OPENCODE, ''],
  ['tools', OPENCODE, 'tool'],
];

export function* rulesIn(path: string, leaves: readonly Leaf[]): Generator<Setting> {
  for (const [key, files, answer, what = ''] of LISTS)
    if (files.test(path))
      for (const leaf of under(leaves, key))
        if (/^\d+$/.test(leaf.keys[0] ?? '') && leaf.keys.length === 1)
          yield rule(leaf, `${what} ${leaf.value}`.trim(), answer);
  for (const [key, files, what] of MAPS)
    if (files.test(path))
      for (const leaf of under(leaves, key)) {
        const answer = toAnswer(leaf.value);
        const keys = leaf.keys.filter(
          (each) => !/^(?:approve|matchCommandLine|approveRequest|approveResponse)$/.test(each),
        );
        if (answer !== null && leaf.keys[leaf.keys.length - 1] !== 'matchCommandLine')
          yield rule(leaf, [what, ...keys].join(' ').trim(), answer);
      }
}

/** A key of settings is written with its dots, or nested. */
function under(leaves: readonly Leaf[], key: string): readonly Leaf[] {
  const found = [...below(leaves, [key]), ...below(leaves, key.split('.'))];
  const inSettings = [
    ...below(leaves, ['settings', key]),
    ...below(leaves, ['customizations', 'vscode', 'settings', key]),
  ];
  return key.includes('.') ? [...found, ...inSettings] : below(leaves, [key]);
}

/** As lists of rules answer. */
export function answerOf(value: string): Answer | null {
  if (/^(?:allow|allowed|approve|always|auto)$/i.test(value)) return 'allow';
  if (/^(?:deny|denied|reject|block|forbidden|never)$/i.test(value)) return 'deny';
  return /^(?:ask|ask[-_]?user|prompt|confirm|delegate|webhook-policy)$/i.test(value) ? 'ask' : null;
}

function toAnswer(value: string): Answer | null {
  if (value === 'true' || value === 'allow') return 'allow';
  if (value === 'false' || value === 'deny') return 'deny';
  return value === 'ask' || value === 'null' ? 'ask' : null;
}

export function rule(leaf: Leaf, slot: string, answer: Answer): Setting {
  const shown = { allow: 'is done without a question', ask: 'is asked about', deny: 'is refused' }[answer];
  return {
    kind: 'agent.autonomy',
    action: 'rule',
    slot,
    value: answer,
    reach: isWide(slot) ? 'wide' : 'narrow',
    node: leaf.node,
    covers: [leaf],
    why: `What ${slot} names ${shown}.`,
  };
}

/** Anything at all of a kind that changes things, and programs that run whatever they are given. */
function isWide(slot: string): boolean {
  const inner = /^([\w-]+)\((.*)\)$/.exec(slot);
  const [tool, what] = inner === null ? [slot, ''] : [inner[1]!, inner[2]!];
  if (
    /^(?:Bash|Shell|Write|Edit|MultiEdit|NotebookEdit|PowerShell|run_shell_command|write_file|replace|ShellTool|bash|edit|write|WebFetch|\*|mcp__\*)$/.test(
      tool,
    ) &&
    /^(?:|\*|\*\*|:\*|\*:\*|\.\/\*\*|\/.*|\/\/.*|~.*)$/.test(what)
  )
    return true;
  if (
    /^(?:bash|edit|command|edits of|address|files below|the network to) ?(?:\*|\*\*|\*\*\/\*|\.\*|\/\.\*\/|\/|~|\*:\/\/.*|https?:\/\/\*.*)?$/.test(
      slot,
    )
  )
    return true;
  const command = /^(?:Bash|Shell|run_shell_command|ShellTool|PowerShell)$/.test(tool)
    ? what
    : slot.replace(/^(?:bash|command|outside of the sandbox) /, '');
  return /^\/?\^?(?:sudo|rm|sh|bash|zsh|curl|wget|nc|ssh|scp|python3?|node|perl|ruby|eval|npx|uvx|docker|kubectl|chmod|chown|dd|git push|gh api|aws|gcloud|terraform apply|npm publish|psql)(?:\b|$)[^a-z]*$/i.test(
    command.replace(/[:\s]*\*+$/, ''),
  );
}
