import type { SyntaxNode } from '../../../model/syntax.ts';
import type { FileReading } from '../../define.ts';
import { asObject, asText, valueOfKey } from '../../objects.ts';
import { matrixTexts } from '../matrix.ts';
import type { Job } from '../workflow.ts';
import { defineHazard } from './define.ts';

/** An image of a job, a service or a step whose name says nothing of its version, or `latest`. */
export const unpinnedImage = defineHazard({
  id: 'unpinned-image',
  *find(reading, { jobs }) {
    for (const job of jobs)
      for (const { node, image } of imagesOf(reading, job)) {
        if (!isUnpinned(image)) continue;
        yield {
          node,
          subject: job.subject,
          what: image.replace(/:latest$/, ''),
          why: `\`${image}\` is whatever image has that name when the job runs.`,
        };
      }
  },
});

function isUnpinned(image: string): boolean {
  if (image.includes('${{') || image.includes('@') || image === '') return false;
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}

function imagesOf(reading: FileReading, job: Job): readonly { readonly node: SyntaxNode; readonly image: string }[] {
  const found: { node: SyntaxNode; image: string }[] = [];
  const add = (node: SyntaxNode | null): void => {
    const own = asObject(reading, node);
    const at = own === null ? node : valueOfKey(reading, own, 'image');
    const image = asText(reading, at);
    if (at === null || image === null) return;
    for (const each of matrixTexts(reading, job, image, at)) found.push({ node: each.node, image: each.text });
  };
  add(valueOfKey(reading, job.object, 'container'));
  const services = asObject(reading, valueOfKey(reading, job.object, 'services'));
  for (const [, node] of services === null ? [] : reading.resolver.entriesOf(services)) add(node);
  for (const step of job.steps)
    if (step.uses?.startsWith('docker://') === true)
      found.push({ node: step.node, image: step.uses.slice('docker://'.length) });
  return found;
}
