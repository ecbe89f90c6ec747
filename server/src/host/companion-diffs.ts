import { McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { findAgent } from '../core/hook.ts';
import type { HookVerdict } from '../core/model/hook.ts';
import { systemClock } from './clock.ts';
import type { InboxQuestion } from './editor-inbox.ts';

export interface DiffAnswers {
  /** Absolute. */
  readonly folders: readonly string[];
  readonly version: string;
  /** Null: the file is in none of the folders. */
  readonly ask: (file: string, question: InboxQuestion) => Promise<HookVerdict> | null;
  readonly onFault: (error: unknown) => void;
}

export interface DiffServer {
  readonly server: McpServer;
  /** Nobody waits for an answer any more. */
  readonly giveUp: () => void;
}

interface OpenDiff {
  readonly text: string;
  readonly gone: AbortController;
}

const agent = 'gemini-companion';

/** The tools of a companion: a diff is opened at once, and told of when somebody has decided. */
export function createDiffServer({ folders, version, ask, onFault }: DiffAnswers): DiffServer {
  const open = new Map<string, OpenDiff>();
  const server = new McpServer({ name: 'countersign', version });
  const tell = (method: string, params: Record<string, unknown>): void =>
    void server.server.notification({ method, params }).catch(onFault);

  function openDiff(filePath: string, newContent: string): { content: [] } | ReturnType<typeof failed> {
    const gone = new AbortController();
    const asked = ask(filePath, toQuestion(folders[0] ?? '', filePath, newContent, gone.signal));
    if (asked === null) return failed('The file is in no folder that is open and trusted.');
    open.get(filePath)?.gone.abort();
    const diff = { text: newContent, gone };
    open.set(filePath, diff);
    const answered = (content: string | null): void => {
      if (open.get(filePath) !== diff) return;
      open.delete(filePath);
      if (content === null) tell('ide/diffRejected', { filePath });
      else tell('ide/diffAccepted', { filePath, content });
    };
    void asked.then(
      (verdict) => answered(contentOf(verdict, newContent)),
      (error: unknown) => {
        onFault(error);
        answered(null);
      },
    );
    return { content: [] };
  }

  server.registerTool(
    'openDiff',
    {
      description: 'Shows what would be written to a file, for a person to accept, change or reject.',
      inputSchema: z.object({ filePath: z.string(), newContent: z.string() }),
    },
    ({ filePath, newContent }) => openDiff(filePath, newContent),
  );
  server.registerTool(
    'closeDiff',
    {
      description: 'Takes the question back: it was answered elsewhere.',
      inputSchema: z.object({ filePath: z.string(), suppressNotification: z.boolean().optional() }),
    },
    ({ filePath, suppressNotification }) => {
      const diff = open.get(filePath);
      open.delete(filePath);
      diff?.gone.abort();
      if (diff !== undefined && suppressNotification !== true) tell('ide/diffRejected', { filePath });
      return { content: [{ type: 'text' as const, text: JSON.stringify({ content: diff?.text ?? null }) }] };
    },
  );
  return {
    server,
    giveUp() {
      for (const { gone } of open.values()) gone.abort();
      open.clear();
    },
  };
}

function toQuestion(directory: string, filePath: string, newContent: string, gone: AbortSignal): InboxQuestion {
  const waitMs = findAgent(agent)!.waitSeconds * 1000;
  return {
    agent,
    payload: JSON.stringify({ directory, input: { filePath, newContent } }),
    directory,
    sentAt: systemClock.now(),
    answerBy: performance.now() + waitMs,
    gone,
  };
}

/** What is to be written; null: nothing. `pass` is an edit that would leave the file as it is. */
function contentOf(verdict: HookVerdict, asked: string): string | null {
  if (verdict.kind === 'denied') return null;
  if (verdict.kind !== 'amended') return asked;
  const { newContent } = verdict.input as { readonly newContent?: unknown };
  return typeof newContent === 'string' ? newContent : null;
}

function failed(text: string) {
  return { content: [{ type: 'text' as const, text }], isError: true };
}
