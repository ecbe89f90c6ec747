import { defineLanguage } from './define.ts';

/** `go.mod` and `go.work`: a directive a line, or several in brackets. @see https://go.dev/ref/mod#go-mod-file */
export const goMod = defineLanguage({
  id: 'gomod',
  title: 'Go module file',
  grammar: '',
  inherits: [],
  extensions: [],
  fileNames: ['go.mod', 'go.work'],
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  hasLines: true,
  textsSaid: goModuleTexts,
});

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

/** `module`, `use` (folders, a line each) and for each replacement by a folder `replace <module>`. */
export function goModuleTexts(text: string): Readonly<Record<string, string>> {
  const said = new Map<string, string>();
  let verb: string | null = null;
  for (const line of text.split('\n')) {
    const read = readGoDirective(line, verb);
    verb = read.verb;
    const [first, ...rest] = read.directive?.words ?? [];
    if (read.directive === null || first === undefined) continue;
    if (read.directive.verb === 'module') said.set('module', first);
    if (read.directive.verb === 'use') said.set('use', [said.get('use'), first].filter(Boolean).join('\n'));
    const target = rest[rest.indexOf('=>') + 1];
    if (
      read.directive.verb === 'replace' &&
      rest.includes('=>') &&
      target !== undefined &&
      /^\.{1,2}(?:\/|$)/.test(target)
    )
      said.set(`replace ${first}`, target);
  }
  return Object.fromEntries(said);
}
