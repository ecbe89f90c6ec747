import fs from 'node:fs';

/** Megabytes of a process, from the kernel: what it holds now, and the most it held. Null where it does not tell. */
export function memoryOf(pid: number | undefined): { readonly now: number; readonly peak: number } | null {
  try {
    const status = fs.readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    const [now, peak] = ['VmRSS', 'VmHWM'].map((name) => new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]);
    // One that has ended holds nothing.
    if (now === undefined || peak === undefined) return null;
    return { now: Math.round(Number(now) / 1024), peak: Math.round(Number(peak) / 1024) };
  } catch {
    return null;
  }
}
