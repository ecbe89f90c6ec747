import type { HunkId } from './change.ts';

/** A hunk's content and its ordinal among the equal ones of its file. */
export function toHunkId(content: string, ordinal: number): HunkId {
  return `${content}-${ordinal}`;
}

/** What hunks of equal content in one file share. */
export function contentKey(id: HunkId): string {
  return id.slice(0, id.lastIndexOf('-'));
}
