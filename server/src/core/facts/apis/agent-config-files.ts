/** What an agent reads as instructions, permissions or commands, and what decides how its edits are judged. */
interface ConfigFile {
  /** On the path from the workspace's root or from any folder in it. */
  readonly path: RegExp;
  readonly title: string;
}

/** Sources: the agents' own documentation, 2026-11. */
const files: readonly ConfigFile[] = [
  { path: /^\.countersign\/records\//, title: 'Countersign records' },
  { path: /(^|\/)\.countersign\//, title: 'Countersign policy' },
  {
    path: /(^|\/)(CLAUDE(\.local)?\.md$|\.claude\/|\.claude-plugin\/|claude_desktop_config\.json$|\.claude\.json$|(?:claude-code|ClaudeCode)\/managed-(?:settings|mcp)(?:\.d\/|\.json$))/,
    title: 'Claude Code configuration',
  },
  { path: /(^|\/)AGENTS(\.override)?\.md$/, title: 'agent instructions' },
  {
    path: /(^|\/)(GEMINI\.md$|\.gemini\/|gemini-extension\.json$)|^outside\/etc\/gemini-cli\//,
    title: 'Gemini CLI configuration',
  },
  { path: /(^|\/)\.codex\/|^outside\/etc\/codex\//, title: 'Codex configuration' },
  { path: /(^|\/)(\.cursor\/|\.cursorrules$)|^outside\/etc\/cursor\//, title: 'Cursor configuration' },
  { path: /(^|\/)(\.clinerules(\/|$)|\.cline\/|Documents\/Cline\/|\.roo\/|\.roorules$)/, title: 'Cline configuration' },
  { path: /(^|\/)(opencode\.jsonc?$|\.opencode\/|\.config\/opencode\/)/, title: 'opencode configuration' },
  {
    path: /(^|\/)(\.github\/(hooks\/|instructions\/|copilot-instructions\.md$|prompts\/|chatmodes\/|agents\/)|\.copilot\/)/,
    title: 'Copilot configuration',
  },
  {
    path: /(^|\/)(\.mcp\.json$|\.vscode\/mcp\.json$|mcp\.json$|mcp_config\.json$|(?:\w+_)?mcp_settings\.json$|\.amazonq\/)/,
    title: 'MCP servers',
  },
  { path: /(^|\/)(\.windsurfrules$|\.windsurf\/|\.codeium\/)/, title: 'Windsurf configuration' },
  { path: /(^|\/)\.kiro\/(?:settings|steering|hooks|agents)\//, title: 'Kiro configuration' },
  { path: /(^|\/)(\.junie\/|\.aider\.conf\.ya?ml$|\.continue\/|\.goosehints$)/, title: 'agent configuration' },
  { path: /(^|\/)(\.config\/goose\/|\.goose\/)/, title: 'goose configuration' },
  { path: /(^|\/)(\.roomodes$|\.kilocode(?:modes$|\/))/, title: 'Roo configuration' },
  { path: /(^|\/)(\.amp\/|\.agents?\/)/, title: 'agent configuration' },
  { path: /(^|\/)(QWEN\.md$|\.(?:qwen|iflow)\/)/, title: 'Qwen Code configuration' },
  {
    path: /(^|\/)(\.(?:augment|factory|trae|warp|openhands|crush|devin|qodo|tabnine|codebuddy|rovodev|pi)\/|\.augment-guidelines$|\.?crush\.json$|(?:CRUSH|WARP|CODEBUDDY)\.md$|\.rules$)/,
    title: 'agent configuration',
  },
  { path: /(^|\/)SKILL\.md$/, title: 'agent skill' },
];

/** What the file configures; null when it is no agent's. */
export function agentConfigTitle(path: string): string | null {
  return files.find((file) => file.path.test(path))?.title ?? null;
}
