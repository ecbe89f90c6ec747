import type { SyntaxNode } from '../../model/syntax.ts';
import { holderOfCall } from '../agent-reach/agents-made.ts';
import { listIn } from '../agent-reach/given-lists.ts';
import { isTeamList } from '../apis/agent-teams.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { argumentAt, textOfValue, type CallValue } from '../value.ts';
import type { AgentPlan } from './agent-plan.ts';
import { callsIn } from './code-calls.ts';
import type { FoundPart } from './define.ts';

/** @see https://microsoft.github.io/autogen/stable/ on teams (2026-11) */
const TEAM = /^(?:autogen(?:_agentchat)?|pyautogen|ag2|agent_framework)(?:\.\w+)*\.\w+$/;
const ASKS = /(?:^|\.)UserProxyAgent$/;
const LISTS = ['participants', 'agents'];

/** Group chats: who speaks, in the order that they are given in. */
export const planOfTeams = oncePerUnit((reading: FileReading): AgentPlan => {
  const steps: FoundPart[] = [];
  const told = new Set<SyntaxNode>();
  for (const { call, path, args } of callsIn(reading, TEAM)) {
    if (!isTeamList(path)) continue;
    const list = LISTS.map((name) => args.find((each) => each.name === name)).find((each) => each !== undefined);
    const given = list ?? argumentAt(args, 0);
    const members = given?.node == null ? null : listIn(reading, given.node);
    if (members === null) continue;
    const kind = path.split('.').pop() ?? path;
    for (const [at, { node }] of members.entries()) {
      const value = reading.resolver.valueOf(node);
      if (value.kind === 'call' && value.node !== null) told.add(value.node);
      const detail = kind.startsWith('RoundRobin') ? `speaks as number ${at + 1} of ${kind}` : `speaks in ${kind}`;
      steps.push({ name: memberName(reading, value.kind === 'call' ? value : null, node), detail, node });
    }
    told.add(call);
    steps.push({ name: holderOfCall(reading, call) ?? kind, detail: kind, node: call });
  }
  // Who is in no chat, and begins none, is asked nothing.
  const leftOut =
    steps.length === 0
      ? []
      : callsIn(reading, ASKS)
          .map(({ call }) => call)
          .filter((call) => !isNamed(reading, call));
  return { steps, approvals: [], told, leftOut };
});

function memberName({ unit }: FileReading, value: CallValue | null, node: SyntaxNode): string {
  const given = value === null ? null : argumentAt(value.args, 0, 'name');
  return (given === null ? null : textOfValue(given.value())) ?? unit.textOf(node).slice(0, 60);
}

/** What holds it is named again. */
function isNamed(reading: FileReading, call: SyntaxNode): boolean {
  const holder = holderOfCall(reading, call);
  if (holder === null) return true;
  const { unit } = reading;
  return unit.ofKind('name').some((node) => node.role !== 'assign.target' && unit.textOf(node) === holder);
}
