import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { toolsIn } from '../tools/registrations.ts';

const APPROVAL =
  /\b(?:needsApproval|needs_approval|requireApproval|require_approval|requiresConfirmation|requires_confirmation|require_confirmation|human_in_the_loop|requires_approval)\s*[:=]\s*(?!\s*(?:false|False|['"]never['"]))/;

/** Somebody says yes before the tool is called. */
export function isAskedBefore({ unit }: FileReading, registration: SyntaxNode): boolean {
  const { parent } = registration;
  const wrapper = parent?.kind === 'new' ? childOf(parent, 'call.callee') : null;
  // `new ApprovalRequiredAIFunction(AIFunctionFactory.Create(Send))`
  if (wrapper !== null && /^ApprovalRequired\w+$/.test(unit.textOf(wrapper))) return true;
  return APPROVAL.test(unit.textOf(registration).slice(0, 4_000));
}

/** What models know a tool by. */
export function nameOfTool(reading: FileReading, fn: SyntaxNode, registration: SyntaxNode): string {
  const { unit, resolver } = reading;
  const said = toolsIn(reading).get(fn)?.name ?? null;
  if (said !== null) return said;
  if (registration.kind === 'class') return nameOfClass({ unit, resolver }, registration);
  const own = childOf(fn, 'function.name');
  if (unit.language.id === 'python' && own !== null) return unit.textOf(own);
  const [first] = childrenOf(registration, 'call.argument');
  const given = first === undefined ? null : resolver.valueOf(first);
  if (given?.kind === 'text') return given.text;
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

/** `name: str = "shell"` in its body, else what the class is called. */
function nameOfClass({ unit, resolver }: Pick<FileReading, 'unit' | 'resolver'>, owner: SyntaxNode): string {
  const body = childOf(owner, 'class.body') ?? owner;
  for (const each of body.children) {
    const key = childOf(each, 'assign.target') ?? childOf(each, 'field.name');
    const value = childOf(each, 'assign.value') ?? childOf(each, 'field.value') ?? childOf(each, 'field.default');
    if (key === null || value === null || unit.textOf(key) !== 'name') continue;
    const said = resolver.valueOf(value);
    if (said.kind === 'text') return said.text;
  }
  const name = childOf(owner, 'class.name');
  return name === null ? 'a tool' : unit.textOf(name);
}
