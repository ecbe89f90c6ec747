import type { Leaf } from './document.ts';
import type { Setting } from './setting.ts';

/** A setting whose values let an agent do ever more without a question. */
interface Level {
  /** Keys joined by dots; `*` is one key. */
  readonly setting: string;
  readonly files: RegExp;
  /** Least first. */
  readonly values: readonly string[];
  /** What holds where nothing is said. */
  readonly otherwise: string;
}

const EDITOR =
  /(?:^|\/)(?:\.vscode\/settings|devcontainer|(?:User|User\/profiles\/[^/]+|Machine)\/settings)\.json$|\.code-workspace$/;
/** And what is made from it. */
const GEMINI = /(?:^|\/)\.(?:gemini|qwen|iflow)\//;
const ZED = /(?:^|\/)(?:\.zed|zed)\/settings\.json$/;
const row = (setting: string, files: RegExp, values: string, otherwise: string): Level => ({
  setting,
  files,
  values: values.split(' '),
  otherwise,
});

/** Sources: the documentation of each agent, 2026-11. */
const levels: readonly Level[] = [
  row(
    'permissions.defaultMode',
    /(?:^|\/)\.claude\//,
    'plan default acceptEdits auto dontAsk bypassPermissions',
    'default',
  ),
  row('permissions.disableBypassPermissionsMode', /(?:^|\/)\.claude\//, 'disable allowed', 'allowed'),
  row('enableAllProjectMcpServers', /(?:^|\/)\.claude\//, 'false true', 'false'),
  row('skipDangerousModePermissionPrompt', /(?:^|\/)\.claude\//, 'false true', 'false'),
  row('skipAutoPermissionPrompt', /(?:^|\/)\.claude\//, 'false true', 'false'),
  row('disableAllHooks', /(?:^|\/)\.claude\//, 'false true', 'false'),
  row('hooksConfig.enabled', GEMINI, 'true false', 'true'),
  row('features.hooks', /(?:^|\/)\.?codex\//, 'true false', 'true'),
  row('allowManagedHooksOnly', /(?:^|\/)\.claude\//, 'true false', 'false'),
  row('sandbox.enabled', /(?:^|\/)\.claude\//, 'true false', 'false'),
  row('sandbox.autoAllowBashIfSandboxed', /(?:^|\/)\.claude\//, 'false true', 'true'),
  row('sandbox.allowUnsandboxedCommands', /(?:^|\/)\.claude\//, 'false true', 'true'),
  row('chat.tools.autoApprove', EDITOR, 'false true', 'false'),
  row('chat.tools.global.autoApprove', EDITOR, 'false true', 'false'),
  row('chat.tools.terminal.enableAutoApprove', EDITOR, 'false true', 'true'),
  row('chat.tools.terminal.blockDetectedFileWrites', EDITOR, 'all outsideWorkspace never', 'outsideWorkspace'),
  row('chat.agent.terminal.autoApprove', EDITOR, 'false true', 'false'),
  row('chat.useHooks', EDITOR, 'true false', 'true'),
  row('chat.hookFilesLocations.*', EDITOR, 'true false', 'true'),
  row('chat.agentHost.enabled', EDITOR, 'false true', 'false'),
  row('countersign.watch', EDITOR, 'true false', 'true'),
  row('chat.permissions.default', EDITOR, 'default bypassApprovals bypass autopilot', 'default'),
  row('chat.tools.terminal.autoApprove', EDITOR, 'false true', 'false'),
  row('security.workspace.trust.enabled', EDITOR, 'true false', 'true'),
  row('security.workspace.trust.untrustedFiles', EDITOR, 'newWindow prompt open', 'prompt'),
  row('security.workspace.trust.startupPrompt', EDITOR, 'always once never', 'once'),
  row('task.allowAutomaticTasks', EDITOR, 'off auto prompt on', 'off'),
  row('extensions.verifySignature', EDITOR, 'true false', 'true'),
  row('claudeCode.allowDangerouslySkipPermissions', EDITOR, 'false true', 'false'),
  row('claudeCode.initialPermissionMode', EDITOR, 'plan default acceptEdits bypassPermissions', 'default'),
  row('cursor.agent.autoRun', EDITOR, 'false true', 'false'),
  row('roo-cline.alwaysAllowExecute', EDITOR, 'false true', 'false'),
  row('amp.dangerouslyAllowAll', EDITOR, 'false true', 'false'),
  row(
    'approval_policy',
    /(?:^|\/)\.?codex\/|(?:^|\/)config\.toml$/,
    'untrusted on-request on-failure never',
    'on-request',
  ),
  row('profiles.*.approval_policy', /(?:^|\/)\.?codex\//, 'untrusted on-request on-failure never', 'on-request'),
  row(
    'sandbox_mode',
    /(?:^|\/)\.?codex\/|(?:^|\/)config\.toml$/,
    'read-only workspace-write danger-full-access',
    'read-only',
  ),
  row('profiles.*.sandbox_mode', /(?:^|\/)\.?codex\//, 'read-only workspace-write danger-full-access', 'read-only'),
  row('sandbox_workspace_write.network_access', /(?:^|\/)\.?codex\//, 'false true', 'false'),
  row('projects.*.trust_level', /(?:^|\/)\.?codex\//, 'untrusted trusted', 'untrusted'),
  row('shell_environment_policy.inherit', /(?:^|\/)\.?codex\//, 'none core all', 'all'),
  row('general.defaultApprovalMode', GEMINI, 'plan default auto_edit auto-edit yolo', 'default'),
  row('tools.approvalMode', GEMINI, 'plan default auto_edit auto-edit yolo', 'default'),
  row(
    'approvalMode',
    /(?:^|\/)\.(?:gemini|cursor|qwen)\//,
    'plan allowlist default auto-edit auto_edit unrestricted yolo',
    'default',
  ),
  row('autoAccept', GEMINI, 'false true', 'false'),
  row('tools.autoAccept', GEMINI, 'false true', 'false'),
  row('sandbox', GEMINI, 'true docker podman false', 'false'),
  row('tools.sandbox', GEMINI, 'true docker podman false', 'false'),
  row('security.disableYoloMode', /(?:^|\/)\.gemini\//, 'true false', 'false'),
  row('security.folderTrust.enabled', /(?:^|\/)\.gemini\//, 'true false', 'false'),
  row('security.environmentVariableRedaction.enabled', /(?:^|\/)\.gemini\//, 'true false', 'false'),
  row('permission', /opencode\.jsonc?$/, 'deny ask allow', 'allow'),
  row('share', /opencode\.jsonc?$/, 'disabled manual auto', 'manual'),
  row('yes-always', /\.aider\.conf\.ya?ml$/, 'false true', 'false'),
  row('agent.always_allow_tool_actions', /settings\.json$/, 'false true', 'false'),
  row('agent.tool_permissions.default', ZED, 'deny confirm allow', 'confirm'),
  row('agent.tool_permissions.tools.*.default', ZED, 'deny confirm allow', 'confirm'),
  row('agent.profiles.*.enable_all_context_servers', ZED, 'false true', 'false'),
  row('GOOSE_MODE', /(?:^|\/)\.?goose\//, 'chat approve smart_approve auto', 'smart_approve'),
  row('chat.agent.sandbox.enabled', EDITOR, 'on true off false', 'off'),
  row('chat.mcp.autostart', EDITOR, 'never onlyNew newAndOutdated always', 'newAndOutdated'),
  row('chat.mcp.discovery.enabled', EDITOR, 'false true', 'false'),
  row(
    'type',
    /(?:^|\/)\.cursor\/sandbox\.json$/,
    'workspace_readonly workspace_readwrite insecure_none',
    'workspace_readwrite',
  ),
  row('networkPolicy.default', /(?:^|\/)\.cursor\/sandbox\.json$/, 'deny allow', 'deny'),
  row('autonomyMode', /(?:^|\/)\.factory\//, 'spec normal auto-low auto-medium auto-high', 'normal'),
  row('autonomyLevel', /(?:^|\/)\.factory\//, 'off low medium high', 'off'),
  row('includeMcpJson', /(?:^|\/)\.kiro\/agents\//, 'false true', 'false'),
];

export function* levelsIn(path: string, leaves: readonly Leaf[]): Generator<Setting> {
  for (const { setting, files, values, otherwise } of levels) {
    if (!files.test(path)) continue;
    for (const leaf of leaves) {
      if (!isAt(setting, leaf.keys) || !values.includes(leaf.value)) continue;
      yield {
        kind: 'agent.autonomy',
        action: 'level',
        slot: setting,
        value: leaf.value,
        ...reachOf(values.indexOf(leaf.value) - values.indexOf(otherwise)),
        otherwise,
        node: leaf.node,
        covers: [leaf],
        why: `From least to most the values of ${setting} are ${values.join(', ')}.`,
      };
    }
  }
}

/** Against what holds where nothing is said. */
function reachOf(steps: number): Pick<Setting, 'reach'> {
  return steps === 0 ? {} : { reach: steps > 0 ? 'wide' : 'narrow' };
}

/** Written with its dots, nested, or below the settings of a workspace or a container. */
function isAt(setting: string, keys: readonly string[]): boolean {
  const from = keys[0] === 'settings' ? 1 : keys[0] === 'customizations' && keys[2] === 'settings' ? 3 : 0;
  const path = keys.slice(from).join('.');
  if (path === setting) return true;
  if (!setting.includes('*')) return false;
  const [first = '', last = ''] = setting.split('*');
  return path.startsWith(first) && path.endsWith(last) && path.length > first.length + last.length;
}

/** Above: more is done without a question. Null: the setting is none of ours. */
export function stepsUp(setting: string, before: string | null, after: string | null): number | null {
  const level = levels.find((each) => each.setting === setting);
  if (level === undefined) return null;
  const rank = (value: string | null): number => level.values.indexOf(value ?? level.otherwise);
  return rank(after) - rank(before);
}
