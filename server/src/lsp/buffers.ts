import type { Edited } from '../protocol/messages.ts';

/** What an editor shows of a file, when that may differ from the disk. */
export interface Buffer {
  /** As the client spells it: it compares URIs as text. */
  readonly uri: string;
  readonly text: string;
  readonly version: number;
  /** Edited here and not saved. A buffer that only lags behind the disk is not. */
  readonly isUnsaved: boolean;
}

/** Open buffers by path, and who edited them, as far as the client lets one know. */
export interface Buffers {
  readonly open: (path: string, buffer: Buffer) => void;
  /** `isKeystroke` is only used when no `edited` notification follows: plain clients send none. */
  readonly change: (path: string, buffer: Pick<Buffer, 'text' | 'version'>, isKeystroke: boolean) => void;
  readonly save: (path: string, text: string) => void;
  readonly close: (path: string) => void;
  /** How the change that led to this version came about. */
  readonly tell: (path: string, version: number, how: Edited['how']) => void;
  readonly find: (path: string) => Buffer | undefined;
  readonly all: () => ReadonlyMap<string, Buffer>;
  readonly unsaved: () => ReadonlyMap<string, Buffer>;
}

/** What the landed channel is told of a buffer. */
export interface BufferEvidence {
  readonly opened: (path: string, text: string) => void;
  readonly edited: (path: string, edit: { readonly byPerson: boolean; readonly text: string }) => void;
  readonly saved: (path: string, save: { readonly text: string; readonly byFormatter: boolean }) => void;
  readonly closed: (path: string) => void;
}

interface Entry extends Buffer {
  /** Changes that no `edited` notification has explained yet, oldest first. */
  readonly unexplained: readonly { readonly version: number; readonly text: string }[];
  readonly isBeingSaved: boolean;
}

/** A person's, without doubt. What was inserted in one piece may be pasted, or a suggestion of a model. */
const byPerson: ReadonlySet<Edited['how']> = new Set(['typed', 'undone']);

/** `tellsHow`: the client sends `edited` after each change, so that nothing has to be read from its size. */
export function createBuffers(evidence: BufferEvidence, tellsHow: boolean): Buffers {
  const entries = new Map<string, Entry>();

  const explain = (path: string, { text }: { readonly text: string }, isPerson: boolean): void =>
    evidence.edited(path, { byPerson: isPerson, text });

  return {
    open(path, buffer) {
      entries.set(path, { ...buffer, unexplained: [], isBeingSaved: false });
      evidence.opened(path, buffer.text);
    },
    change(path, change, isKeystroke) {
      const old = entries.get(path);
      if (old === undefined) return;
      const unexplained = tellsHow ? [...old.unexplained, change] : [];
      entries.set(path, { ...old, ...change, isUnsaved: true, unexplained });
      if (!tellsHow) explain(path, change, isKeystroke);
    },
    tell(path, version, how) {
      const entry = entries.get(path);
      if (entry === undefined) return;
      const told = entry.unexplained.filter((change) => change.version <= version);
      for (const change of told) explain(path, change, byPerson.has(how));
      entries.set(path, {
        ...entry,
        isUnsaved: how === 'reloaded' && entry.version <= version ? false : entry.isUnsaved,
        unexplained: entry.unexplained.filter((change) => change.version > version),
        isBeingSaved: how === 'saving',
      });
    },
    save(path, text) {
      const entry = entries.get(path);
      for (const change of entry?.unexplained ?? []) explain(path, change, false);
      evidence.saved(path, { text, byFormatter: entry?.isBeingSaved ?? false });
      if (entry) entries.set(path, { ...entry, isUnsaved: false, unexplained: [], isBeingSaved: false });
    },
    close(path) {
      if (entries.delete(path)) evidence.closed(path);
    },
    find: (path) => entries.get(path),
    all: () => entries,
    unsaved: () => new Map([...entries].filter(([, { isUnsaved }]) => isUnsaved)),
  };
}
