import type { AgentSummary } from '../../model/agent-reach.ts';
import type { Fact } from '../../model/fact.ts';
import type { Reading } from '../define.ts';
import { createFunctionNames } from '../passages/names-of.ts';
import { toolsIn } from '../tools/registrations.ts';
import { agentsInCode } from './code-agents.ts';
import { agentsInConfiguration } from './config-agents.ts';
import { reachOfFunctions } from './function-reach.ts';
import { isAskedBefore } from './registered-tool.ts';

/** What a file contributes to what agents can do. Null: nothing, or nothing that ships. */
export function readAgents(reading: Reading, facts: readonly Fact[]): AgentSummary | null {
  const { unit } = reading;
  if (unit.context.test) return null;
  const context = Object.entries(unit.context).flatMap(([name, isSet]) => (isSet ? [name] : []));
  if (!unit.language.isCode) {
    const agents = agentsInConfiguration(unit.path, facts);
    return agents.length === 0 ? null : { agents, functions: [], asked: [], context };
  }
  if (unit.language.callsAreCommands) return null;
  const names = createFunctionNames(reading);
  const { agents, runs } = agentsInCode(reading, names);
  const functions = reachOfFunctions(reading, facts, names.holderOf);
  const asked = [...toolsIn(reading).values()].flatMap(({ fn, node }) =>
    isAskedBefore(reading, node) ? (names.symbolOf(fn) ?? []) : [],
  );
  if (agents.length + functions.length + asked.length + runs.length === 0) return null;
  return { agents, functions, runs, asked, context };
}
