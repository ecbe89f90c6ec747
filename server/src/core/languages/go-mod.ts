import { readGoDirective } from '../text/go-directive.ts';
import { defineLanguage } from './define.ts';
import { readLines } from './lines.ts';

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
  readTree: readLines,
  textsSaid: goModuleTexts,
});

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
