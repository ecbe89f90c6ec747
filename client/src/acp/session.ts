import * as l10n from '@vscode/l10n';
import {
  editNotice,
  type EditNotice,
  type SessionFailure,
  type SessionView,
} from '../../../server/src/protocol/agent-session.ts';
import { startAgent, type Launch } from './agent-process.ts';
import { toCommandLine, type AcpAgent } from './agents.ts';
import { AnsweredError, connect, UnknownMethod } from './connection.ts';
import { fieldsOf, own, rowsOf, textOf, type Fields } from './fields.ts';
import {
  emptySession,
  withAnswer,
  withEdit,
  withQuestion,
  withTool,
  withTurnEnded,
  withUpdate,
  withWords,
} from './session-model.ts';

export interface SessionSetup {
  readonly agent: AcpAgent;
  /** Starts the agent behind the proxy that holds its edits. */
  readonly launch: Launch;
  /** Name of the folder, for people. */
  readonly folder: string;
  readonly version: string;
  readonly changed: (view: SessionView) => void;
}

/** A conversation with one agent, from its start to its end. */
export interface AgentSession {
  readonly view: () => SessionView;
  readonly prompt: (text: string) => void;
  /** Asks the agent to end its turn; the second time the agent is ended. */
  readonly stop: () => void;
  readonly answer: (question: string, option: string) => void;
  readonly close: () => void;
}

const protocolVersion = 1;
/** Some load a model list first. */
const startMs = 60_000;
/** Of the protocol: the agent wants a person to sign in. */
const signInNeeded = -32_000;

const permission = 'session/request_permission';
/** How often in a row an agent is told without being asked anything: one that repeats what is refused would go on for ever. */
const maxTold = 3;

const again = l10n.t('Start the session again.');
const thenAgain = (first: string): string => l10n.t`${first} Then start the session again.`;

export function startSession({ agent, launch, folder, version, changed }: SessionSetup): AgentSession {
  const { directory } = launch;
  let view = emptySession({ agent: agent.title, command: toCommandLine(agent), folder });
  let sessionId = '';
  let questions = 0;
  /** Those that wait for a person, by id of their item. */
  const asked = new Map<string, (option: string) => void>();
  /** Why edits were refused, which the agent has not heard. */
  const unheard: string[] = [];
  let toldInARow = 0;

  function become(next: SessionView): void {
    if (next === view) return;
    view = next;
    changed(view);
  }

  function fail(message: string, fix: string): void {
    for (const answer of asked.values()) answer('');
    asked.clear();
    const failure: SessionFailure = { message, fix, output: program.output() };
    become({ ...withTurnEnded(view, ''), state: 'ended', failure });
    connection.end(new Error(message));
    program.stop();
  }

  const connection = connect({
    send: (line) => program.send(line),
    request: async (method, params) => {
      if (method !== permission) throw new UnknownMethod(`"${method}" is not offered.`);
      return await ask(params);
    },
    notification(method, params) {
      if (method === 'session/update') become(withUpdate(view, fieldsOf(own(params, 'update')), directory));
      // Only the proxy sends it: what an agent sends under that name is kept back there.
      if (method === editNotice) hearOfEdit(params as unknown as EditNotice);
    },
    tooLong: () => fail(l10n.t`${agent.title} sent a message that is too long.`, again),
  });

  const program = startAgent(launch, connection.receive, (code) => {
    const isStarting = view.state === 'starting';
    connection.end(new Error('The agent has ended.'));
    if (view.state === 'ended') return;
    const { title, install } = agent;
    if (isStarting) fail(l10n.t`${title} could not be started.`, thenAgain(install));
    else if (code === null || code === 0) fail(l10n.t`${title} has ended.`, again);
    else fail(l10n.t`${title} has ended with code ${code}.`, again);
  });

  function hearOfEdit(notice: EditNotice): void {
    if (notice.isUnheard && notice.reason !== undefined) unheard.push(notice.reason);
    become(withEdit(view, notice, directory));
  }

  /** About what is no edit; what is one has been answered on the way. */
  async function ask(params: Fields): Promise<object> {
    const cancelled = { outcome: { outcome: 'cancelled' } };
    if (view.state !== 'working' || rowsOf(params, 'options').length === 0) return cancelled;
    const id = `question ${(questions += 1)}`;
    become(withQuestion(withTool(view, fieldsOf(own(params, 'toolCall')), directory), id, params));
    const option = await new Promise<string>((resolve) => void asked.set(id, resolve));
    return option === '' ? cancelled : { outcome: { outcome: 'selected', optionId: option } };
  }

  function answer(id: string, option: string): void {
    const tell = asked.get(id);
    if (tell === undefined) return;
    asked.delete(id);
    become(withAnswer(view, id, option));
    tell(option);
  }

  async function open(): Promise<void> {
    const opened = await connection.request('initialize', {
      protocolVersion,
      clientInfo: { name: 'countersign', title: 'Countersign', version },
      // Files are read as they are on disk; what is written is handed over, and held where a rule says so.
      clientCapabilities: { fs: { readTextFile: false, writeTextFile: true }, terminal: false },
    });
    const theirs = own(opened, 'protocolVersion');
    if (theirs !== protocolVersion)
      return fail(
        l10n.t`${agent.title} speaks version ${String(theirs)} of the protocol; this session speaks version ${protocolVersion}.`,
        l10n.t('Install a version of it that speaks both.'),
      );
    const session = await connection.request('session/new', { cwd: directory, mcpServers: [] });
    sessionId = textOf(session, 'sessionId');
    if (view.state === 'starting') become({ ...view, state: 'ready' });
  }

  async function begin(): Promise<void> {
    const late = setTimeout(() => {
      if (view.state === 'starting') fail(l10n.t`${agent.title} has not answered for a minute.`, again);
    }, startMs);
    try {
      await open();
    } catch (error) {
      if (view.state === 'ended') return;
      const needsSignIn = error instanceof AnsweredError && error.code === signInNeeded;
      const words = error instanceof Error ? error.message : String(error);
      if (needsSignIn) fail(l10n.t`${agent.title} wants you to sign in first.`, thenAgain(agent.signIn));
      else fail(l10n.t`${agent.title} did not open a session: ${words}`, thenAgain(agent.signIn));
    } finally {
      clearTimeout(late);
    }
  }

  /** @param text of a person; empty: what it has not heard is all that it is told */
  async function runTurn(text: string): Promise<void> {
    const reasons = [...new Set(unheard.splice(0))];
    const told = reasons.length === 0 ? '' : l10n.t`${agent.title} is told why.`;
    become({ ...withWords(withWords(view, 'note', told), 'person', text), state: 'working' });
    const prompt = [...reasons, text].filter((each) => each !== '').map((each) => ({ type: 'text', text: each }));
    let stopReason = '';
    try {
      const ended = await connection.request('session/prompt', { sessionId, prompt });
      if (view.state === 'ended') return;
      stopReason = textOf(ended, 'stopReason');
    } catch (error) {
      if (view.state === 'ended') return;
      become(withWords(view, 'note', l10n.t`The agent answered with an error: ${(error as Error).message}`));
    }
    for (const id of [...asked.keys()]) answer(id, '');
    const wasStopped = view.state === 'stopping';
    become({ ...withTurnEnded(view, stopReason), state: 'ready' });
    if (unheard.length === 0 || wasStopped || toldInARow === maxTold) return;
    toldInARow += 1;
    void runTurn('');
  }

  void begin();
  return {
    view: () => view,
    prompt(text) {
      if (view.state !== 'ready' || text.trim() === '') return;
      toldInARow = 0;
      void runTurn(text);
    },
    stop() {
      if (view.state === 'stopping') return fail(l10n.t`${agent.title} did not stop and was ended.`, again);
      if (view.state !== 'working') return;
      become({ ...view, state: 'stopping' });
      connection.notify('session/cancel', { sessionId });
      for (const id of [...asked.keys()]) answer(id, '');
    },
    answer,
    close() {
      connection.end(new Error('The session was closed.'));
      if (view.state !== 'ended') become({ ...withTurnEnded(view, ''), state: 'ended' });
      program.stop();
    },
  };
}
