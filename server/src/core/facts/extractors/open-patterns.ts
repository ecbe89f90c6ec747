import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import { defineExtractor } from '../define.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { known } from '../to-fact.ts';

/** Paths that interceptors and filter chains let pass: `excludePathPatterns("/login")` of Spring MVC, `put("/login", "anon")` of Shiro. */
export const openPatterns = defineExtractor({
  id: 'open-patterns',
  kinds: ['identity.guard'],
  languages: ['java', 'kotlin'],
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || !/excludePathPatterns|"anon"/.test(unit.tree.text)) return;
    for (const call of unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      const name = callee?.kind === 'member' ? lastName(unit, callee) : null;
      const args = childrenOf(call, 'call.argument');
      const open: readonly SyntaxNode[] =
        name === 'excludePathPatterns'
          ? args.flatMap((arg) => [...descendants(arg)])
          : /^(?:put|addPathDefinition)$/.test(name ?? '') && args.length === 2 && unit.textOf(args[1]!) === '"anon"'
            ? args.slice(0, 1)
            : [];
      for (const node of open) {
        const path = node.kind === 'string' ? textAt(reading, node) : null;
        if (path === null || !path.startsWith('/')) continue;
        yield {
          kind: 'identity.guard',
          action: 'exempt',
          resource: { kind: 'listed', value: known(`${name}: ${path}`), norm: path },
          node,
          evidence: [{ node, role: 'guard' }],
          tier: 'pattern',
          why: ['What stands in front of all others lets this path pass.'],
          subject: reading.subjectOf(call),
          qualifiers: { condition: 'exempt' },
        };
      }
    }
  },
});
