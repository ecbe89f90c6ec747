import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { ExportedFile } from '../core/export.ts';

/** Beside its place first, so that a name never stands for half an export. */
export async function writeTextFile(path: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  await writeWhole(path, async (stream) => {
    if (Symbol.asyncIterator in pieces) for await (const piece of pieces) await send(stream, piece);
    else for (const piece of joined(pieces)) await send(stream, piece);
  });
}

/** @throws Error with code ENOTEMPTY when the folder holds anything */
export async function writeFolder(path: string, files: Iterable<ExportedFile>): Promise<void> {
  await mkdir(path, { recursive: true });
  if ((await readdir(path)).length > 0)
    throw Object.assign(new Error('the folder is not empty'), { code: 'ENOTEMPTY' });
  const made = new Set<string>();
  for (const file of files) {
    const target = join(path, file.path);
    if (!made.has(dirname(target))) await mkdir(dirname(target), { recursive: true });
    made.add(dirname(target));
    const handle = await open(target, 'wx');
    try {
      for (const piece of joined(file.pieces)) await handle.writeFile(piece);
    } finally {
      await handle.close();
    }
  }
}

/** The same records give the same bytes: every file in it has one date. */
export async function writeZip(path: string, files: Iterable<ExportedFile>): Promise<void> {
  await writeWhole(path, async (stream) => {
    const ready: Uint8Array[] = [];
    const zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      ready.push(chunk);
    });
    const drain = async (): Promise<void> => {
      for (const chunk of ready.splice(0)) await send(stream, chunk);
    };
    for (const { path: name, pieces } of files) {
      const isSmall = Array.isArray(pieces) && pieces.every((piece: string) => piece.length < smallCharacters);
      // Compressing allocates its tables anew for each file: for ten thousands of small ones that is most of the time.
      const entry = isSmall ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
      entry.mtime = oneDate;
      zip.add(entry);
      for (const piece of joined(pieces)) {
        entry.push(Buffer.from(piece, 'utf8'), false);
        await drain();
      }
      entry.push(new Uint8Array(0), true);
      await drain();
    }
    zip.end();
    await drain();
  });
}

const smallCharacters = 32 * 1024;

/** In local time, for that is what archives keep. */
const oneDate = new Date(2000, 0, 1, 0, 0, 0);

/** Few writes of many small pieces. */
export function* joined(pieces: Iterable<string>, characters = 256 * 1024): Generator<string> {
  let buffer = '';
  for (const piece of pieces) {
    buffer += piece;
    if (buffer.length < characters) continue;
    yield buffer;
    buffer = '';
  }
  if (buffer !== '') yield buffer;
}

async function writeWhole(path: string, write: (stream: WriteStream) => Promise<void>): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  const stream = createWriteStream(partial, { flags: 'wx', mode: 0o600 });
  try {
    await once(stream, 'open');
    await write(stream);
    stream.end();
    await once(stream, 'close');
    await rename(partial, path);
  } catch (error) {
    stream.destroy();
    await rm(partial, { force: true });
    throw error;
  }
}

async function send(stream: WriteStream, chunk: string | Uint8Array): Promise<void> {
  if (!stream.write(chunk)) await once(stream, 'drain');
}
