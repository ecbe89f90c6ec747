import type { Fact } from '../../model/fact.ts';
import type { Act } from '../../model/passage.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Reading } from '../define.ts';

/** Facts that a route which anybody can call must not lead to, in words. Null: it may. */
function privilegeOf({ kind, action, detail, resource, qualifiers }: Fact): string | null {
  switch (kind) {
    case 'permission.process':
      return `a program is run${resource.norm === 'dynamic' ? '' : ` (\`${resource.norm.slice(0, 60)}\`)`}`;
    case 'permission.runtime':
      return action === 'eval' && resource.norm !== 'fixed' ? 'text is run as code' : null;
    case 'permission.filesystem':
      return action === 'delete' ? 'files are deleted' : null;
    case 'permission.database':
      if (action === 'delete') return `rows of \`${resource.norm}\` are deleted`;
      return action === 'ddl' || action === 'grant'
        ? `the structure or the rights of \`${resource.norm}\` are changed`
        : null;
    case 'permission.cloud': {
      const isStrong =
        detail?.accessLevel?.includes('Permissions management') === true || detail?.risk?.includes('PrivEsc') === true;
      const isDeletion = /(?::|\.|\/)(?:Delete|Terminate|Remove|Destroy|Purge)\w*|\.delete$|\/delete$/i.test(action);
      return isStrong || isDeletion ? `\`${action}\` is needed` : null;
    }
    case 'permission.grant':
      return qualifiers?.['effect'] === 'Deny' ? null : `\`${action}\` is given`;
    case 'identity.provisioning':
      return `${action.replace('-', ' ')} (\`${resource.norm}\`)`;
    default:
      return null;
  }
}

/** Acts by what facts say of a file: those that are known already are marked, others are added. */
export function privileges(
  { unit }: Reading,
  facts: readonly Fact[],
  known: Act[],
  holderOf: (node: SyntaxNode) => string,
): readonly Act[] {
  const asked = facts.flatMap((fact) => {
    const words = privilegeOf(fact);
    return words === null ? [] : [{ fact, words }];
  });
  if (asked.length === 0) return [];
  const nodes = new Map<string, SyntaxNode>();
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      const { start } = unit.rangeOf(node);
      nodes.set(`${start.line}:${start.character}`, node);
    }
  return asked.flatMap(({ fact, words }): readonly Act[] => {
    const { start } = fact.provenance.range;
    // An act that is told at its caller stands where it is done.
    if (fact.detail?.via === 'transitive') return [];
    const node = nodes.get(`${start.line}:${start.character}`);
    if (node === undefined) return [];
    const at = known.findIndex(({ facts: ids }) => ids.includes(fact.id));
    if (at !== -1 && known[at]!.kind !== 'egress') {
      known[at] = { ...known[at]!, privilege: words };
      return [];
    }
    return [
      {
        kind: 'privilege',
        norm: `${fact.kind} ${fact.action}`,
        words,
        range: fact.provenance.range,
        within: holderOf(node),
        facts: [fact.id],
        tier: fact.confidence.tier,
        privilege: words,
      },
    ];
  });
}
