import type { SyntaxNode } from '../../model/syntax.ts';
import { descendants } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { symbolicText, symbolicTexts } from '../grants/expressions.ts';
import { managedPolicySite } from '../grants/managed-policies.ts';
import { networkRuleSites } from '../grants/network-rules.ts';
import { documentStatement, isDocumentStatement } from '../grants/policy-documents.ts';
import { resourcesOf, subjectOfResource, type CloudResource } from '../grants/resources.ts';
import { isEveryAddress } from '../orders/addresses.ts';
import { entriesIn } from '../grants/declarations.ts';

/** What a module is handed that looks like a grant. What the module does with it stands elsewhere: a pattern, no proof. */
export const terraformModules = defineExtractor({
  id: 'terraform-modules',
  kinds: ['permission.grant'],
  languages: ['terraform', 'json'],
  *extract(reading) {
    for (const resource of resourcesOf(reading)) if (resource.type === 'module') yield* argumentsOf(reading, resource);
  },
});

/** Nodes of one module that are looked at. */
const MAX_NODES = 5_000;

function* argumentsOf(reading: Reading, resource: CloudResource): Generator<Site> {
  const subject = subjectOfResource(resource);
  let left = MAX_NODES;
  for (const node of descendants(resource.body)) {
    if (left === 0) return;
    left -= 1;
    if (node.kind === 'object' && isDocumentStatement(reading, node))
      yield* documentStatement(reading, node, subject, 'pattern');
    else if (node.kind === 'string' && node.role !== 'entry.key' && isManagedPolicy(reading, node))
      yield managedPolicySite(node, symbolicText(reading, node) ?? '', subject, 'pattern');
  }
  for (const [key, value] of entriesIn(reading, resource.body)) {
    if (!/(?:ingress|allowed|source|public_access|whitelist|allow)\w*(?:cidr|ips?|ranges?)/.test(key)) continue;
    const from = symbolicTexts(reading, value).filter(({ text }) => isEveryAddress(text));
    yield* networkRuleSites({ from, ports: [key], subject, node: value, tier: 'pattern' });
  }
}

function isManagedPolicy({ unit }: Reading, node: SyntaxNode): boolean {
  return node.end - node.start < 200 && /^"arn:[\w-]+:iam::aws:policy\//.test(unit.textOf(node));
}
