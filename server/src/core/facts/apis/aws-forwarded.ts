import type { SyntaxNode } from '../../model/syntax.ts';
import type { Unit } from '../unit.ts';
import { textOfValue } from '../value.ts';
import table from '../../../../data/aws.json' with { type: 'json' };
import { rowOf } from '../../text/row-of.ts';
import type { AwsUse } from './aws-sdks/aws-use.ts';

/** An action that a service takes in its caller's name, and that the caller must be allowed too. */
export interface ForwardedAction {
  readonly action: string;
  readonly tier: 'resolved' | 'pattern';
  readonly why: string;
}

/** Parameters that name a key of the customer's own. */
const KEY_PARAMETERS = ['SSEKMSKeyId', 'CopySourceSSEKMSKeyId', 'KmsMasterKeyId', 'KmsKeyId', 'KeyId'];

/** Which credentials the Redshift Data API fetches for its caller, by what names the cluster. */
const DATABASE_LOGINS: Readonly<Record<string, (has: (parameter: string) => boolean) => boolean>> = {
  'redshift:GetClusterCredentials': (has) => has('DbUser'),
  'redshift:GetClusterCredentialsWithIAM': (has) => has('ClusterIdentifier') && !has('DbUser') && !has('SecretArn'),
  'redshift-serverless:GetCredentials': (has) => has('WorkgroupName') && !has('SecretArn'),
};

/**
 * Keys of AWS's own need no permission of the caller, so KMS actions are only claimed where a customer's key is in sight: in
 * the call, or by name in the file.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html (2026-11)
 */
export function forwardedBy(use: AwsUse, operation: string, isKeyNamed: () => boolean): readonly ForwardedAction[] {
  const key = `${use.service.name}.${operation}`;
  const actions = rowOf<readonly string[]>(table.forwarded, key) ?? [];
  const has = (parameter: string): boolean => use.input(parameter) !== null;
  return actions.flatMap((action): ForwardedAction[] => {
    const login = Object.hasOwn(DATABASE_LOGINS, action) ? DATABASE_LOGINS[action] : undefined;
    if (login !== undefined) {
      const why = `${use.service.name} ${operation} logs in with \`${action}\` in its caller's name.`;
      return login(has) ? [{ action, tier: 'resolved', why }] : [];
    }
    const why = `${use.service.name} ${operation} uses the key with \`${action}\` in its caller's name`;
    if (KEY_PARAMETERS.some(has) || /kms/.test(encryptionOf(use)))
      return [{ action, tier: 'resolved', why: `${why}: the call names a KMS key.` }];
    return isKeyNamed()
      ? [{ action, tier: 'pattern', why: `${why}, if what it acts on is under the KMS key that this file names.` }]
      : [];
  });
}

function encryptionOf(use: AwsUse): string {
  const value = use.input('ServerSideEncryption');
  if (value?.kind === 'symbol') return value.name.slice(value.name.lastIndexOf('.') + 1).toLowerCase();
  return value === null ? '' : (textOfValue(value) ?? '');
}

/** A KMS key is spoken of in code, not only in a comment. */
export function namesKey(unit: Unit): boolean {
  if (!/kms/i.test(unit.tree.text)) return false;
  // `ServerSideEncryption.AWS_KMS` of Java says how one call encrypts, and names no key.
  const says = (node: SyntaxNode): boolean =>
    unit.textOf(node) !== 'AWS_KMS' &&
    /kms_?-?(master)?_?-?(key|arn|alias)|alias\/|:kms:|aws:kms|aws_kms/i.test(unit.textOf(node));
  return (['name', 'property', 'shorthand', 'string', 'template-text'] as const).some((kind) =>
    unit.ofKind(kind).some((node) => /kms/i.test(unit.textOf(node)) && says(node)),
  );
}
