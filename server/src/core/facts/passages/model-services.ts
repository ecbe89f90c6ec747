import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOfKind } from '../../text/tree.ts';
import { holderOfCall } from '../agent-reach/agents-made.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';

/** Makes an object whose methods ask a model, of an interface. @see https://docs.langchain4j.dev/tutorials/ai-services (1.9) */
const MAKES = /^dev\.langchain4j\.service\.AiServices\.(?:create|builder\(\)(?:\.\w+\(\))*\.build)$/;
const MARKED = /^@?(?:RegisterAiService|AiService)\b/;

interface Services {
  readonly holders: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
}

const servicesOf = oncePerUnit((reading: FileReading): Services => {
  const { unit, resolver } = reading;
  const holders = new Set<string>();
  const types = new Set<string>();
  if (!unit.tree.text.includes('AiService')) return { holders, types };
  for (const call of unit.ofKind('call')) {
    if (!MAKES.test(resolver.calleeOf(call) ?? '')) continue;
    const field = call.parent?.kind === 'field' ? childOf(call.parent, 'field.name') : null;
    const holder = field === null ? holderOfCall(reading, call) : unit.textOf(field);
    if (holder !== null) holders.add(holder);
  }
  for (const each of [...unit.ofKind('interface'), ...unit.ofKind('class')]) {
    const name = childOf(each, `${each.kind}.name`);
    if (name !== null && childrenOfKind(each, 'decorator').some((mark) => MARKED.test(unit.textOf(mark))))
      types.add(unit.textOf(name));
  }
  return { holders, types };
});

/** A method of such an object is called: a model answers. */
export function asksService(reading: FileReading, callee: SyntaxNode): boolean {
  const { holders, types } = servicesOf(reading);
  const object = holders.size + types.size === 0 || callee.kind !== 'member' ? null : childOf(callee, 'member.object');
  if (object === null) return false;
  const name = reading.unit.textOf(object).replace(/^this\./, '');
  if (holders.has(name)) return true;
  const binding = types.size === 0 ? null : reading.scopes.lookUp(name, object);
  const type = binding === null ? null : childOf(binding.node, `${binding.node.kind}.type`);
  return type !== null && types.has(reading.unit.textOf(type));
}
