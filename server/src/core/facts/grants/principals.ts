import type { SyntaxNode } from '../../model/syntax.ts';
import { snakeCase } from '../../text/camel-case.ts';
import type { FileReading } from '../define.ts';
import { pathOf, type Value } from '../value.ts';
import { entriesIn } from './declarations.ts';
import { symbolicTexts } from './expressions.ts';

/**
 * Who a statement is for, in one spelling: `*` for everyone, an account as its root.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html (2026-11)
 */
export function principalName(kind: string, text: string): string {
  if (text === '*' && (kind === 'AWS' || kind === '*')) return '*';
  const isAccount = kind === 'AWS' && (/^\d{12}$/.test(text) || OWN_ACCOUNT.test(text));
  return `${kind}:${isAccount ? `arn:aws:iam::${text}:root` : text}`;
}

/** The account that a template, a configuration or a program is deployed to. */
const OWN_ACCOUNT =
  /^\$\{(?:AWS::AccountId|data\.aws_caller_identity\.\w+\.account_id|(?:\w+\.)*(?:account|account_id|ACCOUNT_ID))\}$/;

/** `aws.iam.Principals.EcsTasksPrincipal` */
function ofPulumi(value: Value): string | null {
  const name = /^@pulumi\/aws[./]iam\.Principals\.(\w+)Principal$/.exec(pathOf(value) ?? '')?.[1];
  return name === undefined ? null : `${snakeCase(name).replaceAll('_', '-')}.amazonaws.com`;
}

/** The value of `Principal`: `*`, or texts by kind. */
export function principalsIn(reading: FileReading, node: SyntaxNode | null): readonly string[] {
  if (node === null) return [];
  const value = reading.resolver.valueOf(node);
  const service = ofPulumi(value);
  if (service !== null) return [principalName('Service', service)];
  const object = value.kind === 'object' ? value.node : null;
  if (object === null) return symbolicTexts(reading, node).map(({ text }) => principalName('AWS', text));
  return entriesIn(reading, object).flatMap(([kind, given]) =>
    symbolicTexts(reading, given).map(({ text }) => principalName(kind, text)),
  );
}
