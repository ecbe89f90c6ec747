import { PREFIXES } from '../apis/shell-programs.ts';
import { helmUses } from '../apis/kubernetes-clients/helm.ts';
import { kubectlUses, type Word } from '../apis/kubernetes-clients/kubectl.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { kubernetesSites, type KubernetesUse } from '../kubernetes/need.ts';
import { commandsIn } from '../shell-text.ts';
import { shellCommand, wordText } from '../shell-words.ts';
import { partOf, workflowsOf } from '../workflows/workflow.ts';

/** What `kubectl` and `helm` ask of a cluster, in scripts and in the steps of workflows. */
export const kubernetesCommands = defineExtractor({
  id: 'kubernetes-commands',
  kinds: ['permission.cloud'],
  languages: ['bash', 'yaml'],
  *extract(reading) {
    if (!/\b(?:kubectl|helm)\b/.test(reading.unit.tree.text)) return;
    if (reading.unit.language.id === 'yaml') yield* inWorkflows(reading);
    else yield* inScript(reading);
  },
});

type Program = (words: readonly Word[]) => readonly KubernetesUse[];

const PROGRAMS: ReadonlyMap<string, Program> = new Map([
  ['kubectl', kubectlUses],
  ['helm', helmUses],
]);

function* inScript(reading: Reading): Generator<Site> {
  for (const call of reading.unit.ofKind('call')) {
    const command = shellCommand(reading, call);
    const uses = command === null ? undefined : PROGRAMS.get(command.program);
    if (command === null || uses === undefined) continue;
    for (const use of uses(command.words.map((word) => wordText(reading, word)))) yield* kubernetesSites(call, use);
  }
}

function* inWorkflows(reading: Reading): Generator<Site> {
  for (const { jobs } of workflowsOf(reading)) {
    for (const { steps, subject } of jobs) {
      for (const { run } of steps) {
        if (run === null) continue;
        for (const { words, start, end } of commandsIn(reading.unit.textOf(run))) {
          const at = words.findIndex((word) => !PREFIXES.has(word));
          const uses = at === -1 ? undefined : PROGRAMS.get(words[at]!.slice(words[at]!.lastIndexOf('/') + 1));
          const rest = words.slice(at + 1).map((word) => (word === '*' ? null : word));
          for (const use of uses?.(rest) ?? []) yield* kubernetesSites(partOf(run, start, end), use, subject);
        }
      }
    }
  }
}
