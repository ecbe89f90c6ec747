import type { LanguageId } from '../../model/syntax.ts';
import { defineEmbedded, type Embedded, type Span } from './define.ts';
import { blank, createOverlay, type Overlay } from './overlay.ts';
import { codeInMarkup, type ScriptTag, type TemplateDialect } from './template-code.ts';

/** UTF-16 units: a page that is larger was generated. */
const MAX_LENGTH = 1_000_000;

/** `v-for="user in users"`: what is behind the word. */
const VUE_LOOP = /^[\s\S]*?\s(?:in|of)\s+(?=\S)/;
const VUE_MARKUP = /^(?:v-html|(?::|v-bind:|\.)(?:inner-?html|outer-?html|srcdoc)(?:\.prop)?)$/i;

/**
 * Components and pages: their scripts, and the code in their markup.
 *
 * @see https://vuejs.org/guide/essentials/template-syntax.html, https://svelte.dev/docs/svelte/basic-markup,
 *   https://docs.astro.build/en/basics/astro-syntax/ (2026-11)
 */
const DIALECTS: Readonly<Record<string, TemplateDialect>> = {
  '.vue': {
    holes: 'double',
    quoted(name) {
      if (/^(?:@|v-on:|on[a-z]+$)/.test(name)) return 'statements';
      if (VUE_MARKUP.test(name)) return 'markup';
      if (!/^(?::|v-)/.test(name) || /^v-(?:slot|else$|pre|once|cloak|for$)/.test(name)) return null;
      return 'value';
    },
    loop: (name) => (name === 'v-for' ? VUE_LOOP : null),
  },
  '.svelte': { holes: 'braces', quoted: () => null, loop: () => null },
  '.astro': { holes: 'braces', quoted: () => null, loop: () => null, hasFrontMatter: true, markup: 'set:html' },
};

/** Of every other kind only what a browser runs. */
const PAGE: TemplateDialect = {
  holes: null,
  quoted: (name) => (/^on[a-z]+$/i.test(name) ? 'statements' : null),
  loop: () => null,
};
const IS_PAGE = /\.x?html?$/i;
/** What a server or a framework puts into a page before anybody gets it. */
const FILLED_IN = /\{\{|\{%|<%|<\?(?:php|=)|\bth:\w+=/;
const FILLING = /\{\{[\s\S]*?\}\}|<%=[\s\S]*?%>|\{%[\s\S]*?%\}|<%[\s\S]*?%>|<\?[\s\S]*?\?>/g;

export const components = defineEmbedded({
  id: 'components',
  hosts: ['markup'],
  read(path, text) {
    if (text.length > MAX_LENGTH) return null;
    const extension = path.slice(path.lastIndexOf('.')).toLowerCase();
    const dialect = Object.hasOwn(DIALECTS, extension) ? DIALECTS[extension]! : PAGE;
    const isFilled = dialect === PAGE && (!IS_PAGE.test(path) || FILLED_IN.test(text));
    const overlay = createOverlay(text);
    const unended: Span[] = [];
    const languages = new Set<LanguageId>(dialect.hasFrontMatter === true ? ['typescript'] : []);
    let isAll = !isFilled && !/<template\b[^>]*\blang\s*=\s*["'](?!html)/.test(text);
    for (const found of codeInMarkup(text, dialect)) {
      const { span } = found;
      const code = text.slice(span.start, span.end);
      if (code.trim() === '') continue;
      if (found.kind === 'unended') unended.push(span);
      else if (found.kind === 'piece') overlay.piece(span, found.use, isFilled ? filled(code) : code);
      else {
        const language = languageOf(found.tag);
        if (language === null) isAll &&= NO_CODE.test(typeOf(found.tag));
        else {
          languages.add(language);
          // What is filled in may be anything: such a script is a piece like others.
          if (isFilled) overlay.piece(span, 'code', filled(code));
          else overlay.put(span.start - 1, `;${code};`);
        }
      }
    }
    return { ...toEmbedded(overlay, languages, isAll && unended.length === 0), unended };
  },
});

/** With a word where a value is put in, and blanks where something else is: all branches are read one after the other. */
function filled(code: string): string {
  return code.replace(FILLING, (filling) =>
    /^(?:\{\{|<%=)/.test(filling) ? filling.replace(/[^\r\n]/g, '_') : blank(filling),
  );
}

function toEmbedded(overlay: Overlay, languages: ReadonlySet<LanguageId>, isAll: boolean): Embedded {
  if (overlay.isEmpty()) return { codes: [], isAll };
  // One scope, one text: what is typed anywhere is read as typed.
  const language = ['tsx', 'typescript'].find((each) => languages.has(each)) ?? 'javascript';
  return { codes: [{ language, text: overlay.text(), pieces: overlay.pieces }], isAll };
}

const SCRIPT_TYPES: Readonly<Record<string, LanguageId>> = {
  '': 'javascript',
  module: 'javascript',
  js: 'javascript',
  jsx: 'javascript',
  javascript: 'javascript',
  'text/javascript': 'javascript',
  'application/javascript': 'javascript',
  'text/ecmascript': 'javascript',
  'text/babel': 'javascript',
  'text/jsx': 'javascript',
  ts: 'typescript',
  typescript: 'typescript',
  'text/typescript': 'typescript',
  tsx: 'tsx',
};
/** Data and templates: nothing of it runs by itself. */
const NO_CODE = /json|importmap|speculationrules|template|handlebars|mustache|x-tmpl|x-shader|html|plain|markdown|xml/;

function typeOf({ language, type }: ScriptTag): string {
  return (language ?? type ?? '').toLowerCase().split(';')[0]!.trim();
}

function languageOf(tag: ScriptTag): LanguageId | null {
  const type = typeOf(tag);
  return Object.hasOwn(SCRIPT_TYPES, type) ? SCRIPT_TYPES[type]! : null;
}
