/** The value below which a share of the samples lies; nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Milliseconds of each of `times` runs, after `warm` that are not counted. */
export async function sample(times: number, warm: number, run: (round: number) => unknown): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = 0; round < times + warm; round += 1) {
    const start = performance.now();
    await run(round);
    if (round >= warm) samples.push(performance.now() - start);
  }
  return samples;
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
