import type { Subject } from '../../model/fact.ts';
import type { FileReading } from '../define.ts';
import { partOf } from '../workflows/workflow.ts';
import {
  automation,
  defineAutomation,
  type FoundApproval,
  type FoundAutomation,
  type FoundIdentity,
  type FoundInterpolation,
  type FoundPart,
  type FoundTrigger,
} from './define.ts';
import { fileName } from './file-name.ts';
import { hostsOfText, modelHosts, onceByName } from './hosts.ts';
import { readJenkinsCalls, type JenkinsCall } from './jenkins-blocks.ts';
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

const COMMANDS = new Set(['sh', 'bat', 'powershell', 'pwsh']);

function toPipeline(reading: FileReading, calls: readonly JenkinsCall[]): FoundAutomation {
  const { root } = reading.unit.tree;
  const place = ({ start, end }: { readonly start: number; readonly end: number }) => partOf(root, start, end);
  const first = calls.find(({ name }) => name === 'pipeline' || name === 'node')!;
  const commands = calls.filter(({ name }) => COMMANDS.has(name));
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
        name: call.texts[0]?.text ?? 'input',
        detail: 'waits for a person',
        node: place(call),
      })),
    interpolations: commands.flatMap((call) => interpolations(call, place)),
    gaps: calls.some(({ name }) => name === 'library' || name === 'Library')
      ? ['What its shared library does was not read.']
      : [],
  });
}

type Place = (span: { readonly start: number; readonly end: number }) => FoundPart['node'];

function triggersOf(calls: readonly JenkinsCall[], place: Place): readonly FoundTrigger[] {
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

function credentialsOf(call: JenkinsCall, place: Place): readonly FoundIdentity[] {
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

/** Variables whose text whoever pushes or opens a pull request writes; parameters are given by whoever starts it. */
const WRITTEN =
  /^(?:env\.)?(?:CHANGE_(?:TITLE|BRANCH|AUTHOR\w*|FORK|URL)|BRANCH_NAME|TAG_NAME|GIT_BRANCH|GIT_COMMIT_MESSAGE|ghprb\w+|gitlab(?:SourceBranch|MergeRequestTitle|MergeRequestDescription|UserName|TriggerPhrase)|payload\w*)$/;
const HOLE = /\$\{\s{0,5}([\w.]{1,120})(?:\s{0,5}\?:[^}\n]{0,80})?\s{0,5}\}|\$([A-Za-z_][\w.]{0,120})/g;

function interpolations(call: JenkinsCall, place: Place): readonly FoundInterpolation[] {
  const stage = call.around.lastIndexOf('stage');
  const title = stage === -1 ? null : (call.titles[stage] ?? null);
  const subject: Subject | undefined = title === null ? undefined : { type: 'job', symbol: title, exposure: 'ci' };
  return call.texts
    .filter(({ isTemplate }) => isTemplate)
    .flatMap((text) =>
      [...text.text.matchAll(HOLE)].flatMap((match): readonly FoundInterpolation[] => {
        if (match.index > 0 && text.text[match.index - 1] === '\\') return [];
        const name = match[1] ?? match[2] ?? '';
        const isParameter = /^params\.\w+$/.test(name);
        if (!isParameter && !WRITTEN.test(name)) return [];
        return [
          {
            text: match[0],
            source: isParameter ? 'dispatch' : 'outsider',
            by: isParameter ? 'whoever may start it gives it' : 'whoever pushes or opens a pull request writes it',
            into: 'the command',
            node: place({ start: text.start, end: text.end }),
            step: place(call),
            ...(subject === undefined ? {} : { subject }),
          },
        ];
      }),
    );
}
