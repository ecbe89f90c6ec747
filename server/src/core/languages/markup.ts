import type { ReadTree } from '../model/language.ts';
import { readElements } from '../text/markup-elements.ts';
import { createTreeBuilder } from '../text/tree-builder.ts';
import { defineLanguage } from './define.ts';

/** UTF-16 units: a page that is larger was generated. */
const MAX_LENGTH = 1_000_000;

/** Pages and templates. Here only their inputs are read: what runs in them is code of other languages (`embedded/`), and what of that is not read counts as not judged; what they show without escaping it is read from their texts. */
export const markup = defineLanguage({
  id: 'markup',
  title: 'Markup',
  grammar: '',
  inherits: [],
  extensions: [
    '.html',
    '.htm',
    '.xhtml',
    '.vue',
    '.svelte',
    '.astro',
    '.erb',
    '.ejs',
    '.hbs',
    '.handlebars',
    '.mustache',
    '.njk',
    '.twig',
    '.ftl',
    '.liquid',
    '.jinja',
    '.jinja2',
    '.cshtml',
    '.razor',
    '.jsp',
    '.gohtml',
    '.heex',
    '.leex',
    '.eex',
    '.ftlh',
    '.j2',
    '.mako',
    '.pug',
    '.jade',
    '.haml',
    '.slim',
    '.jspx',
  ],
  fileNames: [],
  readString: (raw) => raw.replace(/^["']|["']$/g, ''),
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  isPartly: true,
  readTree: readInputs,
});

/** As JSX is: an element is a call of its name, attributes are keywords. */
function readInputs(text: string): ReadTree {
  const { open, close, leaf, nodes } = createTreeBuilder(text.length);
  for (const element of text.length > MAX_LENGTH ? [] : readElements(text)) {
    open('call', null, element.start);
    leaf('name', 'call.callee', element.start + 1, element.start + 1 + element.name.length);
    for (const { name, value } of element.attributes) {
      open('keyword', 'call.argument', name.start);
      leaf('property', 'keyword.name', name.start, name.end);
      if (value !== null) leaf('string', 'keyword.value', value.start, value.end);
      close(value?.end ?? name.end);
    }
    close(element.end);
  }
  return { kind: 'tree', nodes, errors: [] };
}
