import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { declaredName } from '../names.ts';
import { asText, keyText } from '../objects.ts';
import { defineRecordSource, record, type DeclaredField, type DeclaredRecord } from './define.ts';

/** Attributes that a class names in a list or a call: Eloquent's `$fillable`, `attr_accessor`, `field` of Mongoid, `Struct.new`. */
export const listedAttributes = defineRecordSource({
  id: 'listed-attributes',
  languages: ['php', 'ruby'],
  *records(reading) {
    if (reading.unit.language.id === 'php') yield* eloquent(reading);
    else yield* ruby(reading);
  },
});

function* eloquent(reading: Reading): Generator<DeclaredRecord> {
  const { unit, resolver } = reading;
  for (const field of unit.ofKind('field')) {
    const name = childOf(field, 'field.name');
    const value = childOf(field, 'field.value');
    const owner = enclosing(field, 'class');
    if (name === null || value?.kind !== 'array' || owner === null) continue;
    if (unit.textOf(name) !== 'fillable') continue;
    yield record(declaredName(unit, owner), texts(reading, value.children));
  }
  // Rules of a request say what it takes.
  for (const made of unit.ofKind('return')) {
    const fn = enclosing(made, 'function');
    const name = fn === null ? null : childOf(fn, 'function.name');
    const owner = fn === null ? null : enclosing(fn, 'class');
    if (name === null || owner === null || unit.textOf(name) !== 'rules') continue;
    const object = made.children[0];
    if (object?.kind !== 'object') continue;
    const fields = [...resolver.entriesOf(object)].flatMap(([key, value]): readonly DeclaredField[] => {
      const node = value.parent?.kind === 'entry' ? value.parent : value;
      const own = node.kind === 'entry' ? (keyText(reading, node) ?? key) : key;
      const isFlag = /['"|](?:boolean|accepted|array)\b/.test(unit.textOf(value));
      return own.includes('*')
        ? []
        : [{ name: own.slice(own.lastIndexOf('.') + 1), type: isFlag ? 'boolean' : null, node }];
    });
    yield record(declaredName(unit, owner), fields);
  }
}

const ATTRIBUTES = /^(?:attribute|attr_accessor|attr_reader|attr_writer|field|property|store_accessor|argument)$/;

function* ruby(reading: Reading): Generator<DeclaredRecord> {
  const { unit } = reading;
  const byClass = new Map<SyntaxNode, DeclaredField[]>();
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    if (callee === null) continue;
    const args = childrenOf(call, 'call.argument').filter((each) => each.kind === 'string');
    if (callee.kind === 'name' && ATTRIBUTES.test(unit.textOf(callee))) {
      const owner = classAround(call);
      if (owner === null) continue;
      const isOne = /^(?:attribute|field|property|argument)$/.test(unit.textOf(callee));
      const type = /\bboolean\b|Boolean/i.test(unit.textOf(call)) ? 'boolean' : null;
      const found = texts(reading, isOne ? args.slice(0, 1) : args).map((each) => ({ ...each, type, node: call }));
      // Each block is a record of its own: an event, a nested type.
      const part = enclosing(call, 'class', 'function') ?? owner;
      const known = byClass.get(part);
      if (known === undefined) byClass.set(part, [...found]);
      else known.push(...found);
    } else if (/^(?:Struct\.new|Data\.define)$/.test(unit.textOf(callee))) {
      yield record(declaredName(unit, call), texts(reading, args));
    }
  }
  for (const [part, fields] of byClass) {
    const owner = part.kind === 'class' ? part : enclosing(part, 'class');
    const name = owner === null ? null : declaredName(unit, owner);
    yield { ...record(name, fields), name: part === owner ? (name ?? '') : '' };
  }
}

/** A block in a class belongs to it, a method does not. */
function classAround(call: SyntaxNode): SyntaxNode | null {
  for (let at = enclosing(call, 'class', 'function'); at !== null; at = enclosing(at, 'class', 'function')) {
    if (at.kind === 'class') return at;
    if (childOf(at, 'function.name') !== null) return null;
  }
  return null;
}

function texts(reading: Reading, nodes: readonly SyntaxNode[]): readonly DeclaredField[] {
  return nodes.flatMap((node): readonly DeclaredField[] => {
    const name = asText(reading, node);
    return name === null ? [] : [{ name: name.replace(/^:/, ''), type: null, node }];
  });
}
