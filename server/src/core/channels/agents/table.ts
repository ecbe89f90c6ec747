import { acp } from './acp.ts';
import { claudeCode } from './claude-code.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { copilotCli } from './copilot-cli.ts';
import { cursor } from './cursor.ts';
import type { AgentDefinition } from './define.ts';
import { geminiCompanion } from './gemini-companion.ts';
import { geminiCli } from './gemini-cli.ts';
import { mcp } from './mcp.ts';
import { opencode } from './opencode.ts';
import { vscode } from './vscode.ts';

/** Agents with hooks of their own. */
export const hookAgents: readonly AgentDefinition[] = [
  claudeCode,
  codex,
  geminiCli,
  cursor,
  vscode,
  copilotCli,
  cline,
  opencode,
];

/** Whoever can be answered. A test fails when a file is missing here. */
export const agents: readonly AgentDefinition[] = [...hookAgents, acp, mcp, geminiCompanion];
