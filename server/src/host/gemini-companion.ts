import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openAddressFolder, writeAddress } from './companion-address.ts';
import { createDiffServer, type DiffAnswers } from './companion-diffs.ts';

export interface CompanionSetup extends DiffAnswers {
  /** Of the editor: Gemini CLI looks for it among the processes around its terminal. */
  readonly idePid: number;
}

export interface GeminiCompanion {
  readonly close: () => Promise<void>;
}

/** One Gemini CLI. */
interface Session {
  readonly transport: WebStandardStreamableHTTPServerTransport;
  readonly giveUp: () => void;
  /** Streams on which it listens. A killed one says no farewell: it is over when it has not listened for a while. */
  listening: number;
  lonely: NodeJS.Timeout | null;
}

type Sessions = Map<string, Session>;

const maxSessions = 16;
const maxBodyBytes = 20_000_000;
/** Its client comes back a second after a stream was cut, and tries again for a few more. */
const lonelyMs = 20_000;

/**
 * The companion of Gemini CLI: it asks for a diff of what it would write, and is told whether that was accepted. On the loopback
 * interface alone, with a token that only this user can read. Null: another companion answers in the same editor already, and two
 * would give two answers; or the folder in which they are found is somebody else's.
 * @see docs/ide-integration/ide-companion-spec.md of Gemini CLI 0.61
 */
export async function openGeminiCompanion(setup: CompanionSetup): Promise<GeminiCompanion | null> {
  const folder = await openAddressFolder(setup.idePid);
  if (folder === null) return null;
  const authToken = randomBytes(32).toString('hex');
  const sessions: Sessions = new Map();
  const http = createServer((request, response) => {
    handle(request, response, setup, authToken, sessions).catch((error: unknown) => {
      setup.onFault(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', resolve);
  });
  http.on('error', setup.onFault);
  const { port } = http.address() as AddressInfo;
  const closeServer = async (): Promise<void> => {
    await Promise.all([...sessions.keys()].map((id) => endSession(sessions, id)));
    http.closeAllConnections();
    await new Promise<void>((resolve) => void http.close(() => resolve()));
  };
  const ideInfo = { name: 'vscode', displayName: 'VS Code (Countersign)' };
  try {
    const workspacePath = setup.folders.join(delimiter);
    const file = await writeAddress(folder, setup.idePid, { port, workspacePath, authToken, ideInfo });
    return {
      async close() {
        await rm(file, { force: true });
        await closeServer();
      },
    };
  } catch (error) {
    await closeServer();
    throw error;
  }
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  setup: CompanionSetup,
  authToken: string,
  sessions: Sessions,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const { host = '', origin, authorization = '' } = headers;
  const isHere = /^(?:127\.0\.0\.1|localhost):\d{1,5}$/u.test(host);
  // A page in a browser has an origin; a program has none.
  if (!isHere || origin !== undefined || !isSame(authorization, `Bearer ${authToken}`))
    return void response.writeHead(401).end();
  if (url !== '/mcp') return void response.writeHead(404).end();
  const id = headers['mcp-session-id'];
  const known = sessions.get(String(id));
  // It belongs to a server that is gone: its client has to begin anew.
  if (id !== undefined && known === undefined) return void response.writeHead(404).end();
  if (known === undefined && sessions.size >= maxSessions) return void response.writeHead(503).end();
  const transport = known?.transport ?? (await openSession(setup, sessions));
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const web = new Request(`http://${host}${url}`, {
    method,
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
    ...(hasBody && { body: Readable.toWeb(request) as unknown as NonNullable<RequestInit['body']>, duplex: 'half' }),
  });
  const answer = await transport.handleRequest(web);
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null) return void response.end();
  response.flushHeaders();
  const isStream = method === 'GET' && known !== undefined;
  if (isStream) listens(known);
  // Whoever goes away in the middle is no fault.
  await pipeline(Readable.fromWeb(answer.body), response).catch(() => undefined);
  if (isStream) listensNoMore(sessions, String(id), known);
}

async function openSession(
  setup: CompanionSetup,
  sessions: Sessions,
): Promise<WebStandardStreamableHTTPServerTransport> {
  const { server, giveUp } = createDiffServer(setup);
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    maxRequestBodySize: maxBodyBytes,
    onsessioninitialized(id) {
      const session: Session = { transport, giveUp, listening: 1, lonely: null };
      sessions.set(id, session);
      listensNoMore(sessions, id, session);
    },
    onsessionclosed: (id) => endSession(sessions, id),
  });
  await server.connect(transport);
  return transport;
}

function listens(session: Session): void {
  session.listening += 1;
  if (session.lonely !== null) clearTimeout(session.lonely);
  session.lonely = null;
}

function listensNoMore(sessions: Sessions, id: string, session: Session): void {
  session.listening -= 1;
  if (session.listening > 0 || sessions.get(id) !== session) return;
  session.lonely = setTimeout(() => void endSession(sessions, id), lonelyMs);
}

async function endSession(sessions: Sessions, id: string): Promise<void> {
  const session = sessions.get(id);
  if (session === undefined) return;
  sessions.delete(id);
  if (session.lonely !== null) clearTimeout(session.lonely);
  session.giveUp();
  await session.transport.close().catch(() => undefined);
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
