import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { composeServices } from '../compose.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { dependencySite } from '../dependency-site.ts';
import { itemsAt, manifestsOf, podOf, textAt } from '../kubernetes/manifest.ts';
import { entryOf } from '../objects.ts';
import { workflowsOf } from '../workflows/workflow.ts';

/**
 * Images that a Dockerfile builds on, and that Compose, a cluster or a job of a workflow runs.
 * @see https://github.com/distribution/reference (2026-11): `host/name:tag@digest`
 */
export const containerImages = defineExtractor({
  id: 'container-images',
  kinds: ['supply-chain.dependency'],
  languages: ['dockerfile', 'yaml', 'json'],
  *extract(reading) {
    if (reading.unit.language.id === 'dockerfile') yield* stages(reading);
    for (const { object } of composeServices(reading)) yield* imageAt(reading, object, 'image');
    for (const manifest of manifestsOf(reading)) {
      const pod = podOf(reading, manifest);
      for (const list of pod === null ? [] : ['initContainers', 'containers', 'ephemeralContainers'])
        for (const container of itemsAt(reading, pod, list)) yield* imageAt(reading, container, 'image');
    }
    for (const { jobs } of workflowsOf(reading))
      for (const { object } of jobs) {
        yield* imageAt(reading, object, 'container');
        const container = reading.resolver.entriesOf(object).get('container');
        if (container?.kind === 'object') yield* imageAt(reading, container, 'image');
      }
  },
});

function* stages(reading: Reading): Generator<Site> {
  const { unit } = reading;
  const names = new Set<string>(['scratch']);
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    if (callee === null || unit.textOf(callee).toUpperCase() !== 'FROM') continue;
    const [image] = childrenOf(call, 'call.argument');
    if (image === undefined) continue;
    const text = unit.textOf(image);
    if (!names.has(text)) yield* imageSite(call, text);
    const name = /\bas\s+(\S+)\s*$/i.exec(unit.textOf(call))?.[1];
    if (name !== undefined) names.add(name);
  }
}

function* imageAt(reading: Reading, object: SyntaxNode, key: string): Generator<Site> {
  const text = textAt(reading, object, key);
  if (text !== null) yield* imageSite(entryOf(reading, object, key) ?? object, text);
}

function* imageSite(node: SyntaxNode, text: string): Generator<Site> {
  // What a variable decides is not known.
  if (text.length > 300) return;
  const parts = /^([a-z0-9][\w./:-]*?)(?::([\w][\w.-]*))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(text);
  if (parts === null) return;
  const [, name = '', tag = '', digest = ''] = parts;
  yield dependencySite(node, 'image', isOfficial(name) ? 'platform' : 'image', {
    name: name.replace(/^docker\.io\/(?:library\/)?/, ''),
    source: 'registry',
    version: digest === '' ? tag : `${tag}@${digest}`,
    pin: digest === '' ? 'range' : 'exact',
  });
}

/** Images without an owner are those of Docker's own library; the platforms publish theirs on hosts of their own. */
function isOfficial(name: string): boolean {
  return (
    /^(?:docker\.io\/library\/)?[a-z0-9][\w.-]*$/.test(name) ||
    /^(?:gcr\.io\/distroless|mcr\.microsoft\.com|public\.ecr\.aws\/(?:lambda|docker|amazonlinux)|registry\.access\.redhat\.com|registry\.k8s\.io|cgr\.dev\/chainguard)\//.test(
      name,
    )
  );
}
