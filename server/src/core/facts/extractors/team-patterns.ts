import type { NodeKind, SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import type { CompiledPattern, Example } from '../patterns/compile.ts';
import { createMatcher, type Matcher } from '../patterns/match.ts';
import { known } from '../to-fact.ts';

/** Code that rules of the team describe by example. What stands for it in the code may be renamed: its key is the rule's. */
export const teamPatterns = defineExtractor({
  id: 'team-patterns',
  kinds: ['assurance.pattern'],
  languages: 'code',
  *extract(reading) {
    for (const pattern of reading.unit.patterns) yield* sitesOf(reading, pattern);
  },
});

function* sitesOf(reading: Reading, pattern: CompiledPattern): Generator<Site> {
  const matcher = createMatcher(reading.unit, reading.resolver);
  const seen = new Set<SyntaxNode>();
  for (const example of pattern.wanted) {
    for (const node of candidates(reading, example)) {
      if (seen.has(node) || !matcher.matchesAt(example, node) || isExcluded(matcher, pattern, node)) continue;
      seen.add(node);
      yield {
        kind: 'assurance.pattern',
        action: pattern.id,
        // The example and not the code: what was found may hold a secret, and findings are recorded.
        resource: { kind: 'code', value: known(example.text), norm: pattern.id },
        node,
        evidence: [{ node, role: 'call' }],
        tier: 'pattern',
        why: [`It looks like an example of rule "${pattern.id}".`],
        detail: { pattern: { message: pattern.message, tellsRemovals: pattern.tellsRemovals } },
      };
    }
  }
}

/** Nodes of the kind that the example begins with. Names and members may be imports of what it names. */
function candidates({ unit }: Reading, { nodes }: Example): readonly SyntaxNode[] {
  const kind = nodes[0]!.kind;
  const kinds: readonly NodeKind[] = kind === 'name' || kind === 'member' ? ['name', 'member'] : [kind];
  return kinds.flatMap((each) => unit.ofKind(each));
}

function isExcluded(matcher: Matcher, { excluded }: CompiledPattern, node: SyntaxNode): boolean {
  return excluded.some((example) => matcher.matchesAt(example, node));
}
