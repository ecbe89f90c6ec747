import type { SyntaxNode } from '../../model/syntax.ts';
import { goUses } from '../apis/kubernetes-clients/go.ts';
import { javaUses } from '../apis/kubernetes-clients/java.ts';
import { javascriptUses } from '../apis/kubernetes-clients/javascript.ts';
import { pythonUses } from '../apis/kubernetes-clients/python.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { kubernetesSites, type KubernetesUse } from '../kubernetes/need.ts';

type Reader = (reading: Reading, call: SyntaxNode) => Iterable<KubernetesUse>;

/** By language: what a text that has to do with a client has in it, and who reads it. */
const READERS: Readonly<Record<string, readonly [mark: RegExp, read: Reader]>> = {
  python: [/\b(?:kubernetes|kubernetes_asyncio|openshift|kopf)\b/, pythonUses],
  javascript: [/@kubernetes\/client-node/, javascriptUses],
  typescript: [/@kubernetes\/client-node/, javascriptUses],
  tsx: [/@kubernetes\/client-node/, javascriptUses],
  go: [/\bk8s\.io\//, goUses],
  java: [/io\.(?:kubernetes|fabric8)\b/, javaUses],
  kotlin: [/io\.(?:kubernetes|fabric8)\b/, javaUses],
};

/** Verbs on resources of a cluster's API that calls of its clients need. */
export const cloudKubernetes = defineExtractor({
  id: 'cloud-kubernetes',
  kinds: ['permission.cloud'],
  languages: Object.keys(READERS),
  *extract(reading) {
    const [mark, read] = READERS[reading.unit.language.id]!;
    if (!mark.test(reading.unit.tree.text)) return;
    for (const call of reading.unit.ofKind('call'))
      for (const use of read(reading, call)) yield* kubernetesSites(call, use);
  },
});
