import { helmUses } from '../apis/kubernetes-clients/helm.ts';
import { kubectlUses, type Word } from '../apis/kubernetes-clients/kubectl.ts';
import { commandsRun } from '../commands-run.ts';
import { defineExtractor } from '../define.ts';
import { kubernetesSites, type KubernetesUse } from '../kubernetes/need.ts';

/** What `kubectl` and `helm` ask of a cluster, in scripts and in the steps of workflows. */
export const kubernetesCommands = defineExtractor({
  id: 'kubernetes-commands',
  kinds: ['permission.cloud'],
  languages: ['bash', 'yaml'],
  *extract(reading) {
    if (!/\b(?:kubectl|helm)\b/.test(reading.unit.tree.text)) return;
    for (const { program, words, node, subject } of commandsRun(reading, NAMES))
      for (const use of PROGRAMS.get(program)!(words)) yield* kubernetesSites(node, use, subject);
  },
});

type Program = (words: readonly Word[]) => readonly KubernetesUse[];

const PROGRAMS: ReadonlyMap<string, Program> = new Map([
  ['kubectl', kubectlUses],
  ['helm', helmUses],
]);
const NAMES: ReadonlySet<string> = new Set(PROGRAMS.keys());
