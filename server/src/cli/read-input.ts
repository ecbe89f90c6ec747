import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decodeText } from '../host/encoding.ts';
import { describeError } from '../host/problems.ts';
import { UsageError, type Terminal } from './define.ts';

const maxInputBytes = 256 * 1024 * 1024;

/** A file, or standard input for `-`, as text. @throws UsageError */
export async function readInput(name: string, { directory, input }: Terminal): Promise<string> {
  const bytes = name === '-' ? await readAll(input) : await readFileBytes(resolve(directory, name));
  const decoded = decodeText(bytes);
  if (decoded.kind === 'text') return decoded.text;
  throw new UsageError(
    `"${name}" is no text.`,
    decoded.kind === 'binary' ? 'It contains NUL bytes.' : decoded.message,
    'Give a text file in UTF-8.',
  );
}

async function readFileBytes(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > maxInputBytes) throw tooLarge();
    return await readFile(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `"${path}" could not be read: ${describeError(error)}.`,
      'There is nothing to review.',
      'Check the name and its permission.',
    );
  }
}

async function readAll(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of input) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxInputBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): UsageError {
  return new UsageError('The input is larger than 256 MiB.', 'It would not fit into memory.', 'Review it in parts.');
}
