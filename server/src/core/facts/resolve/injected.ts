import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { pathOf, type Value } from '../value.ts';

/** Annotations that give a field or parameter the value of a setting. */
const SETTINGS = new Set([
  'org.springframework.beans.factory.annotation.Value',
  'org.eclipse.microprofile.config.inject.ConfigProperty',
  'io.micronaut.context.annotation.Value',
]);

/** `@Value("${app.bucket:uploads}") String bucket`: the setting `app.bucket`, read from the environment and files. */
export function injectedText(valueOf: (node: SyntaxNode) => Value, owner: SyntaxNode): Value | null {
  for (const decorator of owner.children) {
    const call = decorator.kind === 'decorator' ? decorator.children[0] : undefined;
    const callee = call?.kind === 'call' ? childOf(call, 'call.callee') : null;
    if (callee === null || call === undefined || !SETTINGS.has(pathOf(valueOf(callee)) ?? '')) continue;
    const argument = childOf(call, 'call.argument');
    const node = argument?.kind === 'keyword' ? childOf(argument, 'keyword.value') : argument;
    const value = node === null ? null : valueOf(node);
    if (value?.kind !== 'text') continue;
    const [, name = value.text, fallback] = /^\$\{([^:}]+)(?::([^}]*))?\}$/.exec(value.text) ?? [];
    if (/[#$]\{/.test(name)) continue;
    return { kind: 'environment', name, fallback: fallback === undefined ? null : { kind: 'text', text: fallback } };
  }
  return null;
}
