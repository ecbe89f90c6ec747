import * as z from 'zod';
import type { DecisionRecord } from '../model/ledger.ts';
import { rolesIn } from '../model/obligation.ts';
import { sha256Hex } from '../text/hash.ts';

z.config({ jitless: true });

const MAX_FILES = 5000;
const MAX_TEXT = 8 * 1024 * 1024;
const short = z.string().max(500);
const blob = z
  .string()
  .regex(/^[0-9a-f]{40}$/)
  .nullable();

const requestSchema = z.looseObject({
  schemaVersion: z.literal(1),
  changeSet: short,
  ledger: z.string().regex(/^[0-9a-f]{32}$/),
  requestedAt: short,
  requestedBy: z.looseObject({ name: short.nullable(), email: short.nullable() }),
  commit: z.string().max(64).nullable(),
  roles: z.array(short).max(100),
  files: z.array(z.looseObject({ path: z.string().max(4096), beforeBlob: blob, afterBlob: blob })).max(MAX_FILES),
  hasContents: z.boolean(),
});

/** What somebody asks others to look at. Holds ids of contents; contents themselves only where their author said so. */
export interface ReviewRequest {
  readonly schemaVersion: 1;
  readonly changeSet: string;
  readonly ledger: string;
  /** ISO 8601, UTC. */
  readonly requestedAt: string;
  readonly requestedBy: { readonly name: string | null; readonly email: string | null };
  /** What the work stands on when it was asked for. */
  readonly commit: string | null;
  /** Who is asked: roles of the policy. */
  readonly roles: readonly string[];
  readonly files: readonly {
    readonly path: string;
    readonly beforeBlob: string | null;
    readonly afterBlob: string | null;
  }[];
  readonly hasContents: boolean;
}

/** Stable, so that asking again goes on from what was asked. */
export function requestId({ ledger, changeSet }: Pick<ReviewRequest, 'ledger' | 'changeSet'>): string {
  return sha256Hex(`${ledger}\n${changeSet}`).slice(0, 32);
}

export function toReviewRequest(
  decisions: readonly DecisionRecord[],
  by: Omit<ReviewRequest, 'schemaVersion' | 'files' | 'roles'>,
): ReviewRequest {
  const files = new Map<string, ReviewRequest['files'][number]>();
  for (const { path, beforeBlob, afterBlob } of decisions.flatMap(({ hunks }) => hunks))
    files.set(`${path}\n${beforeBlob ?? ''}\n${afterBlob ?? ''}`, { path, beforeBlob, afterBlob });
  const findings = decisions.flatMap(({ hunks }) => hunks).flatMap((hunk) => hunk.findings);
  const roles = new Set(findings.flatMap(({ obligation }) => rolesIn(obligation)));
  return { ...by, schemaVersion: 1, files: [...files.values()], roles: [...roles].sort() };
}

/** Null: it is none that can be used. */
export function readReviewRequest(text: string): ReviewRequest | null {
  if (text.length > MAX_TEXT) return null;
  try {
    const parsed = requestSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
