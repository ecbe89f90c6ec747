import { acceptedFile, mergeEdits } from '../core/review.ts';
import { ingestVersions, toVersion } from '../core/ingest.ts';
import type { Origin } from '../core/model/change.ts';

/** A run of edits in one buffer by one kind of author. */
export interface Segment {
  readonly by: 'person' | 'program';
  readonly from: string;
  readonly to: string;
}

/** What the editor has told us about its open documents. Nothing is inferred: no event, no evidence. */
export interface EditorEvidence {
  readonly opened: (path: string, text: string) => void;
  readonly edited: (path: string, edit: { readonly byPerson: boolean; readonly text: string }) => void;
  /** `byFormatter`: the program edits right before were made by the save itself. */
  readonly saved: (path: string, save: { readonly text: string; readonly byFormatter?: boolean }) => void;
  readonly closed: (path: string) => void;
  /** The edits up to the last save, if the disk holds exactly what was saved. Taken once. */
  readonly takeSave: (path: string, diskText: string) => readonly Segment[] | null;
  /** The buffer has edits of a person that are not saved yet, and the disk already holds them: the save is on its way. */
  readonly expectsSave: (path: string, diskText: string) => boolean;
}

interface Buffer {
  text: string;
  segments: Segment[];
  saved: { readonly text: string; readonly segments: readonly Segment[] } | null;
}

/** A buffer edited for hours keeps its last runs; older ones join into one of a program, which is the careful reading. */
const maxSegments = 200;

export function createEditorEvidence(): EditorEvidence {
  const buffers = new Map<string, Buffer>();
  return {
    opened: (path, text) => void buffers.set(path, { text, segments: [], saved: null }),
    closed: (path) => {
      const buffer = buffers.get(path);
      // A save right before closing may still be waiting to be looked at.
      if (buffer?.saved == null) buffers.delete(path);
    },
    edited: (path, { byPerson, text }) => {
      const buffer = buffers.get(path);
      if (buffer === undefined) {
        // What it was before is not known, so nothing can be said about who made it.
        buffers.set(path, { text, segments: [], saved: null });
        return;
      }
      addEdit(buffer, byPerson ? 'person' : 'program', text);
    },
    saved: (path, { text, byFormatter = false }) => {
      const buffer = buffers.get(path) ?? { text, segments: [], saved: null };
      buffers.set(path, buffer);
      if (text !== buffer.text) addEdit(buffer, 'program', text);
      const last = buffer.segments.at(-1);
      if (byFormatter && last?.by === 'program')
        buffer.segments = [...buffer.segments.slice(0, -1), { ...last, by: 'person' }];
      buffer.saved = { text, segments: [...(buffer.saved?.segments ?? []), ...buffer.segments] };
      buffer.segments = [];
    },
    takeSave: (path, diskText) => {
      const buffer = buffers.get(path);
      if (buffer?.saved == null || buffer.saved.text !== diskText) return null;
      const { segments } = buffer.saved;
      buffer.saved = null;
      return segments;
    },
    expectsSave: (path, diskText) => {
      const buffer = buffers.get(path);
      return buffer !== undefined && buffer.text === diskText && buffer.segments.some(({ by }) => by === 'person');
    },
  };
}

function addEdit(buffer: Buffer, by: Segment['by'], text: string): void {
  const last = buffer.segments.at(-1);
  if (last?.by === by) buffer.segments[buffer.segments.length - 1] = { ...last, to: text };
  else buffer.segments.push({ by, from: buffer.text, to: text });
  if (buffer.segments.length > maxSegments) {
    const [first, second, ...rest] = buffer.segments;
    if (first !== undefined && second !== undefined)
      buffer.segments = [{ by: 'program', from: first.from, to: second.to }, ...rest];
  }
  buffer.text = text;
}

/**
 * The baseline with a person's own edits: each hunk that touches no undecided one becomes part of it, the others stay in
 * the hunk they touched. What a program did in between is not taken over.
 */
export function foldPersonEdits(baseline: string, segments: readonly Segment[]): string {
  let folded = baseline;
  for (const { by, from, to } of segments) if (by === 'person') folded = foldOne(folded, from, to);
  return folded;
}

const nobody: Origin = { kind: 'unknown', channel: 'editor', held: false, claimedBy: 'editor' };

function foldOne(baseline: string, from: string, to: string): string {
  const whole = mergeEdits(from, to, baseline);
  if (whole !== null) return whole;
  const [file] = ingestVersions([{ path: 'file', before: toVersion(from), after: toVersion(to) }], nobody).files;
  let folded = baseline;
  for (const { id } of file?.hunks ?? []) {
    if (file === undefined) break;
    const edited = acceptedFile(file, new Set([id])).text ?? '';
    folded = mergeEdits(from, edited, folded) ?? folded;
  }
  return folded;
}
