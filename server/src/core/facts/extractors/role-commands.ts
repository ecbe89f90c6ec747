import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { commandsRun, type CommandRun } from '../commands-run.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { managedPolicySite } from '../grants/managed-policies.ts';
import { publicListSite, roleSite } from '../grants/sites.ts';
import { levelOfRole } from '../orders/roles.ts';

/** A command as the rows below read it. */
interface Command {
  /** Without options. */
  readonly plain: readonly string[];
  readonly line: string;
  readonly has: (flag: string) => boolean;
  /** Of the first option that is given. */
  readonly option: (...names: readonly string[]) => string | null;
  readonly role: (name: string, principal: string, scope: string) => Site;
  /** Who holds it, where the command names them. */
  readonly holder: (name: string | null) => Subject;
  readonly node: SyntaxNode;
}

type Gives = (command: Command) => Iterable<Site>;

/**
 * What commands give, by their program.
 *
 * @see https://cloud.google.com/sdk/gcloud/reference, https://learn.microsoft.com/cli/azure/role/assignment,
 *   https://docs.aws.amazon.com/cli/latest/reference/iam/, https://kubernetes.io/docs/reference/kubectl/generated/ (2026-11)
 */
const GIVES: ReadonlyMap<string, Gives> = new Map([
  ['gcloud', ofGcloud],
  ['gsutil', ofGsutil],
  ['az', ofAzure],
  ['aws', ofAws],
  ['kubectl', ofKubectl],
]);
const PROGRAMS: ReadonlySet<string> = new Set(GIVES.keys());
const NAMES_ONE = new RegExp(String.raw`\b(?:${[...PROGRAMS].join('|')})\b`);

/** Roles that commands of Google Cloud, Azure, AWS and Kubernetes give to somebody. */
export const roleCommands = defineExtractor({
  id: 'role-commands',
  kinds: ['permission.grant'],
  languages: ['bash', 'yaml'],
  *extract(reading) {
    if (!NAMES_ONE.test(reading.unit.tree.text)) return;
    for (const run of commandsRun(reading, PROGRAMS)) yield* GIVES.get(run.program)!(toCommand(reading, run));
  },
});

function toCommand(reading: Reading, { words, node, ...run }: CommandRun): Command {
  const subject = run.subject ?? reading.subjectOf(node);
  const plain = plainWords(words);
  return {
    plain,
    line: plain.join(' '),
    has: (flag) => words.includes(flag),
    option: (...names) => optionOf(words, names),
    role: (role, principal, scope) =>
      roleSite({ role, principal, scope, accessLevel: levelOfRole(role), subject, node, tier: 'resolved' }),
    holder: (name) => (name === null ? subject : { type: 'resource', symbol: name }),
    node,
  };
}

function* ofGcloud({ plain, option, has, role }: Command): Generator<Site> {
  const at = plain.indexOf('add-iam-policy-binding');
  if (at > 0) {
    const scope = scopeOf(plain.slice(0, at), plain[at + 1]);
    yield role(option('--role') ?? 'a role', option('--member') ?? 'somebody', scope);
  } else if (has('--allow-unauthenticated'))
    yield role('roles/run.invoker', 'allUsers', scopeOf(plain.slice(0, 1), plain[plain.indexOf('deploy') + 1]));
}

function* ofGsutil({ plain, line, role }: Command): Generator<Site> {
  if (!line.startsWith('iam ch ')) return;
  for (const binding of plain.slice(2, -1)) {
    const cut = binding.lastIndexOf(':');
    if (cut > 0) yield role(`roles/storage.${binding.slice(cut + 1)}`, binding.slice(0, cut), plain.at(-1)!);
  }
}

function* ofAzure({ line, option, role }: Command): Generator<Site> {
  if (!line.startsWith('role assignment create')) return;
  const scope = option('--scope', '-g', '--resource-group') ?? 'the subscription';
  yield role(option('--role') ?? 'a role', option('--assignee', '--assignee-object-id') ?? 'somebody', scope);
}

function* ofAws({ plain, line, option, holder, node }: Command): Generator<Site> {
  const policy = /^iam attach-(?:role|user|group)-policy/.test(line) ? option('--policy-arn') : null;
  if (policy !== null)
    yield managedPolicySite(node, policy, holder(option('--role-name', '--user-name', '--group-name')), 'resolved');
  const list = /^s3(?:api)? /.test(line) ? option('--acl') : null;
  if (list === null || !list.startsWith('public')) return;
  const bucket = option('--bucket') ?? plain.at(-1)!;
  yield publicListSite(list, bucket, holder(bucket), node);
}

function* ofKubectl({ plain, line, option, role }: Command): Generator<Site> {
  const name = /^create (?:cluster)?rolebinding/.test(line) ? option('--clusterrole', '--role') : null;
  const who = option('--serviceaccount', '--user', '--group');
  if (name === null || who === null) return;
  const isWide = plain[1] === 'clusterrolebinding';
  yield role(name, who, isWide ? 'the cluster' : `namespace ${option('-n', '--namespace') ?? 'default'}`);
}

/** Without options; of `--name value` the value is one. */
function plainWords(words: readonly (string | null)[]): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === null || word === undefined) found.push('*');
    else if (!word.startsWith('-')) found.push(word);
    else if (/^--?[\w-]+$/.test(word) && !/^--(?:allow-unauthenticated|quiet|no-user-output-enabled)$/.test(word)) {
      const next = words[at + 1];
      if (typeof next === 'string' && !next.startsWith('-')) at += 1;
    }
  }
  return found;
}

function optionOf(words: readonly (string | null)[], names: readonly string[]): string | null {
  for (const [at, word] of words.entries()) {
    if (word === null) continue;
    const name = names.find((each) => word === each || word.startsWith(`${each}=`));
    if (name === undefined) continue;
    return word === name
      ? (words[at + 1] ?? 'known only at run time')
      : word.slice(name.length + 1).replace(/^["']|["']$/g, '');
  }
  return null;
}

/** `project shop`, `run service api`. */
function scopeOf(kind: readonly string[], name: string | undefined): string {
  const words = kind
    .filter((word) => !/^(?:alpha|beta)$/.test(word))
    .map((word, at) => (at === kind.length - 1 ? word.replace(/s$/, '') : word));
  return [...words, name ?? ''].join(' ').trim();
}
