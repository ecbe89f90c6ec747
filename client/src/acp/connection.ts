import { StringDecoder } from 'node:string_decoder';
import { fieldsOf, own, textOf, type Fields } from './fields.ts';

/** An error that the other side answered with. */
export class AnsweredError extends Error {
  override readonly name = 'AnsweredError';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** A request of the other side that is no method of ours. */
export class UnknownMethod extends Error {
  override readonly name = 'UnknownMethod';
}

export interface Side {
  readonly send: (line: string) => void;
  /** @throws UnknownMethod */
  readonly request: (method: string, params: Fields) => Promise<object>;
  readonly notification: (method: string, params: Fields) => void;
  /** The other side sent a line that does not end. The connection has ended. */
  readonly tooLong: () => void;
}

export interface Connection {
  readonly receive: (bytes: Buffer) => void;
  /** @throws AnsweredError, or what `end` was given */
  readonly request: (method: string, params: object) => Promise<Fields>;
  readonly notify: (method: string, params: object) => void;
  /** Nothing comes any more: whoever waits is told why. */
  readonly end: (why: Error) => void;
}

interface Waiting {
  readonly resolve: (result: Fields) => void;
  readonly reject: (why: Error) => void;
}

/** Characters. An agent that never ends its line would fill the memory. */
const maxLine = 64_000_000;
const methodNotFound = -32_601;
const internalError = -32_603;

/** JSON-RPC 2.0, one message a line. */
export function connect({ send, request, notification, tooLong }: Side): Connection {
  const waiting = new Map<number, Waiting>();
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  let length = 0;
  let lastId = 0;
  let ended: Error | null = null;

  const say = (message: object): void => {
    if (ended === null) send(JSON.stringify({ jsonrpc: '2.0', ...message }));
  };

  async function answer(id: unknown, method: string, params: Fields): Promise<void> {
    try {
      say({ id, result: await request(method, params) });
    } catch (error) {
      const code = error instanceof UnknownMethod ? methodNotFound : internalError;
      say({ id, error: { code, message: error instanceof Error ? error.message : String(error) } });
    }
  }

  function hear(line: string): void {
    const message = parse(line);
    const [id, method] = [own(message, 'id'), own(message, 'method')];
    if (typeof method === 'string') {
      const params = fieldsOf(own(message, 'params'));
      if (id === undefined) notification(method, params);
      else void answer(id, method, params);
      return;
    }
    const asked = waiting.get(Number(id));
    if (asked === undefined) return;
    waiting.delete(Number(id));
    const error = own(message, 'error');
    if (error === undefined) asked.resolve(fieldsOf(own(message, 'result')));
    else asked.reject(toError(fieldsOf(error)));
  }

  function end(why: Error): void {
    ended ??= why;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  }

  return {
    receive(bytes) {
      if (ended !== null) return;
      const text = decoder.write(bytes);
      parts.push(text);
      length += text.length;
      if (length > maxLine) {
        parts = [];
        end(new Error('A message is too long.'));
        return tooLong();
      }
      if (!text.includes('\n')) return;
      const lines = parts.join('').split('\n');
      const rest = lines.pop() ?? '';
      parts = [rest];
      length = rest.length;
      for (const line of lines) if (ended === null) hear(line);
    },
    request(method, params) {
      if (ended !== null) return Promise.reject(ended);
      const id = (lastId += 1);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        say({ id, method, params });
      });
    },
    notify: (method, params) => say({ method, params }),
    end,
  };
}

/** What went wrong is often in its details alone, under a message that says "Internal error". */
function toError(error: Fields): AnsweredError {
  const data = own(error, 'data');
  const details = typeof data === 'string' ? data : textOf(fieldsOf(data), 'details');
  const message = textOf(error, 'message');
  return new AnsweredError(Number(own(error, 'code')), details === '' ? message : `${message}: ${details}`);
}

/** Whatever is no message is one without fields. */
function parse(line: string): Fields {
  try {
    return fieldsOf(JSON.parse(line));
  } catch {
    return {};
  }
}
