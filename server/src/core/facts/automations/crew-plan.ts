import type { SyntaxNode } from '../../model/syntax.ts';
import { listWords } from '../../text/prose.ts';
import { enclosing } from '../../text/tree.ts';
import { holderOfCall } from '../agent-reach/agents-made.ts';
import { itemsOf, listIn } from '../agent-reach/given-lists.ts';
import type { FileReading } from '../define.ts';
import { nodesWithin } from '../nodes-within.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import type { Value } from '../value.ts';
import type { AgentPlan } from './agent-plan.ts';
import { callsIn, optionsOf, textOfOption, type CodeCall } from './code-calls.ts';
import type { FoundPart } from './define.ts';

/** @see https://docs.crewai.com/concepts/crews and /concepts/tasks (2026-11) */
const CREW = /^crewai(?:\.\w+)*\.Crew$/;
const TASK = /^crewai(?:\.\w+)*\.(?:Conditional)?Task$/;
const OF_CLASS = /^self\.tasks$/;
const MAX_WORDS = 60;

/** The tasks of the crews of a file in the order that they are given in, who does each with which tools, and who looks at it. */
export const planOfCrews = oncePerUnit((reading: FileReading): AgentPlan => {
  const tasks = new Map(callsIn(reading, TASK).map((task) => [task.call, task]));
  const steps: FoundPart[] = [];
  const told = new Set<SyntaxNode>();
  const given = new Set<SyntaxNode>();
  let isAllKnown = tasks.size > 0;
  let crews = 0;
  for (const crew of callsIn(reading, CREW)) {
    crews += 1;
    const options = optionsOf(reading, crew);
    const own = tasksOf(reading, tasks, options.get('tasks'));
    isAllKnown &&= own !== null;
    for (const task of own ?? []) {
      given.add(task.call);
      steps.push(stepOf(reading, task, told));
    }
    told.add(crew.call);
    steps.push({ name: holderOfCall(reading, crew.call) ?? 'crew', detail: wayOf(reading, options), node: crew.call });
  }
  const leftOut = crews > 0 && isAllKnown ? [...tasks.keys()].filter((call) => !given.has(call)) : [];
  return { steps, approvals: [], told, leftOut };
});

/** Null: it is not known which. */
function tasksOf(
  reading: FileReading,
  tasks: ReadonlyMap<SyntaxNode, CodeCall>,
  list: SyntaxNode | undefined,
): readonly CodeCall[] | null {
  if (list === undefined) return null;
  if (OF_CLASS.test(reading.unit.textOf(list))) {
    const owner = enclosing(list, 'class');
    return owner === null
      ? null
      : [...nodesWithin(reading.unit, ['call'], owner)].flatMap((call) => tasks.get(call) ?? []);
  }
  const items = listIn(reading, list);
  if (items === null) return null;
  const known = items.map(({ node }) => taskAt(reading, tasks, reading.resolver.valueOf(node)));
  return known.includes(null) ? null : known.filter((task) => task !== null);
}

/** A task, or a method that gives one back. */
function taskAt({ resolver }: FileReading, tasks: ReadonlyMap<SyntaxNode, CodeCall>, value: Value): CodeCall | null {
  const made = value.kind === 'function' ? resolver.returnOf(value.node) : value;
  return made.kind === 'call' && made.node !== null ? (tasks.get(made.node) ?? null) : null;
}

function stepOf(reading: FileReading, task: CodeCall, told: Set<SyntaxNode>): FoundPart {
  const options = optionsOf(reading, task);
  const agent = agentAt(reading, options.get('agent'));
  if (agent?.node != null) told.add(agent.node);
  const tools = [...toolsIn(reading, options), ...toolsIn(reading, agent?.options ?? new Map())];
  const said = [
    ...(agent === null ? [] : [`by ${agent.name}`]),
    ...(tools.length === 0 ? [] : [`with ${listWords(tools)}`]),
    ...(isOn(reading, agent?.options.get('allow_delegation')) ? ['who may give it to others'] : []),
    ...(isOn(reading, options.get('human_input')) ? ['a person looks at what it answers'] : []),
  ];
  const name =
    textOfOption(reading, options, 'name') ??
    holderOfCall(reading, task.call) ??
    textOfOption(reading, options, 'description')?.slice(0, MAX_WORDS) ??
    'a task';
  return { name, ...(said.length === 0 ? {} : { detail: said.join(', ') }), node: task.call };
}

interface KnownAgent {
  readonly name: string;
  readonly node: SyntaxNode | null;
  readonly options: ReadonlyMap<string, SyntaxNode>;
}

function agentAt(reading: FileReading, node: SyntaxNode | undefined): KnownAgent | null {
  if (node === undefined) return null;
  const { resolver, unit } = reading;
  const value = resolver.valueOf(node);
  const made = value.kind === 'function' ? resolver.returnOf(value.node) : value;
  const written = unit
    .textOf(node)
    .replace(/^self\.|\(\)$/g, '')
    .slice(0, MAX_WORDS);
  if (made.kind !== 'call' || made.node === null) return { name: written, node: null, options: new Map() };
  const options = optionsOf(reading, made);
  return { name: textOfOption(reading, options, 'role')?.trim() ?? written, node: made.node, options };
}

function toolsIn(reading: FileReading, options: ReadonlyMap<string, SyntaxNode>): readonly string[] {
  const list = options.get('tools');
  if (list === undefined) return [];
  return itemsOf(reading, list).map(({ node }) => reading.unit.textOf(node).replace(/\(.*$/s, '').slice(0, MAX_WORDS));
}

function wayOf(reading: FileReading, options: ReadonlyMap<string, SyntaxNode>): string {
  const way = options.get('process');
  const isManaged = way !== undefined && /hierarchical/.test(nameOfValue(reading.resolver.valueOf(way)));
  const keeps = isOn(reading, options.get('memory')) ? ', and it remembers what it did' : '';
  return `${isManaged ? 'a manager gives out the tasks' : 'one task after the other'}${keeps}`;
}

function nameOfValue(value: Value): string {
  return value.kind === 'symbol' ? value.name : value.kind === 'text' ? value.text : '';
}

function isOn({ resolver }: FileReading, node: SyntaxNode | undefined): boolean {
  const value = node === undefined ? null : resolver.valueOf(node);
  return value?.kind === 'boolean' && value.value;
}
