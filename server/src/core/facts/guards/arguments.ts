import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { constantsAt } from './paths.ts';

/** Texts among the arguments of a call: strings, lists of strings, enum members, values of an options object. */
export function textsOfArguments(reading: FileReading, call: SyntaxNode): readonly string[] | null {
  const texts: string[] = [];
  for (const { node } of reading.resolver.argumentsOf(call)) {
    if (node === null) continue;
    const known = node.kind === 'object' ? textsOfObject(reading, node) : (constantsAt(reading, node) ?? []);
    // Some take a list in one text: `'posts:read,posts:write'`.
    const parts = known.flatMap((text) => text.split(',').map((part) => part.trim()));
    texts.push(...parts.filter((text) => /^[\w:.*/ -]{1,60}$/.test(text)));
  }
  return texts.length === 0 ? null : texts;
}

/** Values of the keys that say who may: not those that say how to answer. */
function textsOfObject(reading: FileReading, object: SyntaxNode): readonly string[] {
  return [...reading.resolver.entriesOf(object)].flatMap(([key, value]) =>
    /^(?:roles?|permissions?|perms?|scopes?|scope|action|actions|resource|subject|requiredPermissions?|requiredScopes?|requiredRoles?|allowedRoles|any|all)$/.test(
      key,
    )
      ? (constantsAt(reading, value) ?? textsOfInner(reading, value))
      : [],
  );
}

/** `{ projects: ['update'] }` -> `projects:update`. */
function textsOfInner(reading: FileReading, node: SyntaxNode): readonly string[] {
  if (node.kind !== 'object') return [];
  return [...reading.resolver.entriesOf(node)].flatMap(([key, value]) =>
    (constantsAt(reading, value) ?? []).map((text) => `${key}:${text}`),
  );
}

/** The texts that a call gives for a parameter of the function it calls; null when they are not known. */
export function textsForParameter(
  reading: FileReading,
  call: SyntaxNode,
  index: number,
  isRest: boolean,
): readonly string[] | null {
  const positional = reading.resolver.argumentsOf(call).filter((arg) => arg.name === null);
  const wanted = isRest ? positional.slice(index) : positional.slice(index, index + 1);
  const texts: string[] = [];
  for (const { node } of wanted) {
    const known =
      node === null ? null : node.kind === 'object' ? textsOfObject(reading, node) : constantsAt(reading, node);
    if (known === null) return null;
    texts.push(...known);
  }
  return texts;
}

/** The text of a decorator, import or expression as people name it: `requireAdmin`, `passport.authenticate('jwt')`. */
export function shownName(reading: FileReading, node: SyntaxNode): string {
  const text = reading.unit.textOf(node).replace(/\s+/g, ' ').replace(/^@/, '');
  if (text.length <= 60) return text;
  const callee = node.kind === 'call' || node.kind === 'new' ? childOf(node, 'call.callee') : null;
  const head = callee === null ? null : reading.unit.textOf(callee).replace(/\s+/g, ' ');
  return head !== null && head.length <= 57 ? `${head}(…)` : `${text.slice(0, 59)}…`;
}
