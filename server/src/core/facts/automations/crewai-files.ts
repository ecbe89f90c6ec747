import { listWords } from '../../text/prose.ts';
import { modelKeyOf } from '../apis/model-keys.ts';
import { crewEntries, crewWords, type CrewEntry } from '../crew-entries.ts';
import type { FileReading } from '../define.ts';
import { asText, asTexts } from '../objects.ts';
import { keyRead } from './agent-form.ts';
import { automation, defineAutomation, type FoundPart } from './define.ts';
import { fileName } from './file-name.ts';
import { onceByName } from './hosts.ts';

/**
 * Agents and tasks of a crew that stand in files. A task says whose it is, since other files describe a task of theirs, too.
 * @see https://docs.crewai.com/concepts/crews#yaml-configuration-recommended (2026-11)
 */
export const crewaiFiles = defineAutomation({
  id: 'crewai-files',
  title: 'crew in files',
  languages: ['yaml'],
  words: crewWords,
  // How far its agents go by themselves, and with what, is told by what reads these files.
  isToldElsewhere: true,
  *find(reading) {
    const entries = crewEntries(reading);
    const agents = entries.filter(({ kind }) => kind === 'agent');
    const tasks = entries.filter(({ kind, entries: own }) => kind === 'task' && own.has('agent'));
    const [first] = [...tasks, ...agents];
    if (first === undefined) return;
    const models = onceByName(agents.flatMap((agent) => partsAt(reading, agent, 'llm', 'function_calling_llm')));
    const used = new Set(tasks.map((task) => agentOf(reading, task)));
    yield automation({
      name: crewName(reading.unit.path),
      node: first.node,
      steps: [
        ...tasks.map((task) => stepOf(reading, task, agents)),
        ...agents.filter(({ name }) => !used.has(name)).map((agent) => partOfAgent(reading, agent)),
      ],
      identities: onceByName(
        models.flatMap(({ name, node }) => {
          const key = modelKeyOf(name);
          return key === null ? [] : [keyRead(key, node)];
        }),
      ),
      models,
      tools: onceByName(entries.flatMap((entry) => partsAt(reading, entry, 'tools'))),
      approvals: tasks
        .filter((task) => isOn(reading, task, 'human_input'))
        .map((task) => ({
          name: 'human_input',
          detail: `in ${task.name}`,
          node: task.entries.get('human_input')!,
          isOption: true as const,
        })),
      gaps: ['What starts it stands in the code that reads it.'],
    });
  },
});

/** `desk` of `src/desk/config/tasks.yaml`. */
function crewName(path: string): string {
  const folders = path.split('/').slice(0, -1);
  return folders.findLast((folder) => !/^(?:config|configs|src|crew|\.)$/.test(folder)) ?? fileName(path);
}

function stepOf(reading: FileReading, task: CrewEntry, agents: readonly CrewEntry[]): FoundPart {
  const by = agentOf(reading, task);
  const agent = agents.find(({ name }) => name === by);
  const tools = partsAt(reading, task, 'tools').map(({ name }) => name);
  const context = asTexts(reading, task.entries.get('context') ?? null).map(({ text }) => text);
  const said = [
    `by ${by}`,
    ...(context.length === 0 ? [] : [`after ${listWords(context)}`]),
    ...(tools.length === 0 ? [] : [`with ${listWords(tools)}`]),
    ...(agent === undefined ? [] : reachOf(reading, agent)),
    ...(isOn(reading, task, 'human_input') ? ['a person looks at what it answers'] : []),
  ];
  return { name: task.name, detail: said.join(', '), node: task.node };
}

function partOfAgent(reading: FileReading, agent: CrewEntry): FoundPart {
  const said = reachOf(reading, agent);
  return { name: agent.name, ...(said.length === 0 ? {} : { detail: said.join(', ') }), node: agent.node };
}

function reachOf(reading: FileReading, agent: CrewEntry): readonly string[] {
  const tools = partsAt(reading, agent, 'tools').map(({ name }) => name);
  return [
    ...(tools.length === 0 ? [] : [`with ${listWords(tools)}`]),
    ...(isOn(reading, agent, 'allow_delegation') ? ['who may give it to others'] : []),
    ...(isOn(reading, agent, 'allow_code_execution') ? ['who may run code'] : []),
  ];
}

function agentOf(reading: FileReading, { entries }: CrewEntry): string {
  return asText(reading, entries.get('agent') ?? null)?.trim() ?? 'an agent';
}

function partsAt(reading: FileReading, { entries }: CrewEntry, ...keys: readonly string[]): readonly FoundPart[] {
  return keys.flatMap((key) =>
    asTexts(reading, entries.get(key) ?? null).map(({ text, node }) => ({ name: text.trim().slice(0, 80), node })),
  );
}

function isOn(reading: FileReading, { entries }: CrewEntry, key: string): boolean {
  return /^true$/i.test(asText(reading, entries.get(key) ?? null) ?? '');
}
