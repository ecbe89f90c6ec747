import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { entriesIn } from '../grants/declarations.ts';
import { principalsIn } from '../grants/principals.ts';
import { usesPulumi } from '../grants/pulumi.ts';
import { PROGRAMS, resourceAround, subjectOfResource } from '../grants/resources.ts';
import { statementSites } from '../grants/statement.ts';

const TRUST = /^(?:@pulumi\/aws|pulumi_aws)[./]iam\.(?:assumeRolePolicyForPrincipal|assume_role_policy_for_principal)$/;

/**
 * What programs of Pulumi grant in ways of their own. What resources grant is read as Terraform's, and policies as JSON.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/ (7.x, 2026-11)
 */
export const pulumi = defineExtractor({
  id: 'pulumi',
  kinds: ['permission.grant'],
  languages: PROGRAMS,
  *extract(reading) {
    if (!usesPulumi(reading)) return;
    for (const call of reading.unit.ofKind('call'))
      if (TRUST.test(reading.resolver.calleeOf(call) ?? '')) yield* trust(reading, call);
  },
});

/** `aws.iam.assumeRolePolicyForPrincipal({ Service: 'lambda.amazonaws.com' })` */
function* trust(reading: Reading, call: SyntaxNode): Generator<Site> {
  const given = reading.resolver.argumentsOf(call)[0];
  const value = given?.value();
  const resource = resourceAround(reading, call);
  const principals = principalsIn(reading, given?.node ?? null);
  // Where the one who may come is named.
  const [entry] = value?.kind === 'object' ? entriesIn(reading, value.node) : [];
  const node = entry?.[1] ?? given?.node ?? call;
  yield* statementSites({
    effect: 'Allow',
    actions: principals.length === 0 ? [] : [{ node, text: 'sts:AssumeRole' }],
    resources: [],
    principals,
    subject: resource === null ? reading.subjectOf(call) : subjectOfResource(resource),
    tier: 'resolved',
  });
}
