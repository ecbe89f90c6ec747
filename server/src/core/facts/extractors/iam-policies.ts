import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { conditionIn } from '../grants/conditions.ts';
import { embeddedPolicies } from '../grants/embedded-json.ts';
import { symbolicTexts } from '../grants/expressions.ts';
import { principalsIn } from '../grants/principals.ts';
import { ownerOf, PROGRAMS, resourceAround } from '../grants/resources.ts';
import { statementSites } from '../grants/statement.ts';
import { asText, keyText, valueOfKey } from '../objects.ts';

/**
 * IAM policy statements wherever they are written: policy JSON, CloudFormation, SAM and Serverless YAML, `jsonencode` and
 * heredocs of Terraform, object literals in code.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html (2026-11)
 */
export const iamPolicies = defineExtractor({
  id: 'iam-policies',
  kinds: ['permission.grant'],
  languages: ['json', 'yaml', 'terraform', ...PROGRAMS],
  *extract(reading) {
    for (const statement of [...reading.unit.ofKind('object'), ...embeddedPolicies(reading)]) {
      const effect = asText(reading, valueOfKey(reading, statement, 'Effect'));
      if (effect !== 'Allow' && effect !== 'Deny') continue;
      yield* grantsOf(reading, statement, effect);
    }
  },
});

function grantsOf(reading: Reading, statement: SyntaxNode, effect: 'Allow' | 'Deny'): Iterable<Site> {
  const texts = (key: string): readonly string[] =>
    symbolicTexts(reading, valueOfKey(reading, statement, key)).map(({ text }) => text);
  const resources = symbolicTexts(reading, valueOfKey(reading, statement, 'Resource'));
  const others = principalsIn(reading, valueOfKey(reading, statement, 'NotPrincipal'));
  return statementSites({
    effect,
    actions: symbolicTexts(reading, valueOfKey(reading, statement, 'Action')),
    notActions: symbolicTexts(reading, valueOfKey(reading, statement, 'NotAction')),
    resources: resources.map(({ text }) => text),
    resourceTexts: resources,
    notResources: texts('NotResource'),
    principals: [
      ...principalsIn(reading, valueOfKey(reading, statement, 'Principal')),
      ...(others.length === 0 ? [] : [`all but ${[...others].sort().join(', ')}`]),
    ],
    condition: conditionIn(reading, valueOfKey(reading, statement, 'Condition')),
    subject: subjectOf(reading, statement),
  });
}

/** Properties of a policy that name the one thing it hangs on. */
const OWNERS = [
  'role',
  'user',
  'group',
  'bucket',
  'queue_url',
  'key_id',
  'repository',
  'secret_arn',
  'Bucket',
  'Queues',
  'Topics',
];

/** Keys around a statement that name nothing. */
const STRUCTURE: ReadonlySet<string> = new Set([
  'Statement',
  'PolicyDocument',
  'Properties',
  'Policies',
  'Resources',
  'AssumeRolePolicyDocument',
  'policy',
  'inlinePolicies',
  'statements',
  'iam',
  'role',
  'iamRoleStatements',
]);

/** The policy a statement belongs to: the resource it is part of, else the nearest name around it. */
function subjectOf(reading: Reading, statement: SyntaxNode): Subject {
  const resource = resourceAround(reading, statement);
  if (resource !== null) return ownerOf(reading, resource, OWNERS);
  const names: string[] = [];
  for (let at = statement.parent; at !== null; at = at.parent) {
    const key = at.kind === 'entry' ? keyText(reading, at) : null;
    if (key !== null && !STRUCTURE.has(key)) names.unshift(key);
  }
  return { type: 'resource', symbol: names[names.length - 1] ?? 'policy' };
}
