import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { accessLevelOf, risksOf } from '../apis/aws.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asObject, asText, asTexts, keyText, valueOfKey } from '../objects.ts';
import { known } from '../to-fact.ts';

/**
 * IAM policy statements wherever they are written: policy JSON, CloudFormation and SAM YAML, object literals in code.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html (2026-11)
 */
export const iamPolicies = defineExtractor({
  id: 'iam-policies',
  kinds: ['permission.grant'],
  languages: ['json', 'yaml', 'typescript', 'tsx', 'javascript', 'python'],
  *extract(reading) {
    for (const statement of reading.unit.ofKind('object')) {
      const effect = asText(reading, valueOfKey(reading, statement, 'Effect'));
      if (effect !== 'Allow' && effect !== 'Deny') continue;
      yield* statementGrants(reading, statement, effect);
    }
  },
});

function* statementGrants(reading: Reading, statement: SyntaxNode, effect: string): Generator<Site> {
  const actions = asTexts(reading, valueOfKey(reading, statement, 'Action'));
  const notActions = asTexts(reading, valueOfKey(reading, statement, 'NotAction'));
  const resources = resourcesOf(reading, statement);
  const principals = principalsOf(reading, statement);
  const condition = conditionOf(reading, statement);
  const subject = subjectOf(reading, statement);
  const targets = resources.length > 0 ? resources : [principals.length > 0 ? 'this' : '*'];
  const rows = [...actions, ...notActions.map(({ node, text }) => ({ node, text: `all but ${text}` }))];
  for (const { node, text: action } of rows) {
    for (const resource of targets) {
      const risk = risksOf(action);
      yield {
        kind: 'permission.grant',
        action,
        resource: { kind: 'arn', value: known(resource) },
        node,
        evidence: [{ node, role: 'declaration' }],
        tier: 'proven',
        why: [
          `The statement ${effect === 'Allow' ? 'allows' : 'denies'} \`${action}\` on \`${resource}\`${principals.length > 0 ? ` to ${principals.join(', ')}` : ''}.`,
        ],
        qualifiers: {
          effect,
          ...(condition === null ? {} : { condition }),
          ...(principals.length === 0 ? {} : { principal: principals.join(' ') }),
        },
        subject,
        detail: {
          accessLevel: action.includes('*') ? 'all' : accessLevelOf(action),
          ...(risk.length > 0 ? { risk } : {}),
        },
      };
    }
  }
}

/** As written where only a deployment knows it: `!GetAtt Orders.Arn`. That is no wildcard. */
function resourcesOf(reading: Reading, statement: SyntaxNode): readonly string[] {
  const given = valueOfKey(reading, statement, 'Resource');
  if (given === null) return [];
  const value = reading.resolver.valueOf(given);
  const nodes = value.kind === 'list' && value.node !== null ? value.node.children : [given];
  return nodes.flatMap((node) => {
    if (node.kind === 'comment') return [];
    const text = asText(reading, node);
    return [text ?? reading.unit.textOf(node).replace(/\s+/g, ' ').slice(0, 120)];
  });
}

function principalsOf(reading: Reading, statement: SyntaxNode): readonly string[] {
  const node = valueOfKey(reading, statement, 'Principal');
  const object = asObject(reading, node);
  if (object === null) return asTexts(reading, node).map(({ text }) => text);
  return object.children.flatMap((entry) => {
    const key = entry.kind === 'entry' ? keyText(reading, entry) : null;
    return key === null ? [] : asTexts(reading, valueOfKey(reading, object, key)).map(({ text }) => `${key}:${text}`);
  });
}

/** The condition in one spelling, white space and key order aside. */
function conditionOf(reading: Reading, statement: SyntaxNode): string | null {
  const condition = asObject(reading, valueOfKey(reading, statement, 'Condition'));
  if (condition === null) return null;
  const parts: string[] = [];
  for (const operator of condition.children) {
    const name = operator.kind === 'entry' ? keyText(reading, operator) : null;
    const keys = name === null ? null : asObject(reading, valueOfKey(reading, condition, name));
    for (const entry of keys?.children ?? []) {
      const key = entry.kind === 'entry' ? keyText(reading, entry) : null;
      if (key === null) continue;
      const values = asTexts(reading, valueOfKey(reading, keys!, key)).map(({ text }) => text);
      parts.push(`${name} ${key} ${values.sort().join('|')}`);
    }
  }
  return parts.sort().join('; ');
}

/** The policy a statement belongs to: its logical id, else the nearest name around it. */
function subjectOf(reading: Reading, statement: SyntaxNode): Subject {
  const names: string[] = [];
  for (let at = statement.parent; at !== null; at = at.parent) {
    const key = at.kind === 'entry' ? keyText(reading, at) : null;
    if (
      key !== null &&
      ![
        'Statement',
        'PolicyDocument',
        'Properties',
        'Policies',
        'Resources',
        'AssumeRolePolicyDocument',
        'policy',
        'inlinePolicies',
      ].includes(key)
    )
      names.unshift(key);
  }
  const own = names[names.length - 1];
  return { type: 'resource', symbol: own ?? 'policy' };
}
