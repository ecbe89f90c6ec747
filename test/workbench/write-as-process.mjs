/**
 * Writes files from another process, one after another, as an agent, a script or a second editor does: VS Code learns of them
 * from its file watcher only. This file is both the caller's half and, run by Node, the process itself.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @param {string} folder
 * @param {Record<string, string | Buffer | null>} files by path inside the folder; null deletes
 * @param {{ delayMs?: number }} [options] the pause between two files
 */
export async function writeAsProcess(folder, files, { delayMs = 20 } = {}) {
  const list = Object.entries(files).map(([file, content]) => ({
    file: path.join(folder, file),
    base64: content === null ? null : Buffer.from(content).toString('base64'),
  }));
  const child = spawn(process.execPath, [import.meta.filename], { stdio: ['pipe', 'inherit', 'inherit'] });
  child.stdin.end(JSON.stringify({ list, delayMs }));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`The process that writes files exited with ${code}.`);
}

async function writeFromStdin() {
  const { list, delayMs } = JSON.parse(fs.readFileSync(0, 'utf8'));
  for (const { file, base64 } of list) {
    if (base64 === null) {
      fs.rmSync(file);
    } else {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, Buffer.from(base64, 'base64'));
    }
    await sleep(delayMs);
  }
}

if (process.argv[1] === import.meta.filename) await writeFromStdin();
