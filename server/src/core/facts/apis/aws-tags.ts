import { rowOf } from '../../text/row-of.ts';
import type { AwsService } from './aws-services.ts';

/**
 * What is needed to give tags to what an operation makes, by service, where the right to make it is not enough.
 * @see the `Tags` parameters in each service's API reference, and its page in the Service Authorization Reference (2026-11)
 */
const TAGGING: Readonly<Record<string, string>> = {
  acm: 'AddTagsToCertificate',
  cloudwatch: 'TagResource',
  dynamodb: 'TagResource',
  ec2: 'CreateTags',
  ecr: 'TagResource',
  ecs: 'TagResource',
  elasticache: 'AddTagsToResource',
  elasticfilesystem: 'TagResource',
  elasticloadbalancing: 'AddTags',
  events: 'TagResource',
  firehose: 'TagDeliveryStream',
  kms: 'TagResource',
  lambda: 'TagResource',
  logs: 'TagResource',
  rds: 'AddTagsToResource',
  secretsmanager: 'TagResource',
  sns: 'TagResource',
  sqs: 'TagQueue',
  ssm: 'AddTagsToResource',
  states: 'TagResource',
};

/** IAM has an action for each kind of what it tags. */
const IAM_TAGGING: Readonly<Record<string, string>> = {
  CreateInstanceProfile: 'TagInstanceProfile',
  CreateOpenIDConnectProvider: 'TagOpenIDConnectProvider',
  CreatePolicy: 'TagPolicy',
  CreateRole: 'TagRole',
  CreateSAMLProvider: 'TagSAMLProvider',
  CreateUser: 'TagUser',
  CreateVirtualMFADevice: 'TagMFADevice',
  UploadServerCertificate: 'TagServerCertificate',
};

const MAKES =
  /^(?:Allocate|Copy|Create|Import|Provision|Publish|Purchase|Put|Register|Request|Restore|Run|Start|Upload)/;

/** The action that an operation needs beside its own when it is given tags; null when none. */
export function taggingAction({ prefix }: AwsService, operation: string): string | null {
  // `CreateTags` of EC2 is the tagging itself.
  if (!MAKES.test(operation) || operation === 'CreateTags') return null;
  const action = prefix === 'iam' ? rowOf(IAM_TAGGING, operation) : rowOf(TAGGING, prefix);
  return action === undefined ? null : `${prefix}:${action}`;
}
