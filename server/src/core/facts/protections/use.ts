import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { splitWords } from '../../text/words.ts';
import { keepsValue, passesOn } from '../data-sanitizers.ts';
import type { Reading } from '../define.ts';
import { keyText } from '../objects.ts';
import type { Unit } from '../unit.ts';

/** Nodes between a value and what it is used for. */
const MAX_STEPS = 25;
const ENCODES =
  /^(?:digest|hexdigest|update|final|toString|decode|encode|hex|base64|b64encode|EncodeToString|Sum|Write|to_s|format)$/;

/** What is done with a value, in words that stay when the value is written otherwise: `key:ssn`, `argument:info`, `return`. */
export function useOf(reading: Pick<Reading, 'unit'>, node: SyntaxNode): string | null {
  const { unit } = reading;
  if (node.kind === 'shorthand') return named('key', unit.textOf(node));
  let at = node;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const { parent } = at;
    if (parent === null) return null;
    switch (parent.kind) {
      case 'entry':
        return at.role === 'entry.value' ? named('key', keyText(reading as Reading, parent)) : null;
      case 'keyword':
        return named('key', textOf(unit, childOf(parent, 'keyword.name')));
      case 'assign':
        return at.role === 'assign.value' ? ofTarget(unit, childOf(parent, 'assign.target')) : null;
      case 'return':
        return 'return';
      case 'function':
        return at.role === 'function.body' ? 'return' : null;
      case 'call':
      case 'new': {
        if (at.role === 'call.callee') break;
        const method = lastName(unit, childOf(parent, 'call.callee'));
        const setter = /^set_?([A-Z_]\w*)$/.exec(method);
        if (setter !== null) return named('key', setter[1]!);
        // `[]byte(ssn)` is a conversion.
        if (method !== '' && !passesOn(method, null) && !keepsValue(method) && !ENCODES.test(method))
          return named('argument', method);
        break;
      }
      case 'member':
      case 'await':
      case 'other':
      case 'spread':
      case 'template':
      case 'array':
      case 'binary':
      case 'if':
      case 'index':
      case 'object':
        break;
      default:
        return null;
    }
    at = parent;
  }
  return null;
}

function ofTarget(unit: Unit, target: SyntaxNode | null): string | null {
  if (target === null) return null;
  // `sealed, err := seal(ssn)`
  if (target.kind === 'name' || target.kind === 'array' || target.kind === 'pattern') return 'variable';
  const key = childOf(target, 'member.property') ?? childOf(target, 'index.key');
  if (key === null) return null;
  return named('key', key.kind === 'string' ? unit.language.readString(unit.textOf(key)) : unit.textOf(key));
}

function named(kind: string, name: string | null): string | null {
  return name === null || name.length > 60 ? null : `${kind}:${splitWords(name).join('-')}`;
}

function textOf(unit: Unit, node: SyntaxNode | null): string | null {
  return node === null ? null : unit.textOf(node);
}

/** `create` of `prisma.user.create`. */
export function lastName(unit: Unit, callee: SyntaxNode | null): string {
  const last = callee?.kind === 'member' ? childOf(callee, 'member.property') : callee;
  return last === null || last === undefined || last.end - last.start > 60 ? '' : unit.textOf(last);
}

/** The name that a value is read by: `email` of `user.email`, `row["email"]` and `user.getEmail()`. */
export function terminalName(unit: Unit, node: SyntaxNode): string | null {
  switch (node.kind) {
    case 'name':
    case 'shorthand':
      return unit.textOf(node);
    case 'member':
      return textOf(unit, childOf(node, 'member.property'));
    case 'index': {
      const key = childOf(node, 'index.key');
      return key?.kind === 'string' ? unit.language.readString(unit.textOf(key)) : null;
    }
    case 'call':
      return lastName(unit, childOf(node, 'call.callee')).replace(/^get_?(?=[A-Z_])/, '') || null;
    case 'await':
    case 'other':
      return node.children.length === 1 ? terminalName(unit, node.children[0]!) : null;
    default:
      return null;
  }
}
