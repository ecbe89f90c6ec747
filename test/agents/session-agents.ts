import { acpAgents, type AcpAgent } from '../../client/src/acp/agents.ts';
import type { AgentHome } from './agent.ts';
import { codex } from './codex.ts';
import { geminiCli } from './gemini-cli.ts';
import { installed } from './installed.ts';
import type { Wire } from './model-server.ts';
import { opencode } from './opencode.ts';

/** An agent that a session starts: as the extension does, but that its program is the one of the tests, and its model the script. */
export interface SessionAgent {
  readonly row: AcpAgent;
  readonly wire: Wire;
  /** Put in the place of the first word of its command. */
  readonly program: () => readonly string[];
  /** Writes the agent's own settings. */
  readonly prepare: (home: AgentHome) => { readonly env: Readonly<Record<string, string>> };
}

/** The program of opencode 1.18: of 180 MB, and started in many seconds. Whoever has it sets this to its path. */
const opencodeProgram = process.env['COUNTERSIGN_TEST_OPENCODE'];

const node = process.execPath;

export const sessionAgents: readonly SessionAgent[] = [
  {
    row: find('Gemini CLI'),
    wire: geminiCli.wire,
    program: () => [node, installed('@google/gemini-cli', 'gemini'), '-m', 'gemini-2.5-flash', '--skip-trust'],
    prepare: geminiCli.prepare,
  },
  {
    row: find('Codex'),
    wire: codex.wire,
    program: () => [node, installed('@agentclientprotocol/codex-acp', 'codex-acp')],
    prepare: codex.prepare,
  },
  ...(opencodeProgram === undefined ? [] : [{ ...opencode, row: find('opencode'), program: () => [opencodeProgram] }]),
];

function find(title: string): AcpAgent {
  return acpAgents.find((agent) => agent.title === title)!;
}
