import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';
import { proposeEdit, reviewStatus, type ToolAnswer } from '../host/mcp-tools.ts';
import { describeError } from '../host/problems.ts';
import { reviewTools } from '../protocol/review-tools.ts';
import type { ExitCode, Invocation } from './define.ts';
import { readVersion } from './version.ts';

/** What agents may ask of the review of their own accord. It is no gate: an agent that does not ask is noticed on disk. */
export async function runMcp({ terminal }: Invocation): Promise<ExitCode> {
  const { directory } = terminal;
  const version = await readVersion();
  const handle = serveStdio(() => createServer(directory, version), {
    onerror: (error) => terminal.note(`countersign mcp: ${describeError(error)}\n`),
  });
  await new Promise<void>((resolve) => void process.stdin.once('end', resolve).once('close', resolve));
  await handle.close();
  return 0;
}

function createServer(directory: string, version: string): McpServer {
  const server = new McpServer({ name: 'countersign', version }, { instructions });
  for (const { name, title, description, isFresh } of reviewTools)
    server.registerTool(name, { title, description, annotations: { readOnlyHint: true } }, async () =>
      toResult(await reviewStatus(directory, isFresh)),
    );
  server.registerTool(
    'propose_edit',
    {
      title: 'Propose an edit',
      description:
        'Writes one file, or replaces one passage of it, once the rules of the repository or a person allow it. What is held is not written: repeat the same call later.',
      inputSchema: z.object({
        path: z.string().describe('The file, absolute or from the folder the server runs in.'),
        content: z.string().optional().describe('The whole new text of the file.'),
        old_string: z.string().optional().describe('The passage to replace; it must be there once.'),
        new_string: z.string().optional().describe('What takes its place.'),
      }),
      annotations: { destructiveHint: true },
    },
    async (input) => toResult(await proposeEdit(server.server.getClientVersion() ?? { name: 'mcp' }, directory, input)),
  );
  return server;
}

const instructions =
  'Countersign lets a person review edits before they are accepted. Edits that its rules hold are not written until somebody has answered; never write them in another way.';

function toResult({ text, isRefused }: ToolAnswer) {
  return { content: [{ type: 'text' as const, text }], isError: isRefused };
}
