import { expect, test } from 'vitest';
import { automationsIn } from '../automations/read-as-text.ts';
import { joined } from './automations.ts';

const AGENTS = [
  'reader:',
  '  role: Reader',
  '  goal: Read',
  '  backstory: You read.',
  '  llm: openai/gpt-5',
  '  tools: [ScrapeWebsiteTool]',
].join('\n');
const TASKS = [
  'read:',
  '  description: Read',
  '  expected_output: Notes',
  '  agent: reader',
  '  human_input: true',
].join('\n');
const PROGRAM = `from crewai import Agent, Crew, Task
from crewai.project import CrewBase, agent, crew, task

@CrewBase
class Desk:
    @agent
    def reader(self) -> Agent:
        return Agent(config=self.agents_config["reader"])

    @task
    def read(self) -> Task:
        return Task(config=self.tasks_config["read"])

    @crew
    def crew(self) -> Crew:
        return Crew(agents=self.agents, tasks=self.tasks)
`;

async function entriesOf(files: Readonly<Record<string, string>>) {
  const all = [];
  for (const [path, text] of Object.entries(files)) {
    // oxlint-disable-next-line no-await-in-loop -- one parser
    all.push(...(await automationsIn(path, text)).automations);
  }
  return joined(all).map(({ automation: { path, steps, identities, models, tools, approvals }, files: of }) => ({
    path,
    files: of,
    steps: steps.map(({ name, detail }) => (detail === undefined ? name : `${name}: ${detail}`)),
    parts: [...identities, ...models, ...tools, ...approvals].map(({ name }) => name),
  }));
}

test('files of a crew without a program are one row', async () => {
  expect(await entriesOf({ 'desk/config/agents.yaml': AGENTS, 'desk/config/tasks.yaml': TASKS })).toEqual([
    {
      path: 'desk/config/tasks.yaml',
      files: ['desk/config/tasks.yaml', 'desk/config/agents.yaml'],
      steps: ['read: by reader, a person looks at what it answers, with ScrapeWebsiteTool'],
      parts: ['$OPENAI_API_KEY', 'openai/gpt-5', 'ScrapeWebsiteTool', 'human_input'],
    },
  ]);
});

test('a program and the files that it reads are one row', async () => {
  const files = { 'desk/config/agents.yaml': AGENTS, 'desk/config/tasks.yaml': TASKS, 'desk/crew.py': PROGRAM };
  expect(await entriesOf(files)).toEqual([
    {
      path: 'desk/crew.py',
      files: ['desk/crew.py', 'desk/config/tasks.yaml', 'desk/config/agents.yaml'],
      steps: [
        'read: by reader, a person looks at what it answers, with ScrapeWebsiteTool',
        'crew: one task after the other',
        'reader: Agent, with ScrapeWebsiteTool',
      ],
      parts: ['$OPENAI_API_KEY', 'openai/gpt-5', 'ScrapeWebsiteTool', 'human_input'],
    },
  ]);
});

test('crews of two folders are two', async () => {
  const files = { 'a/config/agents.yaml': AGENTS, 'b/config/agents.yaml': AGENTS };
  expect((await entriesOf(files)).map(({ path }) => path)).toEqual(Object.keys(files));
});
