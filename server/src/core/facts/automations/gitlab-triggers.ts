import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { asTexts, entryOf, valueOfKey } from '../objects.ts';
import type { FoundTrigger } from './define.ts';
import { onceByName } from './hosts.ts';

type Starter = Pick<FoundTrigger, 'type' | 'by' | 'detail'>;

/** Values of `CI_PIPELINE_SOURCE`, and of `only:` in the plural. @see https://docs.gitlab.com/ci/jobs/job_rules/ (18.6) */
const SOURCES: ReadonlyMap<string, Starter> = new Map([
  ['push', { type: 'push', by: 'insiders' }],
  ['branches', { type: 'push', by: 'insiders' }],
  ['tags', { type: 'push', by: 'insiders' }],
  // Pipelines of forks run in the fork unless a member starts them.
  ['merge_request_event', { type: 'pull-request', by: 'insiders' }],
  ['merge_requests', { type: 'pull-request', by: 'insiders' }],
  ['external_pull_request_event', { type: 'pull-request', by: 'unknown' }],
  ['external_pull_requests', { type: 'pull-request', by: 'unknown' }],
  ['schedule', { type: 'schedule', by: 'nobody' }],
  ['schedules', { type: 'schedule', by: 'nobody' }],
  ['web', { type: 'manual', by: 'insiders' }],
  ['chat', { type: 'comment', by: 'insiders' }],
  ['api', { type: 'webhook', by: 'insiders', detail: 'with a token of the API' }],
  ['trigger', { type: 'webhook', by: 'insiders', detail: 'with a trigger token' }],
  ['triggers', { type: 'webhook', by: 'insiders', detail: 'with a trigger token' }],
  ['pipeline', { type: 'event', by: 'insiders', detail: 'another pipeline' }],
  ['pipelines', { type: 'event', by: 'insiders', detail: 'another pipeline' }],
  ['parent_pipeline', { type: 'event', by: 'insiders', detail: 'its parent pipeline' }],
]);

/** What rules name; without any it runs for each push, by hand and through the API. */
export function gitlabTriggers(
  reading: FileReading,
  root: SyntaxNode,
  jobs: readonly { readonly object: SyntaxNode; readonly node: SyntaxNode }[],
): readonly FoundTrigger[] {
  const workflow = objectAt(reading, root, 'workflow');
  const own = workflow === null ? [] : ofRules(reading, workflow);
  const found =
    own.length > 0 ? own : jobs.flatMap(({ object }) => [...ofRules(reading, object), ...ofOnly(reading, object)]);
  const isOpen =
    own.length === 0 &&
    jobs.some(({ object }) => !['rules', 'only'].some((key) => valueOfKey(reading, object, key) !== null));
  const node = jobs[0]?.node ?? root;
  return onceByName(
    isOpen || found.length === 0 ? [{ name: 'push', type: 'push', by: 'insiders', node }, ...found] : found,
  );
}

const SOURCE = /\$CI_PIPELINE_SOURCE\s{0,5}(?:==|=~)\s{0,5}["'/^]{0,2}([a-z_]+)/g;

function ofRules(reading: FileReading, owner: SyntaxNode): readonly FoundTrigger[] {
  return itemsAt(reading, owner, 'rules').flatMap((rule) => {
    if (textAt(reading, rule, 'when') === 'never') return [];
    const condition = textAt(reading, rule, 'if') ?? '';
    const named = [...condition.matchAll(SOURCE)].map(([, name = '']) => name);
    if (named.length === 0 && /\$CI_COMMIT_(?:BRANCH|TAG|REF_NAME)/.test(condition)) named.push('push');
    if (named.length === 0 && /\$CI_MERGE_REQUEST_/.test(condition)) named.push('merge_request_event');
    return named.flatMap((name) => toTrigger(name, entryOf(reading, rule, 'if') ?? rule));
  });
}

function ofOnly(reading: FileReading, job: SyntaxNode): readonly FoundTrigger[] {
  const only = valueOfKey(reading, job, 'only');
  const object = objectAt(reading, job, 'only');
  return asTexts(reading, object === null ? only : valueOfKey(reading, object, 'refs')).flatMap(({ text, node }) =>
    toTrigger(SOURCES.has(text) ? text : 'push', node),
  );
}

function toTrigger(name: string, node: SyntaxNode): readonly FoundTrigger[] {
  const starter = SOURCES.get(name);
  return starter === undefined ? [] : [{ name, ...starter, node }];
}
