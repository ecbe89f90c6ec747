import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const expectedSchema = z.strictObject({
  /** Kind of fact, or its beginning: `permission.cloud`, `identity`. */
  kind: z.string(),
  /** Any of these; left out: any change but `moved` and `unchanged`. */
  change: z.union([z.string(), z.array(z.string())]).optional(),
  action: z.string().optional(),
  /** The resource's normal form; `*` stands for anything. */
  resource: z.string().optional(),
  dataClass: z.string().optional(),
  path: z.string().optional(),
});

const caseSchema = z.strictObject({
  id: z.string(),
  before: z.record(z.string(), z.string()),
  after: z.record(z.string(), z.string()),
  expect: z.array(expectedSchema),
  /** Kinds, or their beginnings, of which all changes are listed: whatever else is found of them is wrong. */
  complete: z.array(z.string()).default([]),
  /** An ordinary change: a finding that asks for anything is a false alarm. */
  quiet: z.boolean().default(false),
});

export type Expected = z.infer<typeof expectedSchema>;
export type LabelledCase = z.infer<typeof caseSchema>;

/**
 * Cases of every `*.ndjson` below a folder, in the order of their paths.
 * @throws Error naming file and line of what is no case
 */
export function readCases(folder: string): readonly LabelledCase[] {
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ndjson'))
    .toSorted();
  if (files.length === 0) throw new Error(`${folder} has no *.ndjson`);
  return files.flatMap((file) =>
    fs
      .readFileSync(path.join(folder, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.trim() === '' ? [] : [readCase(line, `${file}:${index + 1}`)])),
  );
}

function readCase(line: string, place: string): LabelledCase {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new Error(`${place}: no JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const parsed = caseSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${place}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'no case'}`);
}
