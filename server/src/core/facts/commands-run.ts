import type { Subject } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { PREFIXES } from './apis/shell-programs.ts';
import type { Reading } from './define.ts';
import { commandsIn } from './shell-text.ts';
import { shellCommand, wordText } from './shell-words.ts';
import { partOf, workflowsOf } from './workflows/workflow.ts';

/** A command of a script, or of a step of a workflow. */
export interface CommandRun {
  readonly program: string;
  /** Null: known only at run time. */
  readonly words: readonly (string | null)[];
  readonly node: SyntaxNode;
  /** Of the job. Absent: whatever stands around it. */
  readonly subject?: Subject;
}

/** Commands that run one of `programs`, in scripts and in workflows. */
export function* commandsRun(reading: Reading, programs: ReadonlySet<string>): Generator<CommandRun> {
  if (reading.unit.language.id === 'yaml') yield* inWorkflows(reading, programs);
  else yield* inScript(reading, programs);
}

function* inScript(reading: Reading, programs: ReadonlySet<string>): Generator<CommandRun> {
  for (const node of reading.unit.ofKind('call')) {
    const command = shellCommand(reading, node);
    if (command === null || !programs.has(command.program)) continue;
    yield { program: command.program, words: command.words.map((word) => wordText(reading, word)), node };
  }
}

function* inWorkflows(reading: Reading, programs: ReadonlySet<string>): Generator<CommandRun> {
  for (const { jobs } of workflowsOf(reading)) {
    for (const { steps, subject } of jobs) {
      for (const { run } of steps) {
        if (run === null) continue;
        for (const { words, start, end } of commandsIn(reading.unit.textOf(run))) {
          const at = words.findIndex((word) => !PREFIXES.has(word));
          const program = at === -1 ? '' : words[at]!.slice(words[at]!.lastIndexOf('/') + 1);
          if (!programs.has(program)) continue;
          const rest = words.slice(at + 1).map((word) => (word === '*' ? null : word));
          yield { program, words: rest, node: partOf(run, start, end), subject };
        }
      }
    }
  }
}
