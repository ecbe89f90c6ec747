import type { FileReading } from '../../define.ts';
import { asObject, asText, valueOfKey } from '../../objects.ts';
import { inputOf, type Job, type Step, type Workflow } from '../workflow.ts';
import { defineHazard } from './define.ts';

/** Actions that restore a cache, and the input that says so; null: they always do; what follows `!`: unless it is that. */
const CACHES: ReadonlyMap<
  string,
  { readonly input: string | null; readonly isOff?: RegExp; readonly isOnByDefault?: true }
> = new Map([
  ['actions/cache', { input: null }],
  ['actions/cache/restore', { input: null }],
  ['swatinem/rust-cache', { input: null }],
  ['mozilla-actions/sccache-action', { input: null }],
  ['hendrikmuhs/ccache-action', { input: null }],
  ['gradle/actions/setup-gradle', { input: 'cache-disabled', isOff: /^true$/, isOnByDefault: true }],
  ['actions/setup-go', { input: 'cache', isOff: /^false$/, isOnByDefault: true }],
  ['golangci/golangci-lint-action', { input: 'skip-cache', isOff: /^true$/, isOnByDefault: true }],
  ['astral-sh/setup-uv', { input: 'enable-cache', isOff: /^false$/, isOnByDefault: true }],
  ['actions-rust-lang/setup-rust-toolchain', { input: 'cache', isOff: /^false$/, isOnByDefault: true }],
  ['actions/setup-node', { input: 'cache' }],
  ['actions/setup-python', { input: 'cache' }],
  ['actions/setup-java', { input: 'cache' }],
  ['actions/setup-dotnet', { input: 'cache', isOff: /^false$/ }],
  ['ruby/setup-ruby', { input: 'bundler-cache', isOff: /^false$/ }],
  ['pnpm/action-setup', { input: 'cache', isOff: /^false$/ }],
  ['jdx/mise-action', { input: 'cache', isOff: /^false$/, isOnByDefault: true }],
]);

/** Actions that publish what was built. */
const PUBLISHES =
  /^(?:pypa\/gh-action-pypi-publish|softprops\/action-gh-release|ncipollo\/release-action|goreleaser\/goreleaser-action|docker\/build-push-action|js-devtools\/npm-publish|changesets\/action|cycjimmy\/semantic-release-action|actions\/create-release|svenstaro\/upload-release-action|rubygems\/release-gem|release-drafter\/.*|crazy-max\/ghaction-github-pages|peaceiris\/actions-gh-pages|actions\/deploy-pages|cloudflare\/wrangler-action|azure\/.*deploy.*|aws-actions\/amazon-ecs-deploy-task-definition|google-github-actions\/deploy-cloudrun|rust-lang\/crates-io-auth-action)$/;
const PUBLISH_COMMANDS =
  /\b(?:npm|pnpm|yarn|cargo|poetry|uv|twine|gem|helm|docker|vsce|gradlew?|mvn|dotnet nuget)[ \t]+(?:[^\n]{0,60}[ \t])?(?:publish|push|upload|deploy|release)\b|\bgh[ \t]+release[ \t]+(?:create|upload)\b/;

/**
 * A cache that anybody's run of the default branch could have written, where something is published from it.
 * @see https://docs.zizmor.sh/audits/#cache-poisoning (2026-11)
 */
export const cacheInRelease = defineHazard({
  id: 'cache-in-release',
  *find(reading, workflow) {
    for (const job of workflow.jobs) {
      if (!isRelease(reading, workflow, job)) continue;
      for (const step of job.steps) {
        if (!restores(reading, step)) continue;
        yield {
          node: step.node,
          subject: job.subject,
          what: step.action!,
          why: `\`${step.uses!}\` restores a cache, and the job publishes what it builds with it.`,
        };
      }
    }
  },
});

function restores(reading: FileReading, step: Step): boolean {
  const cache = CACHES.get(step.action ?? '');
  if (cache === undefined) return false;
  if (step.action === 'actions/cache' && inputOf(reading, step, 'lookup-only') === 'true') return false;
  if (cache.input === null) return true;
  const given = inputOf(reading, step, cache.input);
  if (given === null || given.trim() === '') return cache.isOnByDefault === true;
  return cache.isOff === undefined || !cache.isOff.test(given.trim());
}

function isRelease(reading: FileReading, { root, triggers }: Workflow, { steps }: Job): boolean {
  const publishes = steps.some(
    (step) =>
      (PUBLISHES.test(step.action ?? '') && inputOf(reading, step, 'push')?.trim() !== 'false') ||
      (step.run !== null && PUBLISH_COMMANDS.test(asText(reading, step.run) ?? '')),
  );
  if (!publishes) return false;
  return triggers.some(({ event }) => event === 'release' || (event === 'push' && isForTags(reading, root)));
}

/** `on.push.tags`, or branches that are releases. */
function isForTags(reading: FileReading, root: Workflow['root']): boolean {
  const on = asObject(reading, valueOfKey(reading, root, 'on'));
  const push = on === null ? null : asObject(reading, valueOfKey(reading, on, 'push'));
  if (push === null) return false;
  const branches = valueOfKey(reading, push, 'branches');
  return (
    valueOfKey(reading, push, 'tags') !== null || (branches !== null && /release/.test(reading.unit.textOf(branches)))
  );
}
