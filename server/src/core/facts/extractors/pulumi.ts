import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { entriesIn } from '../grants/declarations.ts';
import { symbolicTexts } from '../grants/expressions.ts';
import { principalName } from '../grants/principals.ts';
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
  if (value?.kind !== 'object') return;
  for (const [kind, node] of entriesIn(reading, value.node)) {
    for (const { text } of symbolicTexts(reading, node)) {
      yield* statementSites({
        effect: 'Allow',
        actions: [{ node, text: 'sts:AssumeRole' }],
        resources: [],
        principals: [principalName(kind, text)],
        subject: resource === null ? reading.subjectOf(call) : subjectOfResource(resource),
        tier: 'resolved',
      });
    }
  }
}
