import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { toolsIn } from '../tools/registrations.ts';
import type { Value } from '../value.ts';

/** Options by which a tool is only called when somebody says yes. Sources: documentation of the libraries, 2026-11. */
const APPROVAL = new Set([
  'needsApproval',
  'needs_approval',
  'requireApproval',
  'require_approval',
  'requiresConfirmation',
  'requires_confirmation',
  'requireConfirmation',
  'require_confirmation',
  'human_in_the_loop',
  'requires_approval',
]);

/** Somebody says yes before the tool is called. */
export function isAskedBefore(reading: FileReading, registration: SyntaxNode): boolean {
  const { parent } = registration;
  const wrapper = parent?.kind === 'new' ? childOf(parent, 'call.callee') : null;
  // `new ApprovalRequiredAIFunction(AIFunctionFactory.Create(Send))`
  if (wrapper !== null && /^ApprovalRequired\w+$/.test(reading.unit.textOf(wrapper))) return true;
  for (const [name, node] of optionsOf(reading, registration))
    if (APPROVAL.has(name) && !isOff(reading.resolver.valueOf(node))) return true;
  return false;
}

function isOff(value: Value): boolean {
  return (
    value.kind === 'null' ||
    (value.kind === 'boolean' && !value.value) ||
    (value.kind === 'text' && value.text === 'never')
  );
}

/** What is said of a tool where it is registered: `@tool(a=1)`, `tool({ a: 1 })`, `a = 1` in the body of its class. */
export function* optionsOf(
  { unit, resolver }: FileReading,
  registration: SyntaxNode,
): Generator<readonly [string, SyntaxNode]> {
  const [inner] = registration.kind === 'decorator' ? registration.children : [registration];
  if (inner?.kind === 'class')
    for (const each of (childOf(inner, 'class.body') ?? inner).children) {
      const said = memberSaid(each);
      if (said !== null) yield [unit.textOf(said.key), said.value];
    }
  if (inner?.kind !== 'call' && inner?.kind !== 'new') return;
  for (const { name, node, value } of resolver.argumentsOf(inner)) {
    if (name !== null && node !== null) yield [name, node];
    const given = name === null ? value() : null;
    if (given?.kind === 'object') yield* resolver.entriesOf(given.node);
  }
}

function memberSaid(member: SyntaxNode): { readonly key: SyntaxNode; readonly value: SyntaxNode } | null {
  const key = childOf(member, 'assign.target') ?? childOf(member, 'field.name');
  const value = childOf(member, 'assign.value') ?? childOf(member, 'field.value') ?? childOf(member, 'field.default');
  return key === null || value === null ? null : { key, value };
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
  const object = registration.kind === 'object' ? registration : first?.kind === 'object' ? first : null;
  const named = object === null ? undefined : resolver.entriesOf(object).get('name');
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
    const member = memberSaid(each);
    const said = member !== null && unit.textOf(member.key) === 'name' ? resolver.valueOf(member.value) : null;
    if (said?.kind === 'text') return said.text;
  }
  const name = childOf(owner, 'class.name');
  return name === null ? 'a tool' : unit.textOf(name);
}
