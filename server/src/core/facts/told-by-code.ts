import type { Fact, FactKind } from '../model/fact.ts';
import type { Range } from '../model/text.ts';

/** What a definition says of code within it by its words, and code that was read says more exactly. */
const REACHES: Readonly<Record<string, FactKind>> = {
  'starts programs': 'permission.process',
  'reads and writes files': 'permission.filesystem',
};

/** Facts of a definition without those that facts of the code in it tell at the same place. */
export function withoutTold(host: readonly Fact[], codes: readonly Fact[]): readonly Fact[] {
  if (codes.length === 0) return host;
  return host.filter((fact) => {
    const kind = kindOf(fact);
    return (
      kind === null ||
      !codes.some(
        (other) =>
          other.kind === kind &&
          (kind !== 'permission.network' || other.resource.norm === fact.resource.norm) &&
          isWithin(other.provenance.range, fact.provenance.range),
      )
    );
  });
}

function kindOf({ kind, action, resource }: Fact): FactKind | null {
  if (kind !== 'workflow.step') return null;
  if (action === 'connect') return 'permission.network';
  return action === 'code-reaches' && Object.hasOwn(REACHES, resource.norm) ? REACHES[resource.norm]! : null;
}

function isWithin(inner: Range, outer: Range): boolean {
  const isAfter =
    inner.start.line > outer.start.line ||
    (inner.start.line === outer.start.line && inner.start.character >= outer.start.character);
  const isBefore =
    inner.end.line < outer.end.line ||
    (inner.end.line === outer.end.line && inner.end.character <= outer.end.character);
  return isAfter && isBefore;
}
