import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { asObject } from '../objects.ts';
import { entriesIn } from './declarations.ts';
import { symbolicTexts } from './expressions.ts';

/** One test of a condition: `StringLike`, the key, what it may be. */
export interface ConditionTest {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** In one spelling, order aside: `StringEquals aws:SourceAccount 1|2; …`. `facts/orders/conditions.ts` reads it. */
export function conditionText(tests: readonly ConditionTest[]): string | null {
  if (tests.length === 0) return null;
  return tests
    .map(({ operator, key, values }) => `${operator} ${key} ${[...new Set(values)].sort().join('|')}`)
    .sort()
    .join('; ');
}

/** The value of `Condition`: operators, in them keys, in them values. */
export function conditionIn(reading: FileReading, node: SyntaxNode | null): string | null {
  const condition = asObject(reading, node);
  if (condition === null) return null;
  return conditionText(
    entriesIn(reading, condition).flatMap(([operator, given]) => {
      const keys = asObject(reading, given);
      return keys === null
        ? []
        : entriesIn(reading, keys).map(([key, value]): ConditionTest => {
            return { operator, key, values: symbolicTexts(reading, value).map(({ text }) => text) };
          });
    }),
  );
}

/** Keys that say who asks or from where. */
const CONFINING =
  /^(?:aws:(?:Source(?:Arn|Account|OrgID|OrgPaths|Vpc|Vpce|Ip|Owner)|Principal(?:OrgID|OrgPaths|Arn|Account|Tag\/\S+)|VpcSourceIp|userid|username)|kms:(?:CallerAccount|ViaService)|s3:DataAccessPoint(?:Account|Arn)|sns:Endpoint|lambda:EventSourceToken|[\w.${}:/-]+:(?:sub|aud|amr))$/i;

/** Whether a condition leaves out strangers: without one, `*` is everyone. */
export function isConfined(condition: string | null): boolean {
  if (condition === null) return false;
  return condition.split('; ').some((part) => {
    const [operator = '', key = '', ...rest] = part.split(' ');
    if (/Not|IfExists|^Null$|^Bool$/.test(operator) || !CONFINING.test(key)) return false;
    return rest
      .join(' ')
      .split('|')
      .every((value) => !/^(?:\*|0\.0\.0\.0\/0|::\/0)$/.test(value));
  });
}
