import { authorOfAll, type CallLog } from './call-log.ts';
import type { ToldStep } from './call-log-file.ts';
import { withoutPrompt, type Author } from './author.ts';
import type { SizeLimits, Snapshot } from './files.ts';
import { sideAt } from './git-changes.ts';
import { asCheckedOut, readSide } from './git-read.ts';
import type { Repository } from './git-repository.ts';
import { HostProblem } from './problems.ts';
import type { ToolWindows } from './tool-windows.ts';
import { isSameId, type FileId } from './tree-snapshot.ts';

/** What hooks saw of tool calls while no editor was open. */
export interface CallEvidence {
  /** Takes in what is new; answers the paths that it is about. */
  readonly take: () => Promise<readonly string[]>;
  /** What was taken in is kept as claims of sets. */
  readonly kept: () => Promise<void>;
  /**
   * Whose the way is from one of the contents that it may begin with to the one on disk. Null: nobody saw all of it, or calls of two
   * sessions did the same.
   */
  readonly authorOf: (path: string, from: readonly FileId[], disk: Snapshot | null) => Promise<Author | null>;
}

interface EvidencePlace {
  readonly repository: Repository | null;
  readonly limits: SizeLimits;
  readonly withoutPrompts: boolean;
  /** Hooks ask this editor, and tell it when calls end. */
  readonly isAsked: boolean;
}

const maxSteps = 20_000;

export function createCallEvidence(log: CallLog, windows: ToolWindows, place: EvidencePlace): CallEvidence {
  const steps = new Map<string, ToldStep[]>();
  let count = 0;
  const asAllowed = (author: Author): Author => (place.withoutPrompts ? withoutPrompt(author) : author);
  return {
    async take() {
      const told = await log.take(place.isAsked);
      for (const { author, beganMs } of told.running) windows.begin(asAllowed(author), author.toolCall, beganMs);
      windows.restore(told.windows.map((each) => ({ ...each, author: asAllowed(each.author) })));
      for (const { author, ...step } of told.steps) {
        if (count > maxSteps) break;
        steps.set(step.path, [...(steps.get(step.path) ?? []), { ...step, author: asAllowed(author) }]);
        count += 1;
      }
      return told.steps.map(({ path }) => path);
    },
    kept: () => log.drop(),
    async authorOf(path, from, disk) {
      const known = steps.get(path) ?? [];
      const authors: Author[] = [];
      let at = idOf(disk);
      for (let left = known; left.length > 0;) {
        const last = left.findLastIndex(({ after }) => isSameId(after, at));
        const step = left[last];
        if (step === undefined) return null;
        const before = await resolve(place, path, step.before, disk);
        if (before === 'unknown') return null;
        // Of two calls that say they did the same, one did.
        const same = left.slice(0, last + 1).filter((each) => isSameId(each.after, at) && isSameStart(each, step));
        const author = authorOfAll(same.map((each) => each.author));
        if (author === null) return null;
        authors.push(author);
        if (from.some((id) => isSameId(id, before))) return authorOfAll(authors);
        left = left.slice(0, last).filter((each) => !same.includes(each));
        at = before;
      }
      return null;
    },
  };
}

export function idOf(snapshot: Snapshot | null): FileId {
  return snapshot === null ? null : { blob: snapshot.version.blob, mode: snapshot.version.mode ?? '100644' };
}

function isSameStart({ before: one }: ToldStep, { before: other }: ToldStep): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A side of a commit as it is on disk when it is checked out. */
async function resolve(
  { repository, limits }: EvidencePlace,
  path: string,
  side: ToldStep['before'],
  disk: Snapshot | null,
): Promise<FileId | 'unknown'> {
  if (side === null || 'blob' in side) return side;
  if (repository === null) return 'unknown';
  try {
    const read = await readSide(repository, path, await sideAt(repository, side.commit, path), limits);
    if (read.kind === 'unreadable') return 'unknown';
    if (read.kind === 'absent') return null;
    return idOf(disk === null ? read.snapshot : await asCheckedOut(repository, path, read.snapshot, disk, limits));
  } catch (error) {
    if (error instanceof HostProblem) return 'unknown'; // the commit is gone, or never was
    throw error;
  }
}
