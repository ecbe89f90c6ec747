import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { PROGRAMS, resourcesOf, type CloudResource } from '../grants/resources.ts';
import { itemsAt, itemsOf, objectAt, textAt } from '../kubernetes/manifest.ts';
import { hostOf } from '../normalise.ts';
import { asObject, asText, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import {
  automation,
  defineAutomation,
  type FoundAutomation,
  type FoundIdentity,
  type FoundPart,
  type FoundTrigger,
} from './define.ts';
import { isTalkedTo } from './hosts.ts';
import { keysOf, objectsByName } from './texts.ts';

/** Functions and targets that a cloud starts by time or by event: rules of EventBridge, schedulers, SAM, Serverless, Vercel. */
export const cloudSchedule = defineAutomation({
  id: 'cloud-schedule',
  title: 'scheduled function',
  languages: ['yaml', 'json', 'terraform', ...PROGRAMS],
  words: [
    ['ScheduleExpression'],
    ['Schedule', 'AWS::Serverless'],
    ['EventPattern'],
    ['schedule_expression'],
    ['scheduleExpression'],
    ['google_cloud_scheduler_job'],
    ['cloudscheduler'],
    ['functions:', 'events:', 'schedule'],
    ['"crons"', '"schedule"'],
  ],
  *find(reading) {
    for (const resource of resourcesOf(reading)) {
      const read = OF_TYPE.find(([type]) => type.test(resource.type))?.[1];
      const found = read?.(reading, resource);
      if (found !== undefined && found !== null) yield found;
    }
    if (reading.unit.language.isCode || reading.unit.language.id === 'terraform') return;
    for (const root of documentObjects(reading)) {
      yield* ofServerless(reading, root);
      yield* ofVercel(reading, root);
    }
  },
});

type Reader = (reading: FileReading, resource: CloudResource) => FoundAutomation | null;

const OF_TYPE: readonly (readonly [RegExp, Reader])[] = [
  [/^AWS::Events::Rule$|^aws_cloudwatch_event_rule$/, rule],
  [/^AWS::Scheduler::Schedule$|^aws_scheduler_schedule$/, schedule],
  [/^AWS::Serverless::Function$/, samFunction],
  [/^google_cloud_scheduler_job$/, schedulerJob],
];

const first = (reading: FileReading, object: SyntaxNode | null, ...keys: readonly string[]): SyntaxNode | null =>
  object === null ? null : (keys.map((key) => valueOfKey(reading, object, key)).find((node) => node !== null) ?? null);
const shown = (reading: FileReading, node: SyntaxNode | null): string | null => {
  if (node === null) return null;
  const text = asText(reading, node) ?? reading.unit.textOf(node);
  return text.length > 200 ? null : text;
};

function when(
  reading: FileReading,
  body: SyntaxNode,
  key: SyntaxNode | null,
  pattern: SyntaxNode | null,
): readonly FoundTrigger[] {
  const time = shown(reading, key);
  if (time !== null) return [{ name: time, type: 'schedule', by: 'nobody', node: key ?? body }];
  return pattern === null
    ? []
    : [{ name: 'event', type: 'event', by: 'insiders', detail: 'by the pattern of its rule', node: pattern }];
}

function roleOf(reading: FileReading, object: SyntaxNode | null, ...keys: readonly string[]): readonly FoundIdentity[] {
  const node = first(reading, object, ...keys);
  const name = shown(reading, node);
  return name === null || node === null ? [] : [{ type: 'role', name, lifetime: 'short-lived', grants: [], node }];
}

function rule(reading: FileReading, { body, node, symbol }: CloudResource): FoundAutomation | null {
  const triggers = when(
    reading,
    body,
    first(reading, body, 'ScheduleExpression', 'schedule_expression'),
    first(reading, body, 'EventPattern', 'event_pattern'),
  );
  if (triggers.length === 0) return null;
  const targets = itemsAt(reading, body, 'Targets');
  return automation({
    name: symbol,
    node: triggers[0]!.node ?? node,
    triggers,
    steps: targets.flatMap((target) => stepOf(reading, target)),
    identities: [
      ...roleOf(reading, body, 'RoleArn', 'role_arn'),
      ...targets.flatMap((target) => roleOf(reading, target, 'RoleArn')),
    ],
    purpose: textAt(reading, body, 'Description') ?? textAt(reading, body, 'description'),
    gaps: targets.length === 0 ? ['What it starts stands in its targets.'] : [],
  });
}

function stepOf(reading: FileReading, target: SyntaxNode): readonly FoundPart[] {
  const node = first(reading, target, 'Arn', 'arn');
  const name = shown(reading, node);
  return name === null || node === null ? [] : [{ name, node }];
}

function schedule(reading: FileReading, { body, symbol }: CloudResource): FoundAutomation | null {
  const triggers = when(reading, body, first(reading, body, 'ScheduleExpression', 'schedule_expression'), null);
  const given = first(reading, body, 'Target', 'target');
  const target = asObject(reading, given) ?? itemsOf(reading, given)[0] ?? null;
  if (triggers.length === 0) return null;
  return automation({
    name: symbol,
    node: triggers[0]!.node,
    triggers,
    steps: target === null ? [] : stepOf(reading, target),
    identities: roleOf(reading, target, 'RoleArn', 'role_arn'),
    purpose: textAt(reading, body, 'Description') ?? textAt(reading, body, 'description'),
  });
}

const EVENTS = /^(?:Schedule|ScheduleV2|EventBridgeRule|CloudWatchEvent)$/;

function samFunction(reading: FileReading, { body, symbol, node }: CloudResource): FoundAutomation | null {
  const triggers = objectsByName(reading, objectAt(reading, body, 'Events')).flatMap(
    (event): readonly FoundTrigger[] => {
      const type = textAt(reading, event.object, 'Type') ?? '';
      if (!EVENTS.test(type)) return [];
      const properties = objectAt(reading, event.object, 'Properties');
      return when(
        reading,
        event.node,
        first(reading, properties, 'Schedule', 'ScheduleExpression'),
        first(reading, properties, 'Pattern'),
      );
    },
  );
  if (triggers.length === 0) return null;
  return automation({
    name: symbol,
    node: entryOf(reading, body, 'Events') ?? node,
    triggers,
    steps: [{ name: textAt(reading, body, 'Handler') ?? symbol, node }],
    identities: roleOf(reading, body, 'Role'),
    purpose: textAt(reading, body, 'Description'),
    gaps: valueOfKey(reading, body, 'Role') === null ? ['Its role is made of its policies.'] : [],
  });
}

function schedulerJob(reading: FileReading, { body, symbol, node }: CloudResource): FoundAutomation | null {
  const triggers = when(reading, body, first(reading, body, 'schedule'), null);
  const given = first(reading, body, 'http_target');
  const target = asObject(reading, given) ?? itemsOf(reading, given)[0] ?? null;
  const host = hostOf(textAt(reading, target, 'uri') ?? '');
  const token =
    ['oidc_token', 'oauth_token'].map((key) => objectAt(reading, target, key)).find((each) => each !== null) ?? null;
  const account = shown(reading, first(reading, token, 'service_account_email'));
  return automation({
    name: symbol,
    node,
    triggers,
    steps: [{ name: textAt(reading, target, 'uri') ?? 'target', node }],
    identities:
      account === null
        ? []
        : [{ type: 'service-account', name: account, lifetime: 'short-lived', grants: [], node: token ?? node }],
    connectors: isTalkedTo(host) ? [{ name: host, node }] : [],
    purpose: textAt(reading, body, 'description'),
  });
}

/** `functions.NAME.events` of the Serverless Framework. */
function* ofServerless(reading: FileReading, root: SyntaxNode): Generator<FoundAutomation> {
  if (valueOfKey(reading, root, 'provider') === null) return;
  const provider = objectAt(reading, root, 'provider');
  for (const { name, object, node } of objectsByName(reading, objectAt(reading, root, 'functions'))) {
    const triggers = itemsAt(reading, object, 'events').flatMap((event): readonly FoundTrigger[] => {
      const given = valueOfKey(reading, event, 'schedule');
      const own = asObject(reading, given);
      const time = own === null ? given : valueOfKey(reading, own, 'rate');
      if (given !== null)
        return [{ name: shown(reading, time) ?? 'schedule', type: 'schedule', by: 'nobody', node: event }];
      return valueOfKey(reading, event, 'eventBridge') === null
        ? []
        : [{ name: 'event', type: 'event', by: 'insiders', node: event }];
    });
    if (triggers.length === 0) continue;
    yield automation({
      name,
      node,
      triggers,
      steps: [{ name: textAt(reading, object, 'handler') ?? name, node }],
      identities: [
        ...roleOf(reading, object, 'role'),
        ...roleOf(reading, objectAt(reading, provider, 'iam'), 'role').filter(({ name: role }) => !role.includes('\n')),
      ].slice(0, 1),
      purpose: textAt(reading, object, 'description'),
    });
  }
}

/** `crons` of Vercel: paths of the application that it calls. */
function* ofVercel(reading: FileReading, root: SyntaxNode): Generator<FoundAutomation> {
  for (const cron of itemsAt(reading, root, 'crons')) {
    const [path, time] = ['path', 'schedule'].map((key) => textAt(reading, cron, key));
    if (path == null || time == null || keysOf(reading, cron).length > 4) continue;
    yield automation({
      name: path,
      node: cron,
      triggers: [{ name: time, type: 'schedule', by: 'nobody', node: cron }],
      steps: [{ name: `GET ${path}`, node: cron }],
      gaps: ['Whether the path asks its caller for a secret stands in its code.'],
    });
  }
}
