import { StringDecoder } from 'node:string_decoder';

/** Lines without their ends; null stands for one that was longer than `maxBytes`. Reads on only when asked for more. */
export async function* readLines(input: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<string | null> {
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  let length = 0;
  const take = (): string | null => {
    const line = length > maxBytes ? null : parts.join('');
    parts = [];
    length = 0;
    return line === null ? null : line.endsWith('\r') ? line.slice(0, -1) : line;
  };
  const add = (part: string): void => {
    length += part.length;
    if (length <= maxBytes) parts.push(part);
    else parts = [];
  };
  for await (const chunk of input) {
    const text = decoder.write(Buffer.from(chunk));
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      add(text.slice(start, end));
      yield take();
      start = end + 1;
    }
    add(text.slice(start));
  }
  add(decoder.end());
  if (length > 0) yield take();
}
