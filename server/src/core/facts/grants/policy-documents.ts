import type { Subject, Tier } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading, Site } from '../define.ts';
import { asObject, valueOfKey } from '../objects.ts';
import { conditionText, type ConditionTest } from './conditions.ts';
import { blocksIn } from './declarations.ts';
import { symbolicText, symbolicTexts, type SymbolicText } from './expressions.ts';
import { principalName } from './principals.ts';
import { statementSites } from './statement.ts';

/** One statement as `aws_iam_policy_document` has it, and as common modules are handed it. */
export function documentStatement(
  reading: FileReading,
  block: SyntaxNode,
  subject: Subject,
  tier: Tier = 'proven',
): Iterable<Site> {
  const given = (key: string): readonly SymbolicText[] =>
    symbolicTexts(reading, valueOfKey(reading, block, key)).filter(({ text }) => !isIterated(text));
  const texts = (key: string): readonly string[] => given(key).map(({ text }) => text);
  const resources = symbolicTexts(reading, valueOfKey(reading, block, 'resources'));
  const others = principalsOf(reading, block, 'not_principals');
  const tests = blocksIn(reading, block, 'condition').map((test): ConditionTest => {
    return {
      operator: symbolicText(reading, valueOfKey(reading, test, 'test')) ?? '',
      key: symbolicText(reading, valueOfKey(reading, test, 'variable')) ?? '',
      values: symbolicTexts(reading, valueOfKey(reading, test, 'values')).map(({ text }) => text),
    };
  });
  return statementSites({
    effect: symbolicText(reading, valueOfKey(reading, block, 'effect')) === 'Deny' ? 'Deny' : 'Allow',
    actions: given('actions'),
    notActions: given('not_actions'),
    resources: resources.map(({ text }) => text),
    resourceTexts: resources,
    notResources: texts('not_resources'),
    principals: [
      ...principalsOf(reading, block, 'principals'),
      ...(others.length === 0 ? [] : [`all but ${[...others].sort().join(', ')}`]),
    ],
    condition: conditionText(tests),
    subject,
    tier,
  });
}

/** What a `dynamic` block takes over whole from a list that stands elsewhere: nothing is said here. */
function isIterated(text: string): boolean {
  return /^\$\{(?:\w+\.value\b|try\(\w+\.value\b|lookup\(\w+\.value\b|[[{] ?for )/.test(text);
}

function principalsOf(reading: FileReading, block: SyntaxNode, key: string): readonly string[] {
  return blocksIn(reading, block, key).flatMap((who) => {
    const kind = symbolicText(reading, valueOfKey(reading, who, 'type')) ?? 'AWS';
    if (isIterated(kind)) return [];
    return symbolicTexts(reading, valueOfKey(reading, who, 'identifiers')).map(({ text }) => principalName(kind, text));
  });
}

/** Whether an object looks like a statement: it lists actions. */
export function isDocumentStatement(reading: FileReading, node: SyntaxNode): boolean {
  const object = asObject(reading, node);
  const actions = object === null ? [] : symbolicTexts(reading, valueOfKey(reading, object, 'actions'));
  return actions.some(({ text }) => /^(?:[a-z][\w-]*:\S+|\*)$/.test(text));
}
