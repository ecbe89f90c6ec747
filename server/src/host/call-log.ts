import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { inCommon, isOfSession, toAuthor, type Author, type SessionName } from './author.ts';
import {
  openIn,
  readOpen,
  readTold,
  readWatch,
  toldIn,
  toStored,
  type LeftCalls,
  type OpenCalls,
  type RunningCall,
  type ToldStep,
  type Watch,
} from './call-log-file.ts';
import { exists, type Disk, writeDurably } from './durable.ts';
import type { Repository } from './git-repository.ts';
import { withLock } from './lock.ts';
import { errorCode } from './problems.ts';
import { isRunning } from './process-running.ts';
import type { StateDirectory } from './state-directory.ts';
import { createToolWindows, type ToolWindow, type ToolWindows } from './tool-windows.ts';
import { stepsBetween, takeSnapshot, type TreeStep } from './tree-snapshot.ts';

/**
 * What tool calls write while no editor is open: their hooks look at the work tree before and after each. Nothing of it is a
 * decision: it only says whose an edit is, to the next editor. An agent could write it too, as it could say another name to its hook.
 */
export interface CallLog {
  /** A call may begin. What changed since the last look is of those that ran. */
  readonly began: (author: Author) => Promise<void>;
  /** It ended. Without its name all calls of the session have. */
  readonly ended: (who: SessionName, toolCall: string | undefined) => Promise<void>;
  /** A person asked something of the session: its calls are over. */
  readonly asked: (who: SessionName, promptHash: string) => Promise<void>;
  /** What the session was asked last while no editor was open. */
  readonly promptOf: (who: SessionName) => Promise<string | undefined>;
  /** A call that says what it writes was let go on. */
  readonly passed: (author: Author, steps: readonly TreeStep[]) => Promise<void>;
  /**
   * What was told and is new here.
   * @param isAsked hooks ask this editor: from here on it watches by itself, also over what runs now
   */
  readonly take: (isAsked: boolean) => Promise<TakenCalls>;
  /** Everything that was taken is kept elsewhere. */
  readonly drop: () => Promise<void>;
  /** What this editor would have to tell if it were gone. `isOver`: it is about to be. */
  readonly keep: (open: OpenCalls, isOver: boolean) => Promise<void>;
}

export interface TakenCalls {
  /** Oldest first. */
  readonly steps: readonly ToldStep[];
  /** They have not ended yet. */
  readonly running: readonly RunningCall[];
  /** Of calls that began beside an editor which is gone. */
  readonly windows: readonly ToolWindow[];
}

export interface CallPlace {
  readonly root: string;
  readonly repository: Repository | null;
  readonly state: Pick<StateDirectory, 'worktree'>;
  readonly disk: Disk;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const lockWaitMs = 2_000;
const maxRunning = 50;
const maxPrompts = 50;
const maxTold = 2_000;

const nothing: TakenCalls = { steps: [], running: [], windows: [] };

export function openCallLog({ root, repository, state, disk, now }: CallPlace): CallLog {
  const folder = join(state.worktree, 'calls');
  const watchFile = join(folder, 'watch.json');
  const taken = new Set<string>();
  const own = `open-${randomBytes(8).toString('hex')}.json`;
  let isKept = false;
  const alone = <T>(act: () => Promise<T>): Promise<T> => withLock(join(state.worktree, 'calls.lock'), act, lockWaitMs);
  const readNow = (): Promise<Watch> => readWatch(watchFile, now());
  const write = async (path: string, value: object): Promise<void> => {
    await disk.makeDirectory(folder, 0o700);
    await writeDurably(disk, path, Buffer.from(JSON.stringify(value)), 0o600);
  };
  const remove = async (path: string): Promise<void> => {
    await disk.unlink(path).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
    });
  };
  const tell = async (author: Author | null, steps: readonly TreeStep[]): Promise<void> => {
    if (author === null || steps.length === 0) return;
    const name = `${now().toString().padStart(15, '0')}-${randomBytes(4).toString('hex')}.json`;
    await write(join(folder, name), toStored({ author, steps }));
    const [oldest, ...others] = await toldIn(folder);
    if (oldest !== undefined && others.length >= maxTold) await remove(join(folder, oldest));
  };
  /** Of editors that are gone, by the names of their files. */
  const left = async (): Promise<ReadonlyMap<string, LeftCalls>> => {
    const found = new Map<string, LeftCalls>();
    for (const name of await openIn(folder)) {
      const calls = name === own || taken.has(name) ? null : await readOpen(join(folder, name));
      if (calls !== null && (calls.pid === null || !isRunning(calls.pid))) found.set(name, calls);
    }
    return found;
  };
  const changeLeft = async (change: (windows: ToolWindows) => void): Promise<void> => {
    for (const [name, calls] of await left()) {
      const windows = createToolWindows(now);
      windows.restore(calls.windows);
      change(windows);
      const next = { ...calls, windows: windows.since(Number.NEGATIVE_INFINITY) };
      if (JSON.stringify(next) !== JSON.stringify(calls)) await write(join(folder, name), toStored(next));
    }
  };
  /** What differs from the last look is of the calls that ran meanwhile. */
  const look = async (change: (watch: Watch) => Watch): Promise<void> => {
    const watch = await readNow();
    const next = change(watch);
    const isWanted = watch.running.length > 0 || next.running.length > 0;
    const snapshot = isWanted ? await takeSnapshot({ root, repository }, watch.snapshot).catch(() => null) : null;
    const others = [...(await left()).values()].flatMap(({ windows }) =>
      windows.filter(({ endedMs }) => endedMs >= (watch.snapshot?.takenMs ?? 0)),
    );
    const author = authorOfAll([...watch.running, ...others].map((call) => call.author));
    if (watch.running.length > 0 && author !== null && watch.snapshot !== null && snapshot !== null)
      await tell(author, await stepsBetween({ root, repository }, watch.snapshot, snapshot).catch(() => []));
    const files = snapshot === null ? null : { ...snapshot, files: [...snapshot.files] };
    await write(watchFile, toStored({ ...next, snapshot: files }));
  };

  return {
    began: (author) =>
      alone(async () => {
        await changeLeft((windows) => windows.moveOn(author, now()));
        await look((watch) => {
          const call = { author: withPrompt(author, watch), beganMs: now() };
          return { ...watch, running: [...watch.running, call].slice(-maxRunning) };
        });
      }),
    async ended(who, toolCall) {
      if ((await left()).size > 0) await alone(() => changeLeft((windows) => windows.end(who, toolCall, now())));
      // Most calls begin beside an editor: then nothing else is known of them here.
      if (!(await readNow()).running.some(({ author }) => isOfSession(author, who))) return;
      await alone(() => look((watch) => ({ ...watch, running: without(watch.running, who, toolCall) })));
    },
    asked: (who, promptHash) =>
      alone(async () => {
        await changeLeft((windows) => windows.moveOn(who, now()));
        await look(({ snapshot, running, prompts }) => {
          const others = prompts.filter((each) => !isOfSession(each, who));
          const now = [...others, { ...toAuthor(who), promptHash }].slice(-maxPrompts);
          return { snapshot, running: without(running, who, undefined), prompts: now };
        });
      }),
    promptOf: async (who) => promptIn(await readNow(), who),
    passed: (author, steps) => alone(async () => tell(withPrompt(author, await readNow()), steps)),
    async take(isAsked) {
      const isNew = (await toldIn(folder)).some((name) => !taken.has(name));
      const isLeft = isAsked && ((await exists(watchFile)) || (await left()).size > 0);
      if (!isNew && !isLeft) return nothing;
      return await alone(async () => {
        const { running } = isAsked ? await readNow() : nothing;
        if (isAsked) await remove(watchFile);
        const calls = isAsked ? await left() : new Map<string, LeftCalls>();
        for (const name of calls.keys()) taken.add(name);
        const windows = [...calls.values()].flatMap((each) => each.windows);
        const steps: ToldStep[] = [...calls.values()].flatMap((each) => each.steps);
        for (const name of await toldIn(folder)) {
          if (taken.has(name)) continue;
          taken.add(name);
          steps.push(...(await readTold(join(folder, name))));
        }
        return { steps, running, windows };
      });
    },
    async drop() {
      for (const name of taken) await remove(join(folder, name));
      taken.clear();
    },
    async keep(open, isOver) {
      const isAny = open.windows.length > 0 || open.steps.length > 0;
      if (isAny) await write(join(folder, own), toStored({ ...open, pid: isOver ? null : process.pid }));
      else if (isKept) await remove(join(folder, own));
      isKept = isAny;
    },
  };
}

/** What is true of all of them. Of several sessions nobody's: which of them it was cannot be told. */
export function authorOfAll(authors: readonly Author[]): Author | null {
  const [first, ...others] = authors;
  if (first === undefined || others.some((each) => !isOfSession(each, first))) return null;
  return others.reduce(inCommon, first);
}

/** Those that go on when the call, or all of the session, have ended. */
function without(
  running: readonly RunningCall[],
  who: SessionName,
  toolCall: string | undefined,
): readonly RunningCall[] {
  const own = running.filter(({ author }) => isOfSession(author, who));
  const named = own.filter(({ author }) => toolCall !== undefined && author.toolCall === toolCall);
  const ended = new Set(named.length > 0 ? named : own);
  return running.filter((call) => !ended.has(call));
}

function withPrompt(author: Author, watch: Watch): Author {
  const promptHash = promptIn(watch, author);
  return promptHash === undefined ? author : { promptHash, ...author };
}

function promptIn({ prompts }: Watch, who: SessionName): string | undefined {
  return prompts.find((each) => isOfSession(each, who))?.promptHash;
}
