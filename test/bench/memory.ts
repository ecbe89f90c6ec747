import fs from 'node:fs';

/** Megabytes of a process, from the kernel: what it holds now, and the most it held. Null where it does not tell. */
export function memoryOf(pid: number | undefined): { readonly now: number; readonly peak: number } | null {
  try {
    const status = fs.readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    const megabytes = (name: string): number =>
      Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024);
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
  } catch {
    return null;
  }
}
