import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { camelCase } from '../../text/camel-case.ts';
import { childOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { argument, option, receiverOf, receiverText } from '../grants/cdk-calls.ts';
import { grantMethod, grantMethodNamed } from '../grants/cdk-methods.ts';
import { openings } from '../grants/cdk-openings.ts';
import { cdkPrincipals } from '../grants/cdk-principals.ts';
import { conditionIn } from '../grants/conditions.ts';
import { cdkName, constructText, holderOf, usesCdk } from '../grants/constructs.ts';
import { symbolicTexts } from '../grants/expressions.ts';
import { managedPolicySite } from '../grants/managed-policies.ts';
import { statementSites } from '../grants/statement.ts';
import { pathOf } from '../value.ts';

/**
 * Grants in programs of the AWS CDK: statements, `grant…` methods, ready-made policies, trust, ports and public buckets.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-construct-library.html (2.2xx, 2026-11)
 */
export const cdk = defineExtractor({
  id: 'cdk',
  kinds: ['permission.grant'],
  languages: ['typescript', 'tsx', 'javascript', 'python'],
  *extract(reading) {
    if (!usesCdk(reading)) return;
    for (const kind of ['new', 'call'] as const) {
      for (const call of reading.unit.ofKind(kind)) yield* grantsOf(reading, call);
    }
  },
});

function grantsOf(reading: Reading, call: SyntaxNode): Iterable<Site> {
  const name = cdkName(reading.resolver.calleeOf(call));
  if (name === null) return unknownReceiver(reading, call);
  const { service, rest, member } = name;
  if (service === 'iam') {
    if (rest === 'PolicyStatement') return statement(reading, call);
    if (/^(?:Lazy)?Role$/.test(rest)) return trust(reading, call);
    if (member === 'fromAwsManagedPolicyName' || member === 'fromManagedPolicyArn')
      return managed(reading, call, member);
  }
  return openings(reading, call, name) ?? (member.startsWith('grant') ? granted(reading, call, service, member) : []);
}

/** Who gets what is handed to a call around: `fn.addToRolePolicy(…)`, an option of `new iam.Role(…)`; else what it stands in. */
function subjectAround(reading: Reading, node: SyntaxNode): Subject {
  for (let at = node.parent; at !== null && at.kind !== 'function' && at.kind !== 'class'; at = at.parent) {
    if (at.kind !== 'call' && at.kind !== 'new') continue;
    const holder = holderOf(reading, at) ?? holderOf(reading, receiverOf(at));
    if (holder !== null) return holder;
  }
  return reading.subjectOf(node);
}

function* statement(reading: Reading, call: SyntaxNode): Generator<Site> {
  const texts = (key: string): readonly string[] =>
    symbolicTexts(reading, option(reading, call, key)).map(({ text }) => text);
  const resources = symbolicTexts(reading, option(reading, call, 'resources'));
  const effect = option(reading, call, 'effect');
  const isDeny = effect !== null && (pathOf(reading.resolver.valueOf(effect)) ?? '').endsWith('.DENY');
  const principals = cdkPrincipals(reading, option(reading, call, 'principals'));
  const others = cdkPrincipals(reading, option(reading, call, 'notPrincipals'));
  const own = conditionIn(reading, option(reading, call, 'conditions'));
  const conditions = [own, ...principals.map(({ condition }) => condition)].filter((condition) => condition !== null);
  yield* statementSites({
    effect: isDeny ? 'Deny' : 'Allow',
    actions: symbolicTexts(reading, option(reading, call, 'actions')),
    notActions: symbolicTexts(reading, option(reading, call, 'notActions')),
    resources: resources.map(({ text }) => text),
    resourceTexts: resources,
    notResources: texts('notResources'),
    principals: [
      ...principals.map(({ name }) => name),
      ...(others.length === 0
        ? []
        : [
            `all but ${others
              .map(({ name }) => name)
              .sort()
              .join(', ')}`,
          ]),
    ],
    condition: conditions.length === 0 ? null : [...new Set(conditions)].sort().join('; '),
    subject: subjectAround(reading, call),
    tier: 'resolved',
  });
}

/** Who may take on a role. */
function* trust(reading: Reading, call: SyntaxNode): Generator<Site> {
  const node = option(reading, call, 'assumedBy');
  if (node === null) return;
  for (const { name, condition, action } of cdkPrincipals(reading, node)) {
    yield* statementSites({
      effect: 'Allow',
      actions: [{ node, text: action }],
      resources: [],
      principals: [name],
      condition,
      subject: holderOf(reading, call) ?? reading.subjectOf(call),
      tier: 'resolved',
    });
  }
}

function* managed(reading: Reading, call: SyntaxNode, member: string): Generator<Site> {
  const node = argument(
    reading,
    call,
    member === 'fromManagedPolicyArn' ? 2 : 0,
    member === 'fromManagedPolicyArn' ? 'managedPolicyArn' : 'managedPolicyName',
  );
  for (const { node: at, text } of symbolicTexts(reading, node)) {
    const name = text.startsWith('arn:') || text.startsWith('${') ? text : `arn:aws:iam::aws:policy/${text}`;
    yield managedPolicySite(at, name, subjectAround(reading, call), 'resolved');
  }
}

function* granted(reading: Reading, call: SyntaxNode, service: string, member: string): Generator<Site> {
  const receiver = receiverOf(call);
  const grantee = argument(reading, call, 0, 'grantee');
  const target = receiver === null ? null : constructText(reading, reading.resolver.valueOf(receiver));
  const subject = holderOf(reading, grantee) ?? reading.subjectOf(call);
  const known = grantMethod(service, member);
  const given =
    member === 'grant' ? givenActions(reading, call) : (known?.actions ?? []).map((text) => ({ node: call, text }));
  yield* statementSites({
    effect: 'Allow',
    actions: given,
    resources: (known?.on ?? ['']).map((suffix) => `\${${target ?? receiverText(reading, receiver)}}${suffix}`),
    subject,
    tier: 'resolved',
    why: `\`${member}\` gives it.`,
  });
}

/** `table.grant(fn, 'dynamodb:Query')` */
function givenActions(
  reading: Reading,
  call: SyntaxNode,
): readonly { readonly node: SyntaxNode; readonly text: string }[] {
  return reading.resolver
    .argumentsOf(call)
    .slice(1)
    .flatMap(({ node }) => symbolicTexts(reading, node))
    .filter(({ text }) => /^[a-z][\w-]*:[\w*]+$/.test(text));
}

/** A construct that comes from elsewhere, when no other module has a method of that name. */
function* unknownReceiver(reading: Reading, call: SyntaxNode): Generator<Site> {
  const callee = childOf(call, 'call.callee');
  const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
  if (property === null || !/^grant[A-Z_]/.test(reading.unit.textOf(property))) return;
  const name = camelCase(reading.unit.textOf(property));
  const known = grantMethodNamed(name);
  if (known === null) return;
  yield* statementSites({
    effect: 'Allow',
    actions: known.actions.map((text) => ({ node: call, text })),
    resources: known.on.map((suffix) => `\${${receiverText(reading, receiverOf(call))}}${suffix}`),
    subject: holderOf(reading, argument(reading, call, 0, 'grantee')) ?? reading.subjectOf(call),
    tier: 'pattern',
    why: `\`${name}\` gives it.`,
  });
}
