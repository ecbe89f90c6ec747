/** The processes below one process, such as the extension hosts and language servers of VS Code's server. */
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** @returns {{ pid: number, command: string, startTime: string }[]} all descendants, parents first; none where there is no /proc */
export function listDescendants(rootPid) {
  const all = readProcesses();
  const found = [];
  const parents = [rootPid];
  for (const parent of parents) {
    for (const one of all) {
      if (one.ppid !== parent) continue;
      found.push(one);
      parents.push(one.pid);
    }
  }
  return found;
}

/** Resolves when none of the processes is left; kills those that do not end by themselves in time. */
export async function waitForEnds(processes, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  while (processes.some(isAlive)) {
    if (Date.now() > deadline) {
      processes.filter(isAlive).forEach(kill);
      return;
    }
    await sleep(50);
  }
}

function kill({ pid }) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended just now.
  }
}

/** Still the same process: a number may be used again. */
function isAlive({ pid, startTime }) {
  return readProcess(pid)?.startTime === startTime;
}

function readProcesses() {
  if (!fs.existsSync('/proc/self/stat')) return [];
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((one) => one !== undefined);
}

/** @returns undefined when it has ended */
function readProcess(pid) {
  try {
    // The second field, the program's name, is in brackets and may hold blanks and brackets itself; the third is its state.
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, ppid: Number(fields[1]), startTime: fields[19], command };
  } catch {
    return undefined;
  }
}
