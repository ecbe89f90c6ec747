import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { asObject, asTexts, documentObjects, valueOfKey } from '../objects.ts';
import {
  automation,
  defineAutomation,
  type FoundAutomation,
  type FoundIdentity,
  type FoundInterpolation,
  type FoundPart,
} from './define.ts';
import { fileName } from './file-name.ts';
import { hostsOfText, modelHosts, onceByName } from './hosts.ts';
import { gitlabApprovals, gitlabTemplates } from './gitlab-extends.ts';
import { gitlabTriggers } from './gitlab-triggers.ts';
import { CALLER, interpolationsIn, OUTSIDER, type References } from './interpolate.ts';
import { isSecretName } from './secrets.ts';
import { firstLine, keysOf, objectsByName, textsOf, type PlacedText } from './texts.ts';

/** @see https://docs.gitlab.com/ci/yaml/ (18.6) */
export const gitlabCi = defineAutomation({
  id: 'gitlab-ci',
  title: 'GitLab CI pipeline',
  languages: ['yaml'],
  words: [['script:'], ['trigger:', 'stage'], ['include:', 'extends:']],
  *find(reading) {
    const roots = documentObjects(reading).filter((root) => isPipeline(reading, root));
    for (const root of roots) yield toPipeline(reading, root);
  },
});

export interface GitlabJob {
  readonly name: string;
  readonly object: SyntaxNode;
  readonly node: SyntaxNode;
  readonly subject: Subject;
}

/** Keys of the top that are no jobs. */
const GLOBAL = new Set([
  'default',
  'include',
  'stages',
  'variables',
  'workflow',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
  'spec',
  'pages:deploy',
]);
/** What only jobs of GitLab have beside a script. */
const OF_JOB = [
  'stage',
  'rules',
  'only',
  'except',
  'artifacts',
  'needs',
  'extends',
  'image',
  'tags',
  'before_script',
  'environment',
  'dependencies',
  'coverage',
];

function isPipeline(reading: FileReading, root: SyntaxNode): boolean {
  if (/(?:^|\/)[^/]*\.gitlab-ci[^/]*\.ya?ml$/.test(reading.unit.path)) return keysOf(reading, root).length > 0;
  const isOther = ['jobs', 'steps', 'pipelines', 'pool', 'language', 'on', 'kind', 'apiVersion', 'services'].some(
    (key) => key !== 'services' && valueOfKey(reading, root, key) !== null,
  );
  if (isOther) return false;
  return jobsOf(reading, root).some(({ object }) => {
    const keys = keysOf(reading, object);
    return keys.includes('script') && OF_JOB.some((key) => keys.includes(key));
  });
}

function jobsOf(reading: FileReading, root: SyntaxNode): readonly GitlabJob[] {
  return objectsByName(reading, root)
    .filter(({ name, object }) => {
      if (GLOBAL.has(name)) return false;
      const entries = reading.resolver.entriesOf(object);
      return ['script', 'trigger', 'extends', 'run', 'before_script', 'stage'].some((key) => entries.has(key));
    })
    .map((job) => ({ ...job, subject: { type: 'job', symbol: job.name, exposure: 'ci' } }));
}

/** What other files of the repository may need to know of the templates in this one. */
export function gitlabTemplatesOf(reading: FileReading): ReadonlyMap<string, string> {
  if (reading.unit.language.id !== 'yaml' || !reading.unit.tree.text.includes('script:')) return new Map();
  const roots = documentObjects(reading).filter((root) => isPipeline(reading, root));
  return new Map(roots.flatMap((root) => [...gitlabTemplates(reading, root, jobsOf(reading, root))]));
}

function toPipeline(reading: FileReading, root: SyntaxNode): FoundAutomation {
  // A job whose name begins with a dot runs only where another extends it.
  const all = jobsOf(reading, root);
  const jobs = all.filter(({ name }) => !name.startsWith('.'));
  const extended = new Set(
    all.flatMap(({ object }) => asTexts(reading, valueOfKey(reading, object, 'extends')).map(({ text }) => text)),
  );
  const scripts = [...all, ...sharedBy(reading, root)].flatMap((job) =>
    scriptOf(reading, job.object).map((text) => ({ job, text })),
  );
  const hosts = onceByName([
    ...scripts.flatMap(({ text }) => hostsOfText(reading.unit.textOf(text.node), text.node)),
    ...includes(reading, root).flatMap(({ node }) => hostsOfText(reading.unit.textOf(node), node)),
  ]);
  return automation({
    name: fileName(reading.unit.path),
    node: (jobs[0] ?? all[0])?.node ?? root,
    triggers: gitlabTriggers(reading, root, jobs),
    steps: jobs.map(({ name, object, node, subject }) => {
      const first = textsOf(reading, valueOfKey(reading, object, 'script'))[0];
      return { name, ...(first === undefined ? {} : { detail: firstLine(first.text) }), node, subject };
    }),
    identities: onceByName(identitiesOf(reading, all, scripts)),
    connectors: [...hosts, ...includes(reading, root)],
    models: modelHosts(hosts),
    // A template in a file that others take in holds up who extends it there.
    approvals: all
      .filter(({ name }) => !name.startsWith('.') || !extended.has(name))
      .flatMap((job) => gitlabApprovals(reading, root, job)),
    interpolations: scripts.flatMap(({ job, text }) => interpolations(reading, root, job, text)),
    gaps: includes(reading, root).map(({ name }) => `What ${name} adds to it was not read.`),
  });
}

/** Commands that every job runs besides its own. */
function sharedBy(reading: FileReading, root: SyntaxNode): readonly GitlabJob[] {
  const subject: Subject = { type: 'job', symbol: 'default', exposure: 'ci' };
  return [objectAt(reading, root, 'default'), root].flatMap((object) =>
    object === null || scriptOf(reading, object).length === 0
      ? []
      : [{ name: 'default', object, node: object, subject }],
  );
}

function scriptOf(reading: FileReading, object: SyntaxNode): readonly PlacedText[] {
  return ['before_script', 'script', 'after_script'].flatMap((key) =>
    textsOf(reading, valueOfKey(reading, object, key)),
  );
}

function includes(reading: FileReading, root: SyntaxNode): readonly FoundPart[] {
  const given = valueOfKey(reading, root, 'include');
  if (given === null) return [];
  const one = asObject(reading, given);
  const objects = one === null ? itemsAt(reading, root, 'include') : [one];
  return onceByName([
    ...asTexts(reading, given).map(({ text, node }) => ({ name: text, detail: 'included', node })),
    ...objects.flatMap((node) => {
      const name = ['remote', 'project', 'component', 'template', 'local', 'file'].flatMap(
        (key) => textAt(reading, node, key) ?? [],
      );
      return name.length === 0 ? [] : [{ name: name[0]!, detail: 'included', node }];
    }),
  ]);
}

function identitiesOf(
  reading: FileReading,
  jobs: readonly GitlabJob[],
  scripts: readonly { readonly job: GitlabJob; readonly text: PlacedText }[],
): readonly FoundIdentity[] {
  const tokens = jobs.flatMap(({ object, subject }) =>
    objectsByName(reading, objectAt(reading, object, 'id_tokens')).map((token): FoundIdentity => {
      const audiences = asTexts(reading, valueOfKey(reading, token.object, 'aud')).map(({ text }) => text);
      return {
        type: 'token',
        name: `id token ${token.name}`,
        lifetime: 'short-lived',
        grants: audiences.map((each) => `audience ${each}`),
        node: token.node,
        subject,
      };
    }),
  );
  const vault = jobs.flatMap(({ object, subject }) =>
    objectsByName(reading, objectAt(reading, object, 'secrets')).map((secret): FoundIdentity => {
      return {
        type: 'credential',
        name: `secret ${secret.name}`,
        lifetime: 'unknown',
        grants: [],
        node: secret.node,
        subject,
      };
    }),
  );
  const variables = scripts.flatMap(({ job: { subject }, text: { node } }) =>
    [...reading.unit.textOf(node).matchAll(/\$\{?([A-Z][A-Z0-9_]{2,60})\b/g)].flatMap(
      ([, name = '']): readonly FoundIdentity[] => {
        if (name === 'CI_JOB_TOKEN' || name === 'CI_REGISTRY_PASSWORD')
          return [{ type: 'token', name: 'CI_JOB_TOKEN', lifetime: 'short-lived', grants: [], node, subject }];
        if (!isSecretName(name) || tokens.some((token) => token.name === `id token ${name}`)) return [];
        return [{ type: 'credential', name: `$${name}`, lifetime: 'static', grants: [], node, subject }];
      },
    ),
  );
  return [...tokens, ...vault, ...variables];
}

/** Texts that the platform puts in as they are; variables of the shell are read by the shell, and are safe in a command but not in another's. */
function interpolations(
  reading: FileReading,
  root: SyntaxNode,
  job: GitlabJob,
  { node }: PlacedText,
): readonly FoundInterpolation[] {
  const rest = { into: 'the command', step: job.node, subject: job.subject };
  return [
    ...interpolationsIn(reading, node, inputsOf(reading, root), rest),
    ...interpolationsIn(reading, node, WITHIN_COMMANDS, { ...rest, into: 'a command within the command' }),
  ];
}

function inputsOf(reading: FileReading, root: SyntaxNode): References {
  const inputs = documentObjects(reading)
    .concat(root)
    .map((each) => objectAt(reading, each, 'spec', 'inputs'));
  return {
    pattern: /\$\[\[\s{0,9}inputs\.([\w-]{1,80})(?:\s{0,9}\|[^\]]{0,200})?\s{0,9}\]\]/g,
    writerOf: (name) => {
      const own = inputs.map((each) => objectAt(reading, each, name)).find((each) => each !== null);
      const isFixed =
        own !== undefined &&
        own !== null &&
        (valueOfKey(reading, own, 'options') !== null ||
          valueOfKey(reading, own, 'regex') !== null ||
          /^(?:number|boolean)$/.test(textAt(reading, own, 'type') ?? ''));
      return isFixed ? null : CALLER;
    },
  };
}

/** Variables of GitLab whose text whoever pushes or opens a merge request writes. */
const WRITTEN =
  'CI_COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|AUTHOR|BRANCH|REF_NAME|TAG|TAG_MESSAGE)|CI_MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME|LABELS|MILESTONE)|CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME|GITLAB_USER_NAME|TRIGGER_PAYLOAD';
const WITHIN_COMMANDS: References = {
  // Between the inner command and the variable no single quote may open, by which the outer shell would leave it alone.
  pattern: new RegExp(
    String.raw`\b(?:eval|(?:ba|z|da|k)?sh\s+-[a-z]{0,3}c|python[0-9.]{0,4}\s+-c|(?:node|ruby|perl)\s+-e|ssh)\s[^'\n]{0,300}?\$\{?(${WRITTEN})\b\}?`,
    'g',
  ),
  shown: (name) => `$${name}`,
  writerOf: () => OUTSIDER,
};
