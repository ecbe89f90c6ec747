/** What a tool that a model calls does outside, least first. */
export const TOOL_EFFECTS = [
  'none',
  'read',
  'network',
  'database',
  'write',
  'secrets',
  'delete',
  'run',
  'leak',
] as const;

export type ToolEffect = (typeof TOOL_EFFECTS)[number];

export function strongestEffect(effects: readonly ToolEffect[]): ToolEffect {
  return effects.reduce(
    (one, other) => (TOOL_EFFECTS.indexOf(other) > TOOL_EFFECTS.indexOf(one) ? other : one),
    'none',
  );
}

/** Tools that a provider brings along, by the `type` in the request. Sources: the providers' documentation, 2026-11. */
const TYPES: readonly (readonly [RegExp, ToolEffect])[] = [
  [
    /^(?:bash|computer|code_execution)_\d{8}$|^(?:computer_use_preview|computer|local_shell|shell|code_interpreter)$/,
    'run',
  ],
  [/^(?:text_editor|memory)_\d{8}$|^apply_patch$/, 'write'],
  [/^(?:web_search|web_fetch)_\d{8}$|^(?:web_search(?:_preview)?(?:_\d{4}_\d\d_\d\d)?|mcp)$/, 'network'],
  [/^file_search$/, 'read'],
];

export function effectOfType(type: string): ToolEffect | null {
  return TYPES.find(([pattern]) => pattern.test(type))?.[1] ?? null;
}

/** Tools that libraries bring along, by the last name of their path. Sources: the libraries' documentation, 2026-11. */
const READY: readonly (readonly [RegExp, ToolEffect])[] = [
  [
    /^(?:ShellTool|BashTool|BashProcess|TerminalTool|PythonREPLTool|PythonAstREPLTool|PythonREPL|PythonInterpreterTool|CodeInterpreterTool|CodeInterpreter\w*ToolSpec|LocalShellTool|ShellCallTool|ComputerTool|ComputerUseTool|RizaCodeInterpreter|E2BDataAnalysisTool|BearlyInterpreterTool|LocalCommandLineCodeExecutor|python_repl|shell|use_computer)$/,
    'run',
  ],
  [
    /^(?:WriteFileTool|FileWriterTool|FileWriteTool|MoveFileTool|CopyFileTool|FileManagementToolkit|file_write|editor)$/,
    'write',
  ],
  [/^(?:DeleteFileTool)$/, 'delete'],
  [/^(?:ReadFileTool|ListDirectoryTool|FileReadTool|DirectoryReadTool|file_read)$/, 'read'],
  [/^(?:QuerySQLDataBaseTool|QuerySQLDatabaseTool|SQLDatabaseToolkit|NL2SQLTool|QuerySqlTool|SqlToolkit)$/, 'database'],
  [
    /^(?:Requests(?:Get|Post|Put|Patch|Delete)Tool|RequestsToolkit|GmailToolkit|SlackToolkit|O365Toolkit|GitHubToolkit|JiraToolkit|WebSearchTool|HostedMCPTool|MCPServer(?:Sse|StreamableHttp|Stdio)|MCPServerAdapter|McpToolset|MCPToolset|ScrapeWebsiteTool|PlayWrightBrowserToolkit|PlaywrightBrowserToolkit|http_request)$/,
    'network',
  ],
];

export function effectOfReady(name: string): ToolEffect | null {
  return READY.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
