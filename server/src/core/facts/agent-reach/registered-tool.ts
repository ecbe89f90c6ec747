import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';

const APPROVAL =
  /\b(?:needsApproval|needs_approval|requireApproval|require_approval|requiresConfirmation|requires_confirmation|require_confirmation|human_in_the_loop|requires_approval)\s*[:=]\s*(?!\s*(?:false|False|['"]never['"]))/;

/** Somebody says yes before the tool is called. */
export function isAskedBefore({ unit }: FileReading, registration: SyntaxNode): boolean {
  return APPROVAL.test(unit.textOf(registration).slice(0, 4_000));
}

/** What models know a tool by. */
export function nameOfTool({ unit, resolver }: FileReading, fn: SyntaxNode, registration: SyntaxNode): string {
  const own = childOf(fn, 'function.name');
  if (unit.language.id === 'python' && own !== null) return unit.textOf(own);
  const [first] = childrenOf(registration, 'call.argument');
  const said = first === undefined ? null : resolver.valueOf(first);
  if (said?.kind === 'text') return said.text;
  const named = first?.kind === 'object' ? resolver.entriesOf(first).get('name') : undefined;
  const value = named === undefined ? null : resolver.valueOf(named);
  if (value?.kind === 'text') return value.text;
  const holder = enclosing(registration, 'entry', 'assign', 'function');
  const key =
    holder === null || holder.kind === 'function'
      ? null
      : (childOf(holder, 'entry.key') ?? childOf(holder, 'assign.target'));
  return key === null
    ? 'a tool'
    : unit
        .textOf(key)
        .replaceAll(/^["']|["']$/g, '')
        .slice(0, 80);
}
