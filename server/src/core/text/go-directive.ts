export interface GoDirective {
  readonly verb: string;
  readonly words: readonly string[];
  /** What stands behind `//`. */
  readonly comment: string;
}

/** One line of a module file. `verb`: that of the bracket around it, else null. `opens`: the bracket that it opens. */
export function readGoDirective(
  line: string,
  verb: string | null,
): { readonly directive: GoDirective | null; readonly verb: string | null } {
  const [code = '', ...rest] = line.split('//');
  const words = code
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/^(["`])(.*)\1$/, '$2'));
  const [first] = words;
  if (first === undefined) return { directive: null, verb };
  if (verb !== null && first === ')') return { directive: null, verb: null };
  if (verb === null && words[1] === '(') return { directive: null, verb: first };
  const comment = rest.join('//').trim();
  return verb === null
    ? { directive: { verb: first, words: words.slice(1), comment }, verb }
    : { directive: { verb, words, comment }, verb };
}
