import { resolve } from 'node:path';
import { type AgentDefinition, agentIds, findAgent, readCall } from '../core/hook.ts';
import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import { askEditor, type CallPlace } from '../host/ask-editor.ts';
import { uptimeMs } from '../host/clock.ts';
import { refusal } from '../host/refusal.ts';
import type * as Away from './hook-away.ts';
import { UsageError, type ExitCode, type Invocation, type Terminal, type Values } from './define.ts';

const maxPayloadBytes = 50 * 1024 * 1024;
/** What is left for printing and for the agent to see that the process has ended. */
const marginMs = 500;
/** For reading settings of an agent that nobody has read yet. */
const learnMs = 10_000;
/** A busy editor takes a while; one that hangs must not keep the agent. */
const noticeMs = 5_000;

/** Judges in this process. Null: this program has no analysis in it. */
type JudgeHere = {
  readonly call: (agent: string, call: HookCall, payload: string) => Promise<HookVerdict>;
  readonly unclear: (directory: string, why: string) => Promise<HookVerdict>;
} | null;

/**
 * One question of an agent, one answer in its own form, below its own time limit. Whatever goes wrong is a refusal: nearly all
 * agents take a crash, silence or an odd exit code for consent.
 */
export async function answerHook(
  { positionals, values, terminal }: Invocation,
  judgeHere: JudgeHere,
): Promise<ExitCode> {
  const agent = readAgent(positionals[0]);
  if (values['notice'] === true) return await answerNotice(agent, terminal);
  const waitMs = Math.max(1_000, readWait(values['wait'], agent) * 1_000 - marginMs);
  // That clock starts with the process, as the agent's does.
  const leftMs = (): number => waitMs - uptimeMs();
  const over = refuseLater(agent, leftMs(), terminal);
  const answer = await answerAgent(agent, values['alone'] === true ? judgeHere : null, leftMs, terminal).catch(
    (error: unknown) => agent.answer(refusal.fault(error instanceof Error ? error.message : String(error))),
  );
  // Two answers are none to an agent: it would go on.
  if (over.stop()) await terminal.write(`${answer}\n`);
  return 0;
}

/** Nothing is asked, so nothing that goes wrong here may keep the agent from its work. */
async function answerNotice(agent: AgentDefinition, terminal: Terminal): Promise<ExitCode> {
  const payload = await readPayload(terminal.input).catch(() => null);
  const read = payload === null ? null : readCall(agent, payload);
  if (payload !== null && read?.kind === 'notice') {
    const directory = resolve(terminal.directory, read.notice.directory);
    const isHeard = await tellEditor(agent, { edits: [], directory }, payload);
    const note = async (): Promise<void> => (await loadAway()).noteNotice(read.notice, directory);
    if (!isHeard) await note().catch(() => undefined);
  }
  await terminal.write(`${agent.heard}\n`);
  return 0;
}

/** Whether there is one. What it answers to that counts for nothing, and nobody waits for it long. */
async function tellEditor(agent: AgentDefinition, place: CallPlace, payload: string): Promise<boolean> {
  return (await askEditor(agent.id, place, payload, noticeMs).catch(() => null)) !== null;
}

function readAgent(id: string | undefined): AgentDefinition {
  const agent = id === undefined ? null : findAgent(id);
  if (agent !== null) return agent;
  throw new UsageError(
    id === undefined ? 'No agent was named.' : `There is no agent "${id}".`,
    'Each agent is answered in its own form.',
    `Name one of ${agentIds.join(', ')}.`,
  );
}

function readWait(given: Values[string], agent: AgentDefinition): number {
  if (given === undefined) return agent.waitSeconds;
  const seconds = Number(given);
  if (Number.isFinite(seconds) && seconds > 0 && seconds <= 86_400) return seconds;
  throw new UsageError(
    `"${given}" is no number of seconds.`,
    'A hook must answer before its agent stops waiting.',
    'Give a number up to 86400.',
  );
}

/** Also when the agent itself asks the process to end. `stop` answers whether there was no refusal yet. */
function refuseLater(agent: AgentDefinition, leftMs: number, terminal: Terminal): { readonly stop: () => boolean } {
  let isRefused = false;
  const refuse = (): void => {
    if (isRefused) return;
    isRefused = true;
    void terminal.write(`${agent.answer(refusal.pending([]))}\n`).then(() => process.exit(0));
  };
  const timer = setTimeout(refuse, Math.max(0, leftMs));
  process.on('SIGTERM', refuse);
  return {
    stop() {
      clearTimeout(timer);
      process.off('SIGTERM', refuse);
      return !isRefused;
    },
  };
}

async function answerAgent(
  agent: AgentDefinition,
  judgeHere: JudgeHere,
  leftMs: () => number,
  terminal: Terminal,
): Promise<string> {
  const payload = await readPayload(terminal.input);
  if (payload === null) return agent.answer(refusal.unclear('The payload is larger than 50 MiB.'));
  const read = readCall(agent, payload);
  if (read.kind === 'other') return agent.answer({ kind: 'pass' });
  if (read.kind === 'notice') return agent.heard;
  if (read.kind === 'unreadable' && read.isCall !== true) return agent.answer(refusal.unclear(read.why));
  if (read.kind === 'unreadable') return await answerUnread(agent, payload, read.why, judgeHere, leftMs, terminal);
  const call: HookCall = { ...read.call, directory: resolve(terminal.directory, read.call.directory) };
  if (call.edits.length === 0) {
    // What it writes all the same is noticed on disk: whose call runs then is known.
    if (judgeHere !== null) return agent.answer(await judgeHere.call(agent.id, call, payload));
    if (!(await tellEditor(agent, call, payload))) {
      const { judgeElsewhere, noteCall } = await loadAway();
      const learn = () => judgeElsewhere(agent, payload, terminal.directory, Math.min(learnMs, leftMs() / 2));
      await noteCall(call, learn).catch(() => undefined);
    }
    return agent.answer({ kind: 'pass' });
  }
  if (judgeHere !== null) return agent.answer(await judgeHere.call(agent.id, call, payload));
  const verdict = await askEditor(agent.id, call, payload, leftMs());
  return verdict === null ? await judgeAway(agent, payload, terminal.directory, leftMs()) : agent.answer(verdict);
}

/** Nearly always it is refused: the rules of the folder may say that nobody is stopped. */
async function answerUnread(
  agent: AgentDefinition,
  payload: string,
  why: string,
  judgeHere: JudgeHere,
  leftMs: () => number,
  terminal: Terminal,
): Promise<string> {
  const { directory } = terminal;
  if (judgeHere !== null) return agent.answer(await judgeHere.unclear(directory, why));
  const verdict = await askEditor(agent.id, { edits: [], directory }, payload, leftMs());
  return verdict === null ? await judgeAway(agent, payload, terminal.directory, leftMs()) : agent.answer(verdict);
}

/** It stands beside this program, or is a part of it. */
async function loadAway(): Promise<typeof Away> {
  try {
    return await import('./hook-away.ts');
  } catch (error) {
    const why = 'a part of its hook cannot be loaded. Open the editor once, or run "countersign init" again.';
    throw new Error(why, { cause: error });
  }
}

async function judgeAway(agent: AgentDefinition, payload: string, directory: string, leftMs: number): Promise<string> {
  const { judgeElsewhere } = await loadAway();
  return await judgeElsewhere(agent, payload, directory, leftMs);
}

/** Null: there is too much of it. */
async function readPayload(input: AsyncIterable<Uint8Array>): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of input) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxPayloadBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
