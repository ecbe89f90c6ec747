import type { ChainStepView, PanelView } from '../../server/src/protocol/view.ts';
import { changeSet, finding, hunk, panelView, toDiff } from './views.ts';

/** A finding over three files: what a customer asks becomes a command. */

const step = (
  role: ChainStepView['role'],
  path: string,
  line: number,
  words: string,
  isNew: boolean,
): ChainStepView => ({ role, words, isNew, place: { path, line, side: 'after', text: '' } });

const steps = [
  step('source', 'src/routes.ts', 12, '`req.body.question` is what a request says', false),
  step('step', 'src/routes.ts', 12, '`ask` is called with it', false),
  step('step', 'src/agents/assistant.ts', 31, 'OpenAI is asked with it', true),
  step('step', 'src/agents/assistant.ts', 38, '`runCommand` is called with it', true),
  step('sink', 'src/tools/shell.ts', 3, '`child_process.exec` runs it through a shell', false),
];

const assistant = hunk({
  id: 'h-assistant',
  path: 'src/agents/assistant.ts',
  firstLine: 28,
  lastLine: 40,
  blockedBecause: '1 open on this hunk: the chain has not been explained.',
  findings: [
    finding({
      fingerprint: 'fp-chain',
      detectorId: 'model-output-acts',
      facet: 'agent',
      change: 'added',
      message:
        'What a model answers gets to child_process.exec, which runs it through a shell, and a request is part of what it is asked.',
      line: 31,
      impact: 'A model repeats what a text in its prompt tells it to: whoever gets a text in there can have this done.',
      evidence: steps.map(({ place }) => place),
      why: ['5 steps in 3 files: every call on the way was followed to its function.'],
      setBy: { rule: 'chain-joined', layer: 'built-in', source: 'countersign:recommended:12', outranked: [] },
      tags: ['CWE-78', 'LLM01', 'ASI02'],
      fix: 'Let the model choose from a list of named acts, or ask a person first.',
      obligation: 'explain',
      chain: { files: 3, steps },
    }),
    finding({
      fingerprint: 'fp-step',
      detectorId: 'process-execution-added',
      facet: 'permission',
      change: 'added',
      message: 'Runs a program known only at run time.',
      line: 38,
      obligation: 'none',
      isPartOfChain: true,
    }),
  ],
  diff: toDiff(28, [
    '  export async function ask(question: string) {',
    "+ const answer = await client.chat.completions.create({ model: 'gpt-5', messages: [{ role: 'user', content: question }] });",
    '+ return runCommand(answer.choices[0].message.content);',
    '  }',
  ]),
});

export const chainView = (): PanelView => panelView({ changeSets: [changeSet({ hunks: [assistant] })] });
