import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import type { CallValue } from '../value.ts';
import { conditionIn } from './conditions.ts';
import { cdkName } from './constructs.ts';
import { symbolicText } from './expressions.ts';
import { principalName } from './principals.ts';

export interface CdkPrincipal {
  readonly name: string;
  readonly condition: string | null;
  /** What a trust policy lets it do. */
  readonly action: string;
}

const MAX_DEPTH = 5;

/** `new iam.ServicePrincipal('…')` and the other principals; those that hold others are taken apart. */
export function cdkPrincipals(reading: FileReading, node: SyntaxNode | null, depth = 0): readonly CdkPrincipal[] {
  if (node === null || depth > MAX_DEPTH) return [];
  const value = reading.resolver.valueOf(node);
  if (value.kind === 'list' && value.node !== null)
    return value.node.children.flatMap((child) => cdkPrincipals(reading, child, depth + 1));
  if (value.kind !== 'call') return [];
  const { service, rest } = cdkName(value.of) ?? { service: '', rest: '' };
  if (service !== 'iam') return [];
  const text = (index: number): string => symbolicText(reading, argument(value, index)) ?? '${principal}';
  const one = (
    name: string,
    condition: SyntaxNode | null = null,
    action = 'sts:AssumeRole',
  ): readonly CdkPrincipal[] => {
    return [{ name, condition: conditionIn(reading, condition), action }];
  };
  switch (rest) {
    case 'ServicePrincipal':
      return one(`Service:${text(0)}`);
    case 'AccountPrincipal':
      return one(principalName('AWS', text(0)));
    case 'ArnPrincipal':
      return one(principalName('AWS', text(0)));
    case 'AccountRootPrincipal':
      return one('AWS:arn:aws:iam::${AWS::AccountId}:root');
    case 'AnyPrincipal':
    case 'StarPrincipal':
    case 'Anyone':
      return one('*');
    case 'OrganizationPrincipal':
      return [{ name: '*', condition: `StringEquals aws:PrincipalOrgID ${text(0)}`, action: 'sts:AssumeRole' }];
    case 'CanonicalUserPrincipal':
      return one(`CanonicalUser:${text(0)}`);
    case 'FederatedPrincipal':
      return one(
        `Federated:${text(0)}`,
        argument(value, 1),
        symbolicText(reading, argument(value, 2)) ?? 'sts:AssumeRole',
      );
    case 'WebIdentityPrincipal':
    case 'OpenIdConnectPrincipal':
      return one(`Federated:${text(0)}`, argument(value, 1), 'sts:AssumeRoleWithWebIdentity');
    case 'SamlPrincipal':
      return one(`Federated:${text(0)}`, argument(value, 1), 'sts:AssumeRoleWithSAML');
    case 'CompositePrincipal':
      return value.args.flatMap((each) => cdkPrincipals(reading, each.node, depth + 1));
    case 'PrincipalWithConditions':
      return cdkPrincipals(reading, argument(value, 0), depth + 1).map((each) => {
        return { ...each, condition: conditionIn(reading, argument(value, 1)) };
      });
    default:
      return [];
  }
}

function argument({ args }: CallValue, index: number): SyntaxNode | null {
  return args[index]?.node ?? null;
}
