import type { Subject } from '../../model/fact.ts';
import { commandsRun, type CommandRun } from '../commands-run.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { managedPolicySite } from '../grants/managed-policies.ts';
import { publicListSite, roleSite } from '../grants/sites.ts';
import { levelOfRole } from '../orders/roles.ts';
import { FILE_SUBJECT } from '../subjects.ts';

/**
 * Roles that commands of Google Cloud, Azure, AWS and Kubernetes give to somebody.
 *
 * @see https://cloud.google.com/sdk/gcloud/reference, https://learn.microsoft.com/cli/azure/role/assignment,
 *   https://docs.aws.amazon.com/cli/latest/reference/iam/, https://kubernetes.io/docs/reference/kubectl/generated/ (2026-11)
 */
export const roleCommands = defineExtractor({
  id: 'role-commands',
  kinds: ['permission.grant'],
  languages: ['bash', 'yaml'],
  *extract(reading) {
    if (!GIVES.test(reading.unit.tree.text)) return;
    for (const command of commandsRun(reading, PROGRAMS)) yield* given(reading, command);
  },
});

const GIVES =
  /add-iam-policy-binding|allow-unauthenticated|\biam\s+ch\b|role\s+assignment\s+create|attach-(?:role|user|group)-policy|--acl[= ]public|create\s+(?:cluster)?rolebinding/;
const PROGRAMS: ReadonlySet<string> = new Set(['gcloud', 'gsutil', 'az', 'aws', 'kubectl']);

function* given(reading: Reading, command: CommandRun): Generator<Site> {
  const { program, words, node } = command;
  const subject = command.subject ?? reading.subjectOf(node) ?? FILE_SUBJECT;
  const plain = plainWords(words);
  const option = (...names: string[]): string | null => optionOf(words, names);
  const role = (name: string, principal: string, scope: string): Site =>
    roleSite({ role: name, principal, scope, accessLevel: levelOfRole(name), subject, node, tier: 'resolved' });
  const holder = (name: string | null): Subject => (name === null ? subject : { type: 'resource', symbol: name });
  const line = plain.join(' ');
  if (program === 'gcloud') {
    const at = plain.indexOf('add-iam-policy-binding');
    if (at > 0)
      yield role(
        option('--role') ?? 'a role',
        option('--member') ?? 'somebody',
        scopeOf(plain.slice(0, at), plain[at + 1]),
      );
    else if (words.includes('--allow-unauthenticated'))
      yield role('roles/run.invoker', 'allUsers', scopeOf(plain.slice(0, 1), plain[plain.indexOf('deploy') + 1]));
  } else if (program === 'gsutil' && /^(?:-m )?iam ch /.test(line)) {
    for (const binding of plain.slice(plain.indexOf('ch') + 1, -1)) {
      const cut = binding.lastIndexOf(':');
      if (cut > 0) yield role(`roles/storage.${binding.slice(cut + 1)}`, binding.slice(0, cut), plain.at(-1)!);
    }
  } else if (program === 'az' && line.startsWith('role assignment create'))
    yield role(
      option('--role') ?? 'a role',
      option('--assignee', '--assignee-object-id') ?? 'somebody',
      option('--scope', '-g', '--resource-group') ?? 'the subscription',
    );
  else if (program === 'aws') {
    const policy = /^iam attach-(?:role|user|group)-policy/.test(line) ? option('--policy-arn') : null;
    if (policy !== null)
      yield managedPolicySite(node, policy, holder(option('--role-name', '--user-name', '--group-name')), 'resolved');
    const list = /^s3(?:api)? /.test(line) ? option('--acl') : null;
    if (list !== null && list.startsWith('public'))
      yield publicListSite(
        list,
        option('--bucket') ?? plain.at(-1)!,
        holder(option('--bucket') ?? plain.at(-1)!),
        node,
      );
  } else if (program === 'kubectl' && /^create (?:cluster)?rolebinding/.test(line)) {
    const name = option('--clusterrole', '--role');
    const who = option('--serviceaccount') ?? option('--user') ?? option('--group');
    if (name !== null && who !== null)
      yield role(
        name,
        who,
        plain[1] === 'clusterrolebinding' ? 'the cluster' : `namespace ${option('-n', '--namespace') ?? 'default'}`,
      );
  }
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
