import type { SyntaxNode } from '../model/syntax.ts';
import { camelCase } from '../text/camel-case.ts';
import { childOf } from '../text/tree.ts';
import type { FileReading } from './define.ts';
import { textOfValue } from './value.ts';

/** Reading of configuration, whatever it is written in: YAML, JSON, TOML and object literals lower to the same nodes. */

/** The object a document consists of; null for lists and scalars. */
export function documentObjects({ unit }: FileReading): readonly SyntaxNode[] {
  return unit.ofKind('object').filter((node) => {
    for (let at = node.parent; at !== null; at = at.parent)
      if (at.kind === 'object' || at.kind === 'array') return false;
    return true;
  });
}

/** The entry node of a key: for its place in the text. */
export function entryOf({ unit, resolver }: FileReading, object: SyntaxNode, key: string): SyntaxNode | null {
  const value = resolver.entriesOf(object).get(key);
  for (let at: SyntaxNode | null = value ?? null; at !== null; at = at.parent)
    if (at.kind === 'entry' || at.kind === 'shorthand') return at;
  return value === undefined || unit === undefined ? null : value;
}

/** In code `policy_arn` may be written `policyArn`. */
export function valueOfKey({ resolver, unit }: FileReading, object: SyntaxNode, key: string): SyntaxNode | null {
  const entries = resolver.entriesOf(object);
  const found = entries.get(key);
  if (found !== undefined || !unit.language.isCode) return found ?? null;
  const camel = camelCase(key);
  // Fields that others see begin with a capital in Go.
  const other = unit.language.returnsSeveral ? `${camel.charAt(0).toUpperCase()}${camel.slice(1)}` : camel;
  return entries.get(other) ?? null;
}

/** Follows names to an object node; null when it is none. */
export function asObject({ resolver }: FileReading, node: SyntaxNode | null): SyntaxNode | null {
  if (node === null) return null;
  const value = resolver.valueOf(node);
  return value.kind === 'object' ? value.node : null;
}

export function asText({ resolver, unit }: FileReading, node: SyntaxNode | null): string | null {
  if (node === null) return null;
  const value = resolver.valueOf(node);
  if (value.kind === 'boolean') return unit.textOf(node);
  return textOfValue(value);
}

/** One text or a list of texts, as nodes with their texts. Unknown items are left out. */
export function asTexts(
  reading: FileReading,
  node: SyntaxNode | null,
): readonly { readonly node: SyntaxNode; readonly text: string }[] {
  if (node === null) return [];
  const value = reading.resolver.valueOf(node);
  const nodes = value.kind === 'list' && value.node !== null ? value.node.children : [node];
  return nodes.flatMap((each) => {
    const text = asText(reading, each);
    return text === null ? [] : [{ node: each, text }];
  });
}

export function keyText({ unit }: FileReading, entry: SyntaxNode): string | null {
  const key = childOf(entry, 'entry.key');
  if (key === null) return null;
  return key.kind === 'string' ? unit.language.readString(unit.textOf(key)) : unit.textOf(key);
}

/** The object that an expression stands for, through names. */
export function objectMeant(reading: FileReading, node: SyntaxNode): SyntaxNode | null {
  const value = reading.resolver.valueOf(node);
  return value.kind === 'object' ? value.node : null;
}
