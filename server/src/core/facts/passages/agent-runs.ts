import { isOfAgents } from '../agent-reach/given-tools.ts';
import { isRun, lastName } from '../apis/agent-teams.ts';
import { asksNoModel } from '../apis/asks-no-model.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Argument } from '../value.ts';
import type { FoundAct } from './found-act.ts';

/** Runs an agent that it is given first: `Runner.run(agent, input)`. */
const RUNNERS = /^(?:agents\.Runner|@openai\/agents[\w-]*)\.run\w*$/;

/** Arguments that are part of the prompt; others set the run up: what tools may use, where it is kept, how long it may be. */
const OF_PROMPT =
  /^(?:input|inputs|user_input|prompt|user_prompt|query|question|message|messages|new_message|newMessage|task|content|contents|text|state|request|message_history|chat_history|history)$/;

/** An agent is asked, which no sink knows: its library asks the model. */
export function runOfAgent(call: SyntaxNode, path: string | null, args: readonly Argument[]): FoundAct | null {
  if (path === null || !isRunOfAgent(path) || asksNoModel(path)) return null;
  // A method of what makes agents; functions of these modules that are called so do something else.
  if (!RUNNERS.test(path) && !path.includes('()')) return null;
  const given = promptOf(path, args);
  return { kind: 'prompt', call, norm: 'agent', words: 'An agent is asked with it', given, tier: 'resolved' };
}

/** Whether a canonical path has an agent or a chain of such a library do what it is told. */
export function isRunOfAgent(path: string): boolean {
  return isOfAgents(path) && isRun(lastName(path));
}

/** What of the arguments of a run gets into the prompt: the first without a name, behind the agent where that is one, and those that are named so. */
export function promptOf(path: string, args: readonly Argument[]): readonly SyntaxNode[] {
  const isBehindAgent = RUNNERS.test(path) && !args.some(({ name }) => name === 'starting_agent');
  const first = args.filter(({ name }) => name === null)[isBehindAgent ? 1 : 0];
  const named = args.filter(({ name }) => name !== null && OF_PROMPT.test(name));
  return [...(first === undefined ? [] : [first]), ...named].flatMap(({ node }) => node ?? []);
}
