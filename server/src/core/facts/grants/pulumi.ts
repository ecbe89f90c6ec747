import type { SyntaxNode } from '../../model/syntax.ts';
import { camelCase, snakeCase } from '../../text/camel-case.ts';
import { rowOf } from '../../text/row-of.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { pathOf, textOfValue, type Value } from '../value.ts';

/** A resource of a Pulumi program, as Terraform's provider calls it: Pulumi's providers are made from Terraform's. */
export interface PulumiResource {
  /** `aws_iam_role_policy`, `data.aws_iam_policy_document`. */
  readonly type: string;
  /** What it is called in its stack; for a function what holds its answer. */
  readonly symbol: string;
  /** An object, or in Python the call whose keywords are the properties. */
  readonly body: SyntaxNode;
  readonly node: SyntaxNode;
}

/** Whether a file has to do with Pulumi at all: nothing else is asked of most. */
export function usesPulumi({ unit }: FileReading): boolean {
  return unit.language.isCode && /@pulumi\/|\bpulumi_?/.test(unit.tree.text);
}

const PROVIDERS: Readonly<Record<string, string>> = {
  aws: 'aws',
  gcp: 'google',
  azure: 'azurerm',
  'azure-native': 'azurerm',
  azure_native: 'azurerm',
  azuread: 'azuread',
};

/** Names that are not made of the module and the class. */
const NAMES: Readonly<Record<string, string>> = {
  'aws.ec2.security_group': 'aws_security_group',
  'aws.ec2.default_security_group': 'aws_default_security_group',
  'aws.ec2.security_group_rule': 'aws_security_group_rule',
  'aws.iam.get_policy_document': 'data.aws_iam_policy_document',
  'azurerm.authorization.assignment': 'azurerm_role_assignment',
  'azurerm.authorization.role_assignment': 'azurerm_role_assignment',
  'azurerm.authorization.role_definition': 'azurerm_role_definition',
  'azurerm.keyvault.access_policy': 'azurerm_key_vault_access_policy',
  'azurerm.keyvault.key_vault': 'azurerm_key_vault',
  'azurerm.network.network_security_rule': 'azurerm_network_security_rule',
  'azurerm.network.security_rule': 'azurerm_network_security_rule',
  'azurerm.network.network_security_group': 'azurerm_network_security_group',
  'azurerm.storage.account': 'azurerm_storage_account',
  'azurerm.storage.storage_account': 'azurerm_storage_account',
  'google.organizations.get_iampolicy': 'data.google_iam_policy',
  'google.organizations.get_iam_policy': 'data.google_iam_policy',
};
const MODULES: Readonly<Record<string, string>> = {
  projects: 'project',
  organizations: 'organization',
  serviceaccount: 'service_account',
  secretmanager: 'secret_manager',
  cloudrun: 'cloud_run_service',
  cloudrunv2: 'cloud_run_v2',
  artifactregistry: 'artifact_registry',
};

const GO = /^github\.com\/pulumi\/pulumi-(aws|gcp|azure|azuread)\/sdk(?:\/v\d+)?\/go\/[\w-]+\/(\w+)\.(?:New)?(\w+)$/;

/** `@pulumi/aws.iam.RolePolicy`, `pulumi_aws.iam.RolePolicy` -> `aws_iam_role_policy`; null: no resource of a provider. */
function terraformType(path: string | null): string | null {
  const plainPath = path === null ? null : path.replace(GO, 'pulumi_$1.$2.$3');
  const found = plainPath === null ? null : /^(?:@pulumi\/|pulumi_)([a-z]+(?:[-_]native)?)[./](.+)$/.exec(plainPath);
  const provider = found === null ? undefined : rowOf(PROVIDERS, found[1]!);
  if (found === null || provider === undefined) return null;
  const [name = '', module = ''] = found[2]!.split(/[./]/).toReversed();
  if (/(?:Args|Array|Inputs?|Outputs?)$/.test(name) && !name.startsWith('get')) return null;
  if (!/^(?:[A-Z]\w*|get_?[Pp]olicy_?[Dd]ocument\w*|get_?(?:IAM|iam)_?[Pp]olicy\w*)$/.test(name)) return null;
  // Newer names of the same, and functions that take what is only known later.
  const plain = snakeCase(name).replace(/_v2$|_output$/, '');
  const of = module.replace(/_$/, '');
  const key = `${provider}.${of}.${plain}`;
  if (Object.hasOwn(NAMES, key)) return NAMES[key]!;
  if (provider === 'azuread') return `${provider}_${plain}`;
  return `${provider}_${Object.hasOwn(MODULES, of) ? MODULES[of]! : of}_${plain}`;
}

export const pulumiResources = oncePerUnit((reading): readonly PulumiResource[] => {
  if (!usesPulumi(reading)) return [];
  return [...reading.unit.ofKind('new'), ...reading.unit.ofKind('call')].flatMap((node) => {
    const type = terraformType(reading.resolver.calleeOf(node));
    const body = type === null ? null : bodyOf(reading, node, type);
    return type === null || body === null ? [] : [{ type, symbol: nameOf(reading, node) ?? type, body, node }];
  });
});

/** The properties: the object behind the name, keywords, or the keywords of `RoleArgs(…)`. */
function bodyOf(reading: FileReading, node: SyntaxNode, type: string): SyntaxNode | null {
  const args = reading.resolver.argumentsOf(node);
  const at = (type.startsWith('data.') ? 0 : 1) + contextsOf(reading);
  const given = args.filter(({ name }) => name === null)[at];
  const value = given?.value();
  if (value?.kind === 'object') return value.node;
  if (value?.kind === 'call' && value.node !== null && value.of.endsWith('Args')) return value.node;
  return args.some(({ name }) => name !== null) ? node : null;
}

/** Arguments in front of all others: Go hands a context over. */
function contextsOf({ unit }: FileReading): number {
  return unit.language.returnsSeveral ? 1 : 0;
}

/** The first argument; else the variable that it is put in. */
function nameOf(reading: FileReading, node: SyntaxNode): string | null {
  const args = reading.resolver.argumentsOf(node);
  const first = args.filter(({ name }) => name === null || name === 'resource_name')[contextsOf(reading)];
  const text = first === undefined ? null : textOfValue(first.value());
  // A name with unknown parts is no pattern.
  if (text !== null) return text.replaceAll('*', '…');
  for (let at = node.parent; at !== null && at.kind !== 'function' && at.kind !== 'block'; at = at.parent) {
    const target = at.kind === 'assign' ? childOf(at, 'assign.target') : null;
    if (target?.kind === 'name') return reading.unit.textOf(target);
  }
  return null;
}

/** Words of names of policies that are written in capitals. */
const CAPITALS = /^(?:AWS|IAM|ECS|EKS|RDS|SQS|SNS|SSM|VPC|KMS|CNI|DB|ECR|EFS|EMR|SES|\w*\d\w*)$/;

/** `AMAZON_S3_FULL_ACCESS` of Python is AmazonS3FullAccess. */
function policyName(constant: string): string {
  if (!/^[A-Z0-9]+(?:_[A-Z0-9]+)+$/.test(constant)) return constant;
  const words = constant
    .split('_')
    .map((word) => (CAPITALS.test(word) ? word : word[0]! + word.slice(1).toLowerCase()));
  return words.join('');
}

/** What stands for a resource whatever the variable is called that holds it: `${logs.arn}` of `new aws.s3.Bucket('logs')`. */
export function pulumiText(reading: FileReading, value: Value): string | null {
  const path = pathOf(value);
  if (path === null || !/^(?:@pulumi\/|pulumi_|github\.com\/pulumi\/pulumi-)/.test(path)) return null;
  const managed = /[./]iam\.ManagedPolic(?:y|ies)\.?(\w+)$/.exec(path)?.[1];
  if (managed !== undefined) return `arn:aws:iam::aws:policy/${policyName(managed)}`;
  // `network.SecurityRuleAccess.Allow`
  const member = value.kind === 'symbol' ? /[./][A-Z]\w*\.([A-Z]\w*)$/.exec(path)?.[1] : undefined;
  if (member !== undefined) return member.toLowerCase() === 'asterisk' ? '*' : member;
  const symbol = symbolOf(reading, value);
  return symbol === null ? null : `\${${symbol}}`;
}

function symbolOf(reading: FileReading, value: Value): string | null {
  if (value.kind === 'call')
    return value.node === null || terraformType(value.of) === null ? null : nameOf(reading, value.node);
  if (value.kind !== 'symbol' || value.receiver === null) return null;
  const of = symbolOf(reading, value.receiver);
  return of === null ? null : `${of}.${camelCase(value.name.slice(value.name.lastIndexOf('.') + 1))}`;
}
