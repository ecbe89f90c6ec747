/** The processes below one process, from Linux' /proc: to find, and kill, the language server behind a window. */
import fs from 'node:fs';

/** @returns {{ pid: number, command: string }[]} all descendants, parents first */
export function listDescendants(rootPid) {
  const all = readProcesses();
  const found = [];
  const parents = [rootPid];
  for (const parent of parents) {
    for (const { pid, ppid, command } of all) {
      if (ppid !== parent) continue;
      found.push({ pid, command });
      parents.push(pid);
    }
  }
  return found;
}

function readProcesses() {
  const processes = [];
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The second field, the program's name, is in brackets and may hold blanks and brackets itself.
      const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
      const ppid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      const command = fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      processes.push({ pid: Number(name), ppid, command });
    } catch {
      // It ended while we were reading.
    }
  }
  return processes;
}
