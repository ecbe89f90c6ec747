import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { dependencySite } from '../dependency-site.ts';
import { entryOf } from '../objects.ts';
import { releaseBehind } from '../workflows/release-comment.ts';
import { workflowsOf } from '../workflows/workflow.ts';

/** Actions and workflows of other repositories that a workflow runs: each with the version, and what a comment calls it. */
export const workflowUses = defineExtractor({
  id: 'workflow-uses',
  kinds: ['supply-chain.dependency'],
  languages: ['yaml'],
  *extract(reading) {
    for (const { jobs } of workflowsOf(reading))
      for (const { uses, object, steps } of jobs) {
        if (uses !== null) yield* usesSite(reading, entryOf(reading, object, 'uses') ?? object, uses);
        for (const step of steps)
          if (step.uses !== null)
            yield* usesSite(reading, entryOf(reading, step.object, 'uses') ?? step.node, step.uses);
      }
  },
});

function* usesSite(reading: Reading, node: SyntaxNode, written: string): Generator<Site> {
  const uses = written.trim();
  if (uses.length > 300) return;
  const image = /^docker:\/\/([\w./:-]+?)(?::([\w.-]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(uses);
  if (image !== null) {
    const version = image[3] === undefined ? (image[2] ?? '') : `${image[2] ?? ''}@${image[3]}`;
    yield dependencySite(node, 'image', 'image', { name: image[1]!, source: 'registry', version });
    return;
  }
  const parts = /^([\w.-]+\/[\w.-]+)((?:\/[\w./-]+)?)@([\w./-]+)$/.exec(uses);
  if (parts === null) return;
  const [, repository = '', path = '', ref = ''] = parts;
  const release = releaseBehind(reading, node);
  yield dependencySite(node, 'actions', /^(?:actions|github)\//.test(repository) ? 'platform' : 'uses', {
    name: `${repository}${path}`,
    source: 'registry',
    version: release === null || !/^[0-9a-f]{40}$/.test(ref) ? ref : `${ref} # ${release}`,
    pin: /^[0-9a-f]{40}$/.test(ref) ? 'exact' : 'range',
  });
}
