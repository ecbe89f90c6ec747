import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Binding, Scopes } from '../scopes.ts';
import type { Unit } from '../unit.ts';

const FILLS =
  /^(?:Decode|Unmarshal|Bind(?:JSON|Query|XML|Uri|YAML|Header|With)?|ShouldBind(?:JSON|Query|XML|Uri|YAML|Header|With)?|BodyParser|QueryParser|Scan|ReadJSON|DecodeJSONBody|NewDecoder)$/;

/** What fills a variable that is given by its address: `json.NewDecoder(r.Body).Decode(&in)`, `c.BindJSON(&in)`. */
export function readFilled(unit: Unit, scopes: Scopes): (binding: Binding) => readonly SyntaxNode[] {
  const filled = new Map<SyntaxNode, SyntaxNode[]>();
  if (unit.language.id !== 'go') return () => [];
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const property = callee === null ? null : childOf(callee, 'member.property');
    if (callee === null || property === null || !FILLS.test(unit.textOf(property))) continue;
    const args = childrenOf(call, 'call.argument');
    // The address of a name is read as the name.
    const target = args.find((arg) => arg.kind === 'name' && unit.tree.text[arg.start - 1] === '&') ?? args.at(-1);
    if (target?.kind !== 'name') continue;
    const binding = scopes.lookUp(unit.textOf(target), target);
    if (binding === null) continue;
    const from = [...args.filter((arg) => arg !== target), childOf(callee, 'member.object')].flatMap((each) =>
      each === null ? [] : [each],
    );
    const isBound = /^(?:Should)?Bind|Parser$/.test(unit.textOf(property));
    filled.set(binding.node, [...(filled.get(binding.node) ?? []), ...(isBound ? [callee] : from)]);
  }
  return (binding) => filled.get(binding.node) ?? [];
}
