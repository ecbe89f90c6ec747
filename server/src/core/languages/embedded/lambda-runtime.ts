import type { LanguageId } from '../../model/syntax.ts';

/** Characters around the code of a function in which its runtime is said. */
const NEAR = 3_000;
/** `Runtime: nodejs20.x` of a template, `runtime: Runtime.PYTHON_3_12` of the CDK. */
const RUNTIME = /\bRuntime(?::\s*["']?|\.)(python|nodejs)/gi;

/** What a function is written in whose code stands between `start` and `end`: its runtime is the nearest. Null: none is said. */
export function runtimeNear(text: string, start: number, end: number): LanguageId | null {
  const from = Math.max(0, start - NEAR);
  const distance = ({ index }: RegExpExecArray): number =>
    Math.min(Math.abs(from + index - start), Math.abs(from + index - end));
  const places = [...text.slice(from, end + NEAR).matchAll(RUNTIME)];
  const nearest = places.toSorted((a, b) => distance(a) - distance(b))[0]?.[1]?.toLowerCase();
  return nearest === undefined ? null : nearest === 'python' ? 'python' : 'javascript';
}
