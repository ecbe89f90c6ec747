import type { FileReading } from '../define.ts';
import { partOf } from '../workflows/workflow.ts';
import {
  automation,
  defineAutomation,
  type FoundApproval,
  type FoundAutomation,
  type FoundIdentity,
  type FoundPart,
  type FoundTrigger,
} from './define.ts';
import { fileName } from './file-name.ts';
import { hostsOfText, modelHosts, onceByName } from './hosts.ts';
import { readJenkinsCalls, type JenkinsCall } from './jenkins-blocks.ts';
import { jenkinsCommands, jenkinsInterpolations, type JenkinsPlace } from './jenkins-commands.ts';
import { firstLine } from './texts.ts';

/** @see https://www.jenkins.io/doc/book/pipeline/syntax/ (2.528) */
export const jenkins = defineAutomation({
  id: 'jenkins',
  title: 'Jenkins pipeline',
  languages: ['groovy'],
  words: [
    ['pipeline', 'stage'],
    ['node', 'stage'],
    ['node', 'sh '],
  ],
  *find(reading) {
    const calls = readJenkinsCalls(reading.unit.tree.text);
    const isPipeline =
      calls.some(({ name, around }) => (name === 'pipeline' || name === 'node') && around.length === 0) &&
      calls.some(({ name }) => name === 'stage' || name === 'sh' || name === 'bat');
    if (isPipeline) yield toPipeline(reading, calls);
  },
});

function toPipeline(reading: FileReading, calls: readonly JenkinsCall[]): FoundAutomation {
  const { root } = reading.unit.tree;
  const place = ({ start, end }: { readonly start: number; readonly end: number }) => partOf(root, start, end);
  const first = calls.find(({ name }) => name === 'pipeline' || name === 'node')!;
  const commands = calls.filter(({ name }) => jenkinsCommands.has(name));
  const hosts = onceByName(
    commands.flatMap((call) =>
      call.texts.flatMap((text) => hostsOfText(text.text, place(text)).map((host) => ({ ...host, node: place(text) }))),
    ),
  );
  return automation({
    name: fileName(reading.unit.path),
    node: place({ start: first.start, end: first.start + first.name.length }),
    triggers: triggersOf(calls, place),
    steps: [
      ...calls
        .filter(({ name, texts }) => name === 'stage' && texts.length > 0)
        .map((call): FoundPart => ({
          name: call.texts[0]!.text,
          node: place(call),
          subject: { type: 'job', symbol: call.texts[0]!.text, exposure: 'ci' },
        })),
      ...commands.map((call): FoundPart => ({
        name: firstLine(call.texts[0]?.text ?? call.args),
        detail: call.name,
        node: place(call),
      })),
    ],
    identities: onceByName(calls.flatMap((call) => credentialsOf(call, place))),
    connectors: hosts,
    models: modelHosts(hosts),
    approvals: calls
      .filter(({ name, args }) => name === 'input' && !/^\s*(?:=|\.)/.test(args))
      .map((call): FoundApproval => ({
        name: messageOf(call, calls),
        detail: 'waits for a person',
        ...submittersOf(call, calls),
        node: place(call),
      })),
    interpolations: jenkinsInterpolations(reading.unit.tree.text, calls, place),
    gaps: calls.some(({ name }) => name === 'library' || name === 'Library')
      ? ['What its shared library does was not read.']
      : [],
  });
}

function triggersOf(calls: readonly JenkinsCall[], place: JenkinsPlace): readonly FoundTrigger[] {
  const found = calls.flatMap((call): readonly FoundTrigger[] => {
    const { name, texts, args } = call;
    const node = place(call);
    const isTrigger =
      call.around.includes('triggers') ||
      /pipelineTriggers/.test(args) ||
      calls.some((each) => each.name === 'pipelineTriggers' && call.start > each.start && call.end <= each.end);
    if (!isTrigger) return [];
    if (name === 'cron' || name === 'pollSCM' || name === 'parameterizedCron')
      return [{ name: texts[0]?.text ?? name, type: 'schedule', by: 'nobody', node }];
    if (name === 'githubPush' || name === 'gitlab' || name === 'bitbucketPush')
      return [{ name, type: 'push', by: 'insiders', node }];
    if (name === 'upstream') return [{ name, type: 'event', by: 'insiders', detail: 'another job', node }];
    if (name === 'issueCommentTrigger') return [{ name, type: 'comment', by: 'anybody', node }];
    if (name === 'GenericTrigger') {
      const hasToken = /\btoken(?:CredentialId)?\s*:/.test(args);
      return [
        {
          name,
          type: 'webhook',
          by: hasToken ? 'insiders' : 'anybody',
          detail: hasToken ? 'with a token' : 'without a token',
          node,
        },
      ];
    }
    return [];
  });
  const [first] = calls;
  return found.length > 0 || first === undefined
    ? found
    : [
        {
          name: 'as its job is set',
          type: 'push',
          by: 'insiders',
          node: place({ start: first.start, end: first.start + first.name.length }),
        },
      ];
}

function credentialsOf(call: JenkinsCall, place: JenkinsPlace): readonly FoundIdentity[] {
  const make = (id: string): FoundIdentity => ({
    type: 'credential',
    name: `credential ${id}`,
    lifetime: 'static',
    grants: [],
    node: place(call),
  });
  const named = /\bcredentialsId\s{0,5}:\s{0,5}["']([^"'\n]{1,120})["']/.exec(call.args)?.[1];
  if (call.name === 'withCredentials') return [];
  if (call.name === 'credentials' && call.around.includes('environment') && call.texts[0] !== undefined)
    return [make(call.texts[0].text)];
  if (call.name === 'sshagent') return call.texts.map(({ text }) => make(text));
  if (call.name === 'withAWS') {
    const role = /\brole\s{0,5}:\s{0,5}["']([^"'\n]{1,200})["']/.exec(call.args)?.[1];
    return role === undefined
      ? []
      : [{ type: 'role', name: role, lifetime: 'short-lived', grants: [], node: place(call) }];
  }
  return named === undefined ? [] : [make(named)];
}

/** What it asks: the message, else its first text. */
function messageOf(input: JenkinsCall, calls: readonly JenkinsCall[]): string {
  return optionOf(input, calls, 'message') ?? input.texts[0]?.text ?? 'input';
}

/** Users and groups that alone may answer. */
function submittersOf(input: JenkinsCall, calls: readonly JenkinsCall[]): Pick<FoundApproval, 'by'> {
  const by = optionOf(input, calls, 'submitter');
  return by === undefined ? {} : { by };
}

/** `input message: 'Ship?'`, or a call in the block that is next: `input { message 'Ship?' }`. */
function optionOf(
  { args, start, around }: JenkinsCall,
  calls: readonly JenkinsCall[],
  name: string,
): string | undefined {
  const named = new RegExp(`\\b${name}\\s{0,5}:\\s{0,5}["']([^"'\\n]{1,200})["']`).exec(args)?.[1];
  if (named !== undefined) return named;
  const depth = around.length;
  const inside = calls.find(
    (each) => each.start > start && (each.name === 'input' || (each.name === name && each.around[depth] === 'input')),
  );
  return inside?.name === name ? inside.texts[0]?.text : undefined;
}
