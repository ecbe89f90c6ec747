import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Move } from './agent.ts';

/** How a model is talked to. */
export interface Wire {
  /** Which requests ask for the model's next move; others are answered with 404. */
  readonly path: RegExp;
  /** Tool calls that the conversation already holds: which move comes next. Null: this request offers no tools. */
  readonly countCalls: (body: unknown) => number | null;
  /** What the last tool call of the conversation came to, as the model reads it. */
  readonly lastResult: (body: unknown) => string;
  /** Events of the answer, in order. */
  readonly answer: (move: Move, root: string, serial: number) => readonly ServerEvent[];
}

/** Sent as one event of a stream. */
export interface ServerEvent {
  readonly name?: string;
  readonly data: object;
}

export interface ModelServer {
  readonly url: string;
  /** What each tool call came to, by its place in the script. */
  readonly results: readonly string[];
  /** All that it was asked, the last time. */
  readonly lastRequest: () => string;
  readonly close: () => Promise<void>;
}

/**
 * A model that does what a script says, on loopback. After the script it says that it is done.
 * @param ready before it makes its first move
 */
export async function startModel(
  wire: Wire,
  root: string,
  moves: readonly Move[],
  ready: () => Promise<void> = () => Promise.resolve(),
): Promise<ModelServer> {
  const results: string[] = [];
  let lastRequest = '';
  let serial = 0;
  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const isAsked =
        incoming.method === 'POST' && wire.path.test(new URL(incoming.url ?? '/', 'http://model').pathname);
      if (!isAsked) {
        response.writeHead(404, { 'content-type': 'application/json' });
        response.end('{"error":{"code":404,"message":"The model has no such route."}}');
        return;
      }
      lastRequest = Buffer.concat(chunks).toString('utf8');
      const body: unknown = JSON.parse(lastRequest);
      const calls = wire.countCalls(body);
      if (calls !== null && calls > 0) results[calls - 1] = wire.lastResult(body);
      const move = calls === null ? undefined : moves[calls];
      serial += 1;
      const answer = wire.answer(move ?? { kind: 'say', words: 'Done.' }, root, serial);
      const tell = async (): Promise<void> => {
        await ready();
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (const { name, data } of answer)
          response.write(`${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`);
        response.end();
      };
      void tell();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    results,
    lastRequest: () => lastRequest,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
