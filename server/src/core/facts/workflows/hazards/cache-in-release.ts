import type { FileReading } from '../../define.ts';
import { asObject, valueOfKey } from '../../objects.ts';
import { inputOf, type Job, type Step, type Workflow } from '../workflow.ts';
import { restoresCache } from './caches.ts';
import { defineHazard } from './define.ts';

/** Actions that publish what was built. */
const PUBLISHES =
  /^(?:pypa\/gh-action-pypi-publish|softprops\/action-gh-release|ncipollo\/release-action|goreleaser\/goreleaser-action|docker\/build-push-action|js-devtools\/npm-publish|changesets\/action|cycjimmy\/semantic-release-action|actions\/create-release|svenstaro\/upload-release-action|rubygems\/release-gem|release-drafter\/.*|crazy-max\/ghaction-github-pages|peaceiris\/actions-gh-pages|actions\/deploy-pages|cloudflare\/wrangler-action|azure\/.*deploy.*|aws-actions\/amazon-ecs-deploy-task-definition|google-github-actions\/deploy-cloudrun|rust-lang\/crates-io-auth-action)$/;

/**
 * A cache that anybody's run of the default branch could have written, where something is published from it.
 * @see https://docs.zizmor.sh/audits/#cache-poisoning (2026-11)
 */
export const cacheInRelease = defineHazard({
  id: 'cache-in-release',
  *find(reading, workflow) {
    const from = isFromBranches(reading, workflow.root) ? 'branches' : 'tags';
    for (const job of workflow.jobs) {
      if (!isRelease(reading, workflow, job)) continue;
      for (const step of job.steps) {
        if (!restoresCache(reading, step, from)) continue;
        yield {
          node: step.node,
          subject: job.subject,
          what: step.action!,
          why: `\`${step.uses!}\` restores a cache, and what is built with it is published.`,
        };
      }
    }
  },
});

/** What tags, releases and branches of releases build is published; else a step must say so. */
function isRelease(reading: FileReading, { root, triggers }: Workflow, { steps }: Job): boolean {
  if (triggers.some(({ event }) => event === 'release' || (event === 'push' && isForTags(reading, root)))) return true;
  return steps.some((step) => PUBLISHES.test(step.action ?? '') && isPushed(reading, step));
}

/** An image is pushed only where it is said to be. */
function isPushed(reading: FileReading, step: Step): boolean {
  const given = inputOf(reading, step, 'push')?.trim();
  return step.action === 'docker/build-push-action' ? given !== undefined && given !== 'false' : given !== 'false';
}

/** `on.push.tags`, or branches that are releases. */
function isForTags(reading: FileReading, root: Workflow['root']): boolean {
  const push = pushOf(reading, root);
  return push !== null && (valueOfKey(reading, push, 'tags') !== null || isFromBranches(reading, root));
}

function isFromBranches(reading: FileReading, root: Workflow['root']): boolean {
  const push = pushOf(reading, root);
  const branches = push === null ? null : valueOfKey(reading, push, 'branches');
  return branches !== null && /release/.test(reading.unit.textOf(branches));
}

function pushOf(reading: FileReading, root: Workflow['root']): Workflow['root'] | null {
  const on = asObject(reading, valueOfKey(reading, root, 'on'));
  return on === null ? null : asObject(reading, valueOfKey(reading, on, 'push'));
}
