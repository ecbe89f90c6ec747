import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineExtractor, type Site } from '../define.ts';
import { known } from '../to-fact.ts';

/** Modules that code imports from an address. */
export const addressImports = defineExtractor({
  id: 'address-imports',
  kinds: ['supply-chain.remote-code'],
  languages: ['javascript', 'typescript', 'tsx'],
  *extract(reading) {
    const { unit, resolver } = reading;
    if (!unit.tree.text.includes('https://') && !unit.tree.text.includes('http://')) return;
    for (const kind of ['import', 'export'] as const)
      for (const node of unit.ofKind(kind)) {
        const module = childOf(node, `${kind}.module`);
        if (module !== null) yield* site(node, unit.language.readString(unit.textOf(module)) ?? '');
      }
    for (const call of unit.ofKind('call')) {
      const value = resolver.calleeOf(call) === 'import' ? resolver.argumentsOf(call)[0]?.value() : undefined;
      if (value?.kind === 'text') yield* site(call, value.text);
    }
  },
});

function* site(node: SyntaxNode, address: string): Generator<Site> {
  const host = /^https?:\/\/([\w.-]+(?::\d+)?)\//i.exec(address)?.[1]?.toLowerCase();
  if (host === undefined) return;
  yield {
    kind: 'supply-chain.remote-code',
    action: 'import',
    resource: { kind: 'host', value: known(host), norm: host },
    node,
    evidence: [{ node, role: 'import' }],
    tier: 'proven',
    why: [`\`${address.slice(0, 120)}\` is fetched and becomes part of the program.`],
  };
}
