import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { textAt } from './paths.ts';

/** `settings:manage`, `users.get_all`. */
const SCOPE = /^[a-z][\w-]{0,40}[:.][a-z*][\w*:.-]{0,40}$/i;

/** `pm(handleUpdate, "settings:manage")`: a handler that is wrapped together with names of permissions, whatever wraps it. */
export function wrappedScope(reading: FileReading, args: readonly SyntaxNode[]): readonly Alternative[] | null {
  const [handler, ...rest] = args;
  if (handler === undefined || rest.length === 0 || !/^(?:name|member)$/.test(handler.kind)) return null;
  const texts = rest.map((arg) => (arg.kind === 'string' ? textAt(reading, arg) : null));
  if (texts.some((text) => text === null || !SCOPE.test(text))) return null;
  return texts.map((text) => ({ kind: 'scope', value: text!.toLowerCase() }));
}
