import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { originOf } from '../core/channel.ts';
import { applyEdits, pathsOfEdits } from '../core/hook.ts';
import { ingestVersions } from '../core/ingest.ts';
import type { ChangeSet } from '../core/model/change.ts';
import type { HookCall, ProposedEdit } from '../core/model/hook.ts';
import { toAuthor } from './author.ts';
import { sha256 } from './blob-id.ts';
import { editableTextOf, type EditableText } from './editable-text.ts';
import { defaultSizeLimits, readSnapshot, type Snapshot } from './files.ts';
import { toSides } from './git-read.ts';
import { isGitsOwn } from './git-place.ts';
import type { FileEdit } from './landed-model.ts';
import { describeError } from './problems.ts';
import { isInFolder, realPathAhead, workTreeAround } from './real-folder.ts';
import { findUserDirectory } from './user-directory.ts';
import { toSnapshot } from './stored-file.ts';
import { isWorkspacePath, toWorkspacePath } from './workspace-path.ts';

/** A tool call as a change of files that nobody has written yet. */
export interface Proposal {
  /** The same for the same bytes on both sides in one work tree: a call that is repeated is the same proposal. */
  readonly key: string;
  /** The same for the same bytes and whoever proposes them: what another session proposes is another question. */
  readonly question: string;
  /** The workspace, links resolved. */
  readonly root: string;
  readonly call: HookCall;
  /** Without files: the call would leave everything as it is. */
  readonly changeSet: ChangeSet;
  /** Exact bytes on both sides, of the files in the workspace, by path. */
  readonly files: ReadonlyMap<string, FileEdit>;
  /** As the call names them, by path of the change set. */
  readonly names: ReadonlyMap<string, string>;
}

export type OpenedProposal =
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  /** A sentence for the agent. `isBarred`: nobody may write there; else it cannot be told what would be written. */
  | { readonly kind: 'unclear'; readonly why: string; readonly isBarred: boolean };

/** A file that an edit names, where it really is. */
interface Target {
  /** As a change set names it; below `outside/` when it is in no workspace. */
  readonly path: string;
  readonly isInside: boolean;
  /** Absolute, links resolved. */
  readonly folder: string;
  readonly before: Snapshot | null;
}

const maxTargets = 500;

/**
 * Reads what the call's edits would change, and says what they would leave.
 * @param root the workspace, links resolved
 * @param promptHash of what a person asked of the session last
 */
export async function openProposal(call: HookCall, root: string, promptHash?: string): Promise<OpenedProposal> {
  const named = pathsOfEdits(call.edits);
  if (named.length > maxTargets)
    return unclear(`One call changes ${named.length} files; up to ${maxTargets} are read.`);
  const targets = new Map<string, Target>();
  const firstNames = new Map<string, string>(); // by path, …
  const oneName = new Map<string, string>(); // … and by name: the first one that the call has for the file
  for (const name of named) {
    const target = await findTarget(root, call.directory, name);
    if (typeof target === 'string') return unclear(target);
    if ('barred' in target) return { kind: 'unclear', why: target.barred, isBarred: true };
    const first = firstNames.get(target.path) ?? name;
    firstNames.set(target.path, first);
    oneName.set(name, first);
    if (first === name) targets.set(name, target);
  }
  if (await isOfTwoRepositories([...targets.values()]))
    return unclear('The call changes files of two repositories, which have rules of their own. Make a call for each.');
  const edits = call.edits.map((edit) => underOneName(edit, oneName));
  const texts = new Map<string, string | null>();
  const unjudged = new Map<string, EditableText>();
  for (const [path, { before }] of targets) {
    const isInPlace = before !== null && before.notJudged !== null && !isReplaced(edits, path);
    const editable = isInPlace ? editableTextOf(before) : null;
    if (isInPlace && editable === null)
      return unclear(
        `"${path}" cannot be edited in place: ${before.notJudged?.message} Give its whole text, or leave it to a person.`,
      );
    if (editable !== null) unjudged.set(path, editable);
    texts.set(path, editable?.text ?? before?.version.text ?? null);
  }
  const applied = applyEdits(edits, texts);
  if (applied.kind === 'unclear') return unclear(applied.why);
  const binary = [...applied.after].find(([, text]) => text?.includes('\0'))?.[0];
  if (binary !== undefined) return unclear(`"${binary}" would have a zero byte in it, and could not be judged.`);
  const after = new Map<string, Snapshot | null>();
  for (const [named, { before }] of targets) {
    const text = applied.after.get(named) ?? null;
    const snapshot = text === null ? null : (unjudged.get(named)?.toSnapshot(text) ?? null);
    if (text !== null && snapshot === null && unjudged.has(named))
      return unclear(`"${named}" has no bytes for a character that would be written.`);
    after.set(named, snapshot ?? (text === null ? null : toSnapshot(text, before, defaultSizeLimits)));
  }
  return { kind: 'proposal', proposal: toProposal({ call, root, promptHash }, targets, after) };
}

async function isOfTwoRepositories(targets: readonly Target[]): Promise<boolean> {
  const outside = targets.filter(({ isInside }) => !isInside);
  const tops = new Set(await Promise.all(outside.map(({ folder }) => workTreeAround(folder))));
  tops.delete(null);
  return tops.size + (outside.length < targets.length ? 1 : 0) > 1;
}

/** Edits of one file under two names, through a link say, follow one another: each alone would be another text. */
function underOneName(edit: ProposedEdit, names: ReadonlyMap<string, string>): ProposedEdit {
  const path = names.get(edit.path) ?? edit.path;
  if (edit.kind !== 'chunks' || edit.movedTo === null) return { ...edit, path };
  return { ...edit, path, movedTo: names.get(edit.movedTo) ?? edit.movedTo };
}

/** A whole new text, or none, needs no earlier one. */
function isReplaced(edits: readonly ProposedEdit[], path: string): boolean {
  return edits.filter((edit) => edit.path === path).every(({ kind }) => kind === 'write' || kind === 'delete');
}

function toProposal(
  { call, root, promptHash }: { call: HookCall; root: string; promptHash: string | undefined },
  targets: ReadonlyMap<string, Target>,
  left: ReadonlyMap<string, Snapshot | null>,
): Proposal {
  const files = new Map<string, FileEdit>();
  const sides = [...targets].map(([named, { path, before, isInside }]) => {
    const snapshot = left.get(named) ?? null;
    if (isInside) files.set(path, { before, after: snapshot });
    return toSides({ path, before, after: snapshot });
  });
  const { channel = 'hook' } = call;
  const author = toAuthor({ ...call, ...(promptHash !== undefined && { promptHash }) });
  const changeSet = ingestVersions(sides, { ...originOf(channel), ...author });
  const key = keyOf(changeSet, root);
  const question = questionOf(key, call);
  const names = new Map([...targets].map(([named, { path }]) => [path, named]));
  return { key, question, root, call, changeSet: { ...changeSet, id: `held-${question}` }, files, names };
}

/**
 * The proposal with these texts in the place of what it would leave; null: no file. It keeps its id, so that what was said of the
 * rest stays said of it. `key` and `question`: what they would be if its agent proposed it.
 */
export function withTexts(proposal: Proposal, texts: ReadonlyMap<string, string | null>): Proposal {
  const files = new Map(proposal.files);
  for (const [path, text] of texts) {
    const edit = files.get(path);
    if (edit === undefined) continue;
    const like = edit.after ?? edit.before;
    files.set(path, { ...edit, after: text === null ? null : toSnapshot(text, like, defaultSizeLimits) });
  }
  const { origin, id } = proposal.changeSet;
  const outside = proposal.changeSet.files.filter(({ path }) => !files.has(path));
  const inside = [...files].map(([path, { before, after }]) => toSides({ path, before, after }));
  const changeSet = ingestVersions([...inside, ...outside], origin);
  const key = keyOf(changeSet, proposal.root);
  return { ...proposal, key, question: questionOf(key, proposal.call), changeSet: { ...changeSet, id }, files };
}

/** Hooks of two agents ask about a call of one session when one of them reads the other's configuration. */
export function isOfOneAsker(
  one: Pick<HookCall, 'agent' | 'session'>,
  other: Pick<HookCall, 'agent' | 'session'>,
): boolean {
  return askerOf(one) === askerOf(other);
}

function askerOf({ agent, session }: Pick<HookCall, 'agent' | 'session'>): string {
  return JSON.stringify(session === undefined ? [agent] : [null, session]);
}

function questionOf(key: string, call: HookCall): string {
  return sha256(`${key}\n${askerOf(call)}`).slice(0, 32);
}

function keyOf({ id }: ChangeSet, root: string): string {
  return sha256(`hook ${root}\n${id}`).slice(0, 32);
}

/** A sentence where the path cannot be looked at; `barred`: nobody may write there. */
async function findTarget(
  root: string,
  directory: string,
  named: string,
): Promise<Target | string | { readonly barred: string }> {
  if (named === '' || named.includes('\0')) return 'A path of the call is empty, or has a zero byte in it.';
  if (isReadDifferently(named)) return `Tools read "${named}" in different ways. Give the whole path of the file.`;
  const absolute = isAbsolute(named) ? resolve(named) : resolve(directory === '' ? root : directory, named);
  // Links are followed as the agent's write would follow them.
  let real: string | null;
  try {
    real = await realPathAhead(absolute);
  } catch (error) {
    return `"${named}" cannot be looked at: ${describeError(error)}.`;
  }
  if (real === null) return `"${named}" cannot be looked at: a link on the way leads nowhere.`;
  const inside = toWorkspacePath(root, real);
  const isGits = inside === null && (isInFolder(root, real) || !isWorkspacePath(toOutsidePath(real)));
  if (isGits || (await isGitsOwn(dirname(real))))
    return { barred: `"${named}" is inside of git's own directory, where nothing can be reviewed.` };
  const state = findUserDirectory({});
  if (isInFolder((await realPathAhead(state)) ?? state, real))
    return { barred: `"${named}" is inside of Countersign's own state, where nothing can be reviewed.` };
  const read = await readSnapshot(dirname(real), basename(real));
  if (read.kind === 'unreadable') return read.problem.message;
  const before = read.kind === 'file' ? read.snapshot : null;
  return { path: inside ?? toOutsidePath(real), isInside: inside !== null, folder: dirname(real), before };
}

/** Some take `~` for the home directory, addresses for paths, and blanks around a path away. */
function isReadDifferently(named: string): boolean {
  return named !== named.trim() || /^(?:~[^/\\]*(?:[/\\]|$)|(?:file|vscode[\w.+-]*):)/iu.test(named);
}

/** So that rules about configuration in a home directory match as they do in a workspace. */
function toOutsidePath(real: string): string {
  const fromHome = relative(homedir(), real).split(sep).join('/');
  if (isWorkspacePath(fromHome)) return `outside/~/${fromHome}`;
  return `outside/${real
    .split(sep)
    .filter((part) => part !== '' && part !== '..')
    .join('/')}`;
}

function unclear(why: string): OpenedProposal {
  return { kind: 'unclear', why, isBarred: false };
}
