import { isOfAgents } from '../agent-reach/given-tools.ts';
import { isRun, lastName } from '../apis/agent-teams.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Argument } from '../value.ts';
import type { FoundAct } from './found-act.ts';

/** Runs an agent that it is given first: `Runner.run(agent, input)`. */
const RUNNERS = /^(?:agents\.Runner|@openai\/agents[\w-]*)\.run\w*$/;

/** An agent is asked, which no sink knows: its library asks the model. */
export function runOfAgent(call: SyntaxNode, path: string | null, args: readonly Argument[]): FoundAct | null {
  if (path === null || !isOfAgents(path) || !isRun(lastName(path))) return null;
  const isRunner = RUNNERS.test(path);
  // A method of what makes agents; functions of these modules that are called so do something else.
  if (!isRunner && !path.includes('()')) return null;
  const given = args.slice(isRunner ? 1 : 0).flatMap(({ node }) => node ?? []);
  return { kind: 'prompt', call, norm: 'agent', words: 'An agent is asked with it', given, tier: 'resolved' };
}
