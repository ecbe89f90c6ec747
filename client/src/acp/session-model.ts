import * as l10n from '@vscode/l10n';
import path from 'node:path';
import type {
  EditNotice,
  QuestionItem,
  QuestionOption,
  SessionItem,
  SessionPlace,
  SessionView,
  SpokenItem,
  ToolItem,
} from '../../../server/src/protocol/agent-session.ts';
import { fieldsOf, own, rowsOf, textOf, wordOf, type Fields } from './fields.ts';
import { nameInside } from './name-inside.ts';

/** What a session becomes with what its agent says. Pure: nothing here reads a disk or a clock. */

const maxItems = 1_000;
/** Characters of one item. */
const maxText = 200_000;
const maxOutput = 4_000;
const maxPlaces = 50;
/** Begins the id of an edit that no call was told of. */
const aloneId = 'edit ';
/** The last is none of the protocol: it is what becomes of a call whose turn has ended. */
const statuses = ['pending', 'in_progress', 'completed', 'failed', 'cancelled'] as const;
const optionKinds = ['allow_once', 'allow_always', 'reject_once', 'reject_always'] as const;

export function emptySession(given: Pick<SessionView, 'agent' | 'command' | 'folder'>): SessionView {
  return { ...given, state: 'starting', items: [], left: 0, plan: [], failure: null };
}

/** @param update of `session/update`. @param root absolute: what paths are shown relative to */
export function withUpdate(view: SessionView, update: Fields, root: string): SessionView {
  switch (own(update, 'sessionUpdate')) {
    case 'agent_message_chunk':
      return withWords(view, 'agent', wordsOf(own(update, 'content')));
    case 'agent_thought_chunk':
      return withWords(view, 'thought', wordsOf(own(update, 'content')));
    case 'tool_call':
    case 'tool_call_update':
      return withTool(view, update, root);
    case 'plan':
      return {
        ...view,
        plan: rowsOf(update, 'entries').map((entry) => ({
          text: clip(textOf(entry, 'content'), maxOutput),
          status: wordOf(entry, 'status', ['pending', 'in_progress', 'completed'], 'pending'),
        })),
      };
    default:
      return view;
  }
}

/** Words of the same speaker go on where they were; those of people and of Countersign stand alone. */
export function withWords(view: SessionView, kind: SpokenItem['kind'], text: string): SessionView {
  if (text === '') return view;
  const last = view.items.at(-1);
  const goesOn = kind === 'agent' || kind === 'thought';
  if (goesOn && last?.kind === kind)
    return { ...view, items: [...view.items.slice(0, -1), { ...last, text: clip(last.text + text, maxText) }] };
  return withItem(view, { kind, id: nextId(view), text: clip(text, maxText) });
}

/** A call is told of several times, with what has changed. */
export function withTool(view: SessionView, given: Fields, root: string): SessionView {
  const id = textOf(given, 'toolCallId');
  if (id === '') return view;
  const known = view.items.find((item): item is ToolItem => item.kind === 'tool' && item.id === id);
  const title = textOf(given, 'title');
  const places = placesOf(given, root);
  const output = outputOf(given);
  const next: ToolItem = {
    kind: 'tool',
    id,
    title: clip(title === '' ? (known?.title ?? id) : title, maxOutput),
    toolKind: textOf(given, 'kind') || (known?.toolKind ?? 'other'),
    status: wordOf(given, 'status', statuses, known?.status ?? 'pending'),
    places: places.length === 0 ? (known?.places ?? []) : places,
    edit: known?.edit ?? null,
    output: output === '' ? (known?.output ?? '') : output,
  };
  return known === undefined ? withItem(view, next) : replace(view, next);
}

/** What became of an edit stands with the call that made it; an edit without a call is one of its own. */
export function withEdit(view: SessionView, notice: EditNotice, root: string): SessionView {
  const { toolCallId, paths, state, reason = '' } = notice;
  const tool = findTool(view.items, toolCallId, paths);
  const places = paths.slice(0, maxPlaces).map((each) => toPlace(each, root));
  if (tool === undefined) {
    const title = l10n.t`Write ${places.map(({ name }) => name).join(', ')}`;
    // Some agents ask before they tell of the call.
    const id = toolCallId ?? `${aloneId}${nextId(view)}`;
    return withItem(view, {
      kind: 'tool',
      id,
      title,
      toolKind: 'edit',
      output: '',
      status: toStatus(state),
      places,
      edit: { state, reason },
    });
  }
  // An agent that was given leave asks again when it writes.
  if (state === 'asked' && tool.edit !== null && tool.edit.state !== 'refused') return view;
  // One that has written already, opencode does, asks about nothing any more: that no rule holds it is not what became of it.
  if (state === 'allowed' && (tool.edit?.state === 'accepted' || tool.edit?.state === 'amended')) return view;
  const isOver = tool.id.startsWith(aloneId) || (state === 'refused' && isRunning(tool));
  return replace(view, {
    ...tool,
    ...(isOver && { status: toStatus(state) }),
    ...(tool.places.length === 0 && { places }),
    edit: { state, reason },
  });
}

export function withQuestion(view: SessionView, id: string, params: Fields): SessionView {
  const call = fieldsOf(own(params, 'toolCall'));
  const options = rowsOf(params, 'options').map((option): QuestionOption => ({
    id: textOf(option, 'optionId'),
    name: clip(textOf(option, 'name'), maxOutput),
    kind: wordOf(option, 'kind', optionKinds, 'reject_once'),
  }));
  const title = clip(textOf(call, 'title') || l10n.t('something that it does not name'), maxText);
  return withItem(view, {
    kind: 'question',
    id,
    title,
    detail: detailOf(call, title),
    input: inputOf(call),
    options,
    answer: null,
  });
}

/** @param answer id of an option; empty: it was taken back */
export function withAnswer(view: SessionView, id: string, answer: string): SessionView {
  const question = view.items.find((item): item is QuestionItem => item.kind === 'question' && item.id === id);
  return question === undefined ? view : replace(view, { ...question, answer });
}

/** Nothing of a turn that has ended still runs or waits. */
export function withTurnEnded(view: SessionView, stopReason: string): SessionView {
  const items = view.items.map((item): SessionItem => {
    if (item.kind === 'question' && item.answer === null) return { ...item, answer: '' };
    return item.kind === 'tool' && isRunning(item) ? { ...item, status: 'cancelled' } : item;
  });
  return withWords({ ...view, items }, 'note', stopWords.get(stopReason) ?? '');
}

const stopWords: ReadonlyMap<string, string> = new Map([
  ['cancelled', l10n.t('Stopped.')],
  ['max_tokens', l10n.t('It stopped: the model has reached the length that it may answer with.')],
  ['max_turn_requests', l10n.t('It stopped: it has asked the model as often as it may in one turn.')],
  ['refusal', l10n.t('It refused to go on.')],
]);

function findTool(
  items: readonly SessionItem[],
  id: string | undefined,
  paths: readonly string[],
): ToolItem | undefined {
  const tools = items.filter((item): item is ToolItem => item.kind === 'tool');
  if (id !== undefined) return tools.find((tool) => tool.id === id);
  const named = new Set(paths);
  return tools.findLast((tool) => isRunning(tool) && tool.places.some((place) => named.has(place.path)));
}

const isRunning = ({ status }: ToolItem): boolean => status === 'pending' || status === 'in_progress';

function toStatus(state: EditNotice['state']): ToolItem['status'] {
  if (state === 'asked') return 'in_progress';
  return state === 'refused' ? 'failed' : 'completed';
}

function nextId({ left, items }: SessionView): string {
  return `${left + items.length}`;
}

function withItem(view: SessionView, item: SessionItem): SessionView {
  const all = [...view.items, item];
  const over = Math.max(0, all.length - maxItems);
  return { ...view, items: all.slice(over), left: view.left + over };
}

function replace(view: SessionView, item: SessionItem): SessionView {
  return { ...view, items: view.items.map((each) => (each.kind === item.kind && each.id === item.id ? item : each)) };
}

function placesOf(given: Fields, root: string): readonly SessionPlace[] {
  const named = [...rowsOf(given, 'locations'), ...rowsOf(given, 'content').filter(isDiff)];
  const paths = new Set(named.map((row) => textOf(row, 'path')).filter((each) => each !== ''));
  return [...paths].slice(0, maxPlaces).map((each) => toPlace(each, root));
}

function toPlace(named: string, root: string): SessionPlace {
  return { path: named, name: nameInside(root, path.resolve(root, named)) ?? named };
}

const isDiff = (part: Fields): boolean => own(part, 'type') === 'diff';

function outputOf(given: Fields): string {
  const texts = rowsOf(given, 'content')
    .filter((part) => own(part, 'type') === 'content')
    .map((part) => wordsOf(own(part, 'content')));
  return clip(texts.filter((text) => text !== '').join('\n'), maxOutput);
}

function wordsOf(content: unknown): string {
  const fields = fieldsOf(content);
  const type = textOf(fields, 'type');
  if (type === 'text') return textOf(fields, 'text');
  return type === '' ? '' : `[${type}]`;
}

/** The command where the title does not say it, and what is said of it. */
function detailOf(call: Fields, title: string): string {
  const command = commandOf(fieldsOf(own(call, 'rawInput')));
  const parts = [command === title ? '' : command, outputOf(call)];
  return clip(parts.filter((text) => text !== '').join('\n\n'), maxText);
}

function commandOf(input: Fields): string {
  const command = own(input, 'command');
  return Array.isArray(command) ? command.map(String).join(' ') : typeof command === 'string' ? command : '';
}

function inputOf(call: Fields): string {
  const input = fieldsOf(own(call, 'rawInput'));
  const isMore = Object.keys(input).some((name) => name !== 'command');
  return isMore ? clip(JSON.stringify(input, null, 2), maxText) : '';
}

function clip(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}
