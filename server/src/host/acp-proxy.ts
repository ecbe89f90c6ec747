import { findAgent, heldRequests, pathsOfEdits, readCall, toldUpdate } from '../core/hook.ts';
import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import { editNotice, type EditNotice } from '../protocol/agent-session.ts';
import { createAcpCalls } from './acp-calls.ts';
import { askEditor } from './ask-editor.ts';
import { systemClock } from './clock.ts';
import { judgeAlone, judgeUnclear } from './judge-alone.ts';
import { refusal } from './refusal.ts';
import { createToldCalls } from './told-calls.ts';
import { writeCall } from './write-call.ts';

type Message = Readonly<Record<string, unknown>>;

export interface AcpSides {
  readonly toClient: (line: string) => void;
  readonly toAgent: (line: string) => void;
  /** `here`: the client leaves edits to the review. What is not refused is written here, and the client is told of each. */
  readonly edits: 'client' | 'here';
  readonly onFault: (error: unknown) => void;
}

export interface AcpProxy {
  /** A line without its end. Lines of one side stay in their order, but for those that wait. */
  readonly fromClient: (line: string) => void;
  readonly fromAgent: (line: string) => void;
  /** One side has ended: nobody waits for what is held. */
  readonly close: () => void;
}

/** A request of the agent that waits for a verdict. */
interface Waiting {
  readonly session: unknown;
  readonly over: AbortController;
}

/** What is asked about a request. `call`: null when it names no edit, or cannot be read. */
interface Question {
  readonly directory: string;
  readonly payload: string;
  readonly call: HookCall | null;
  readonly unclear: string | null;
}

/** How long a person has; no limit of the protocol's own is known. */
const waitMs = 900_000;
/** Of an editor that is only told. */
const tellMs = 2_000;
const ownMethods = '_countersign/';
const passed: HookVerdict = { kind: 'pass' };
const tooLong = 'It was told in more words than are kept, and the request does not repeat them.';
const cancelled = refusal.fault('the turn was cancelled.');
const sessionMethods: ReadonlySet<unknown> = new Set(['session/new', 'session/load', 'session/resume', 'session/fork']);

/**
 * Between a client and an agent of the Agent Client Protocol (version 1, one JSON message a line): requests of the agent that may
 * write are asked about first. Everything else goes through as it came.
 */
export function createAcpProxy({ toClient, toAgent, edits, onFault }: AcpSides): AcpProxy {
  const asked = new Map<string, { readonly method: string; readonly directory: string }>();
  const directories = new Map<string, string>();
  const waiting = new Set<Waiting>();
  const told = createToldCalls();
  let agent = 'acp';
  let agentVersion: string | undefined;
  /** One after the other: an end that overtakes its beginning would be the end of nothing. */
  let telling: Promise<unknown> = Promise.resolve();
  const calls = createAcpCalls((sessionId, update) => {
    const directory = directories.get(sessionId) ?? process.cwd();
    const params = { sessionId, update };
    const payload = JSON.stringify({ agent, agentVersion, directory, method: toldUpdate, params });
    const place = { edits: [], directory, sentAt: systemClock.now() };
    telling = telling.then(() => askEditor('acp', place, payload, tellMs)).catch(onFault);
  });

  /** As the agent said before, where this update does not. */
  function kindOf({ sessionId, update }: Message): unknown {
    const { toolCall } = told.complete({ sessionId, toolCall: update });
    return isMessage(toolCall) ? toolCall['kind'] : undefined;
  }

  function noteAnswer(message: Message): void {
    const question = asked.get(JSON.stringify(message['id']));
    const result = message['result'];
    if (question === undefined || !isMessage(result)) return;
    asked.delete(JSON.stringify(message['id']));
    if (question.method === 'initialize' && isMessage(result['agentInfo'])) {
      const { name, version } = result['agentInfo'];
      if (typeof name === 'string' && name !== '') agent = name;
      if (typeof version === 'string') agentVersion = version;
    }
    const { sessionId } = result;
    if (typeof sessionId === 'string') directories.set(sessionId, question.directory);
  }

  function toQuestion({ method }: Message, params: Message): Question {
    const directory = directories.get(String(params['sessionId'])) ?? process.cwd();
    const payload = JSON.stringify({ agent, agentVersion, directory, method, params });
    if (told.isForgotten(params)) return { directory, payload, call: null, unclear: tooLong };
    const read = readCall(findAgent('acp')!, payload);
    if (read.kind === 'unreadable') return { directory, payload, call: null, unclear: read.why };
    const call = read.kind === 'call' && read.call.edits.length > 0 ? { ...read.call, directory } : null;
    return { directory, payload, call, unclear: null };
  }

  async function judge({ directory, payload, call, unclear }: Question, over: AbortSignal): Promise<HookVerdict> {
    if (unclear !== null) return await judgeUnclear(directory, unclear);
    if (call === null) return passed;
    const answered = await askEditor('acp', call, payload, waitMs, over);
    if (over.aborted) return cancelled;
    return answered ?? (await judgeAlone('acp', call, payload));
  }

  /** Answers whatever goes wrong: an agent that hears nothing waits for ever. */
  async function hold(line: string, message: Message, asIs: Message): Promise<void> {
    const params = told.complete(asIs);
    const own: Waiting = { session: params['sessionId'], over: new AbortController() };
    waiting.add(own);
    const isWrite = message['method'] === heldRequests.write;
    let call: HookCall | null = null;
    let verdict: HookVerdict;
    try {
      const question = toQuestion(message, params);
      // Leave for more than an edit is for a person to give, whatever becomes of an edit that is in it.
      if (edits === 'here' && (isWrite || asksToEdit(params['toolCall']))) call = question.call;
      tell(call, params, 'asked');
      verdict = await judge(question, own.over.signal);
      if (call !== null && isWrite) verdict = await write(message, params, verdict);
    } catch (error) {
      onFault(error);
      verdict = refusal.fault('the review has a fault.');
    } finally {
      waiting.delete(own);
    }
    if (own.over.signal.aborted && !isWrite) {
      tell(call, params, cancelled);
      return reply(message, { result: { outcome: { outcome: 'cancelled' } } });
    }
    if (call === null) {
      if (!isWrite && verdict.kind === 'pass') calls.asked(message['id'], params);
      if (isWrite) answerWrite(message, params, verdict, line);
      else answerPermission(message, asIs, edits === 'here' && verdict.kind === 'accepted' ? passed : verdict);
      return;
    }
    tell(call, params, verdict, !isWrite);
    if (!isWrite) {
      // What no rule holds is reviewed afterwards, with everything else.
      answerPermission(message, asIs, verdict.kind === 'pass' ? { kind: 'accepted' } : verdict);
    } else if (verdict.kind === 'denied') reply(message, { error: { code: -32_000, message: verdict.reason } });
    else reply(message, { result: {} });
  }

  /** What became of an edit, for a client that shows it. @param isUnheard the answer to the agent has no place for a reason */
  function tell(call: HookCall | null, params: Message, what: 'asked' | HookVerdict, isUnheard = false): void {
    if (call === null) return;
    const { toolCall } = call;
    const notice: EditNotice = {
      sessionId: String(params['sessionId']),
      ...(toolCall !== undefined && { toolCallId: toolCall }),
      paths: pathsOfEdits(call.edits),
      ...(what === 'asked' ? { state: what } : toState(what)),
      ...(isUnheard && what !== 'asked' && what.kind === 'denied' && { isUnheard }),
    };
    toClient(JSON.stringify({ jsonrpc: '2.0', method: editNotice, params: notice }));
  }

  /** In the place of the client; answers what is to be said of it. What an agent only tells of, it writes itself. */
  async function write(message: Message, params: Message, verdict: HookVerdict): Promise<HookVerdict> {
    if (verdict.kind === 'denied' || message['id'] === undefined) return verdict;
    const wanted = verdict.kind === 'amended' && isMessage(verdict.input) ? { ...params, ...verdict.input } : params;
    const { call } = toQuestion(message, wanted);
    if (call === null) return refusal.unclear('What is to be written cannot be read.');
    const done = await writeCall(call);
    return done.kind === 'written' ? verdict : refusal.unclear(done.why);
  }

  /** What was only told, opencode tells of its writes, takes no answer. */
  function reply({ id }: Message, part: object): void {
    if (id !== undefined) toAgent(JSON.stringify({ jsonrpc: '2.0', id, ...part }));
  }

  /** The client writes: what it is given is what is written. */
  function answerWrite(message: Message, params: Message, verdict: HookVerdict, line: string): void {
    if (verdict.kind === 'pass' || verdict.kind === 'accepted') return toClient(line);
    if (verdict.kind === 'amended' && isMessage(verdict.input))
      return toClient(JSON.stringify({ ...message, params: { ...params, ...verdict.input } }));
    const reason = verdict.kind === 'denied' ? verdict.reason : 'Nothing was written.';
    reply(message, { error: { code: -32_000, message: reason } });
  }

  /** A person who has accepted it is not asked twice. Leave for all that follows would be leave to ask no more. */
  function answerPermission(message: Message, params: Message, { kind }: HookVerdict): void {
    const options = (Array.isArray(params['options']) ? params['options'] : []).filter(isMessage);
    if (kind === 'pass') {
      const once = options.filter((option) => option['kind'] !== 'allow_always');
      const { toolCall } = told.complete(params);
      const isEdit = isMessage(toolCall) && toolCall['kind'] !== 'execute';
      const shown = isEdit && once.length > 0 ? { ...params, options: once } : params;
      return toClient(JSON.stringify({ ...message, params: shown }));
    }
    const wanted = kind === 'accepted' ? 'allow_once' : 'reject_once';
    const option = options.find((each) => each['kind'] === wanted);
    const outcome =
      option === undefined ? { outcome: 'cancelled' } : { outcome: 'selected', optionId: option['optionId'] };
    reply(message, { result: { outcome } });
  }

  return {
    fromClient(line) {
      const message = parse(line);
      const { method, params, id } = message ?? {};
      if (method === 'initialize' || sessionMethods.has(method)) {
        const directory = isMessage(params) && typeof params['cwd'] === 'string' ? params['cwd'] : process.cwd();
        asked.set(JSON.stringify(id), { method: String(method), directory });
        // One that is taken up again is named by the client.
        if (isMessage(params) && typeof params['sessionId'] === 'string')
          directories.set(params['sessionId'], directory);
      }
      // What is there by then was there before the call.
      if (method === undefined && calls.answered(id, message?.['result'])) void telling.then(() => toAgent(line));
      else toAgent(line);
      // A turn that is cancelled ends only when its agent has an answer to everything that it asked.
      if (method === 'session/cancel' && isMessage(params))
        for (const { session, over } of waiting) if (session === params['sessionId']) over.abort();
    },
    fromAgent(line) {
      const message = parse(line);
      if (message === null) return passUnread(line, toClient);
      const { method, params } = message;
      // Only this side tells what became of an edit.
      if (typeof method === 'string' && method.startsWith(ownMethods)) return;
      const isHeld = method === heldRequests.write || method === heldRequests.permission;
      if (isHeld && isMessage(params)) return void hold(line, message, params).catch(onFault);
      if (method === undefined) noteAnswer(message);
      if (method === toldUpdate && isMessage(params)) calls.updated(params, kindOf(params));
      if (method === toldUpdate) told.note(params, line.length);
      toClient(line);
    },
    close() {
      for (const { over } of waiting) over.abort();
    },
  };
}

/** By its kind; where it names none, by the change that it shows. */
function asksToEdit(toolCall: unknown): boolean {
  if (!isMessage(toolCall)) return false;
  const { kind, content } = toolCall;
  if (kind !== undefined && kind !== null) return kind === 'edit' || kind === 'delete' || kind === 'move';
  return Array.isArray(content) && content.some((part) => isMessage(part) && part['type'] === 'diff');
}

function toState(verdict: HookVerdict): Pick<EditNotice, 'state' | 'reason'> {
  switch (verdict.kind) {
    case 'pass':
      return { state: 'allowed' };
    case 'accepted':
    case 'amended':
      return { state: verdict.kind };
    case 'denied':
      return { state: 'refused', reason: verdict.reason };
  }
}

/** What is no message could still be read as one by the client, a list of messages say: it is kept back where it names what is held. */
function passUnread(line: string, toClient: (line: string) => void): void {
  if (!Object.values(heldRequests).some((method) => line.includes(method))) toClient(line);
}

function parse(line: string): Message | null {
  try {
    const value: unknown = JSON.parse(line);
    return isMessage(value) ? value : null;
  } catch {
    return null;
  }
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
