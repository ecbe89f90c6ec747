import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Reading, Site } from '../define.ts';
import { valueOfKey } from '../objects.ts';
import { conditionText, type ConditionTest } from './conditions.ts';
import { symbolicText, symbolicTexts } from './expressions.ts';
import { principalName } from './principals.ts';
import { statementSites } from './statement.ts';

/** How a form of template spells the arguments. */
export interface LambdaPermissionKeys {
  readonly principal: string;
  readonly action: string;
  /** The first that is there names what is called. */
  readonly targets: readonly string[];
  readonly sourceArn: string;
  readonly sourceAccount: string;
  readonly organizations: readonly string[];
}

/** Who may call a function or use a layer. `node`: where it is told, if not at the action. */
export function* lambdaPermission(
  reading: Reading,
  body: SyntaxNode,
  keys: LambdaPermissionKeys,
  subject: Subject,
  node?: SyntaxNode,
): Generator<Site> {
  const text = (key: string): string | null => symbolicText(reading, valueOfKey(reading, body, key));
  const principal = text(keys.principal);
  const action = valueOfKey(reading, body, keys.action);
  if (principal === null || action === null) return;
  const test = (key: string, operator: string, name: string): ConditionTest[] => {
    const value = text(key);
    return value === null ? [] : [{ operator, key: name, values: [value] }];
  };
  yield* statementSites({
    effect: 'Allow',
    actions: symbolicTexts(reading, action),
    resources: [keys.targets.map(text).find((target) => target !== null) ?? 'this'],
    principals: [principalName(/\w\.amazonaws\.com/.test(principal) ? 'Service' : 'AWS', principal)],
    condition: conditionText([
      ...test(keys.sourceArn, 'ArnLike', 'aws:SourceArn'),
      ...test(keys.sourceAccount, 'StringEquals', 'aws:SourceAccount'),
      ...keys.organizations.flatMap((key) => test(key, 'StringEquals', 'aws:PrincipalOrgID')),
    ]),
    subject,
    ...(node === undefined ? {} : { node }),
  });
}
