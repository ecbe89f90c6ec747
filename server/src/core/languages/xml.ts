import { SaxesParser } from 'saxes';
import type { ReadTree } from '../model/language.ts';
import { createTreeBuilder } from '../text/tree-builder.ts';
import { defineLanguage } from './define.ts';

/** UTF-16 units, nodes, elements inside each other. */
const MAX_LENGTH = 2_000_000;
const MAX_NODES = 600_000;
const MAX_DEPTH = 1_000;
const MAX_ERRORS = 100;

/** The grammar of XML crashes in WASM, and a parser of our own would be one more: saxes is what jsdom reads XML with. */
export const xml = defineLanguage({
  id: 'xml',
  title: 'XML',
  grammar: '',
  inherits: [],
  extensions: ['.xml', '.plist', '.entitlements', '.csproj', '.fsproj', '.vbproj', '.props', '.targets', '.nuspec'],
  fileNames: ['packages.config', 'nuget.config', 'NuGet.config', 'NuGet.Config', 'NuGet.CONFIG'],
  readString: readXmlText,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  readTree: readElements,
});

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Entities that a document declares stay as they are written: they are how a small text becomes a huge one. */
function readXmlText(raw: string): string {
  return raw.replaceAll(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{1,8}));/g, (all, decimal, hex, name) => {
    const point = decimal === undefined ? parseInt(String(hex), 16) : Number(decimal);
    if (name !== undefined) return ENTITIES.get(String(name)) ?? all;
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}

/** As JSX is: an element is a call of its name, attributes are keywords, what stands in it are further arguments. */
function readElements(text: string): ReadTree {
  if (text.length > MAX_LENGTH)
    return notParsed('too-large', `The text has ${text.length} characters; up to ${MAX_LENGTH} are read.`);
  const { open, close, leaf, nodes } = createTreeBuilder(text.length);
  const errors: { start: number; end: number }[] = [];
  const parser = new SaxesParser({ position: true });
  let depth = 0;
  /** Behind what was read last: what is text begins there. */
  let last = 0;
  parser.on('error', () => {
    const at = Math.min(Math.max(parser.position - 1, 0), text.length);
    errors.push({ start: at, end: Math.min(at + 1, text.length) });
    // What has so many is no XML.
    if (errors.length === MAX_ERRORS) throw new Beyond('errors');
  });
  parser.on('opentagstart', ({ name }) => {
    const end = parser.position - 1;
    if (depth >= MAX_DEPTH) throw new Beyond('too-deep');
    if (nodes.length > MAX_NODES) throw new Beyond('too-large');
    depth += 1;
    open('call', depth === 1 ? null : 'call.argument', end - name.length - 1);
    leaf('name', 'call.callee', end - name.length, end);
  });
  parser.on('attribute', ({ name }) => {
    const end = parser.position - 1;
    if (nodes.length > MAX_NODES) throw new Beyond('too-large');
    // Without quotes it is an error that is told.
    if (text[end] !== '"' && text[end] !== "'") return;
    const start = text.lastIndexOf(text[end], end - 1) + 1;
    const equals = text.lastIndexOf('=', start);
    const nameEnd = text.slice(0, equals).trimEnd().length;
    open('keyword', null, nameEnd - name.length);
    leaf('name', 'keyword.name', nameEnd - name.length, nameEnd);
    leaf('string', 'keyword.value', start, end);
    close(end + 1);
  });
  parser.on('opentag', () => {
    last = parser.position;
  });
  parser.on('closetag', () => {
    depth -= 1;
    last = parser.position;
    close(last);
  });
  parser.on('comment', () => {
    last = parser.position + '>'.length;
  });
  parser.on('cdata', (data) => {
    const end = parser.position - ']]>'.length;
    leaf('string', 'call.argument', end - data.length, end);
    last = parser.position;
  });
  parser.on('text', (data) => {
    const start = last + (text.slice(last).search(/\S/) + 1) - 1;
    const end = text.indexOf('<', start);
    if (depth > 0 && data.trim() !== '' && start >= last && end > start)
      leaf('string', 'call.argument', start, start + text.slice(start, end).trimEnd().length);
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Beyond)) throw error;
    if (error.limit === 'too-deep') return notParsed(error.limit, `Elements nest deeper than ${MAX_DEPTH} levels.`);
    if (error.limit === 'too-large')
      return notParsed(error.limit, `The text has more than ${MAX_NODES} elements and attributes.`);
  }
  while (depth > 0) {
    depth -= 1;
    close(text.length);
  }
  return { kind: 'tree', nodes, errors };
}

type Limit = 'too-large' | 'too-deep' | 'errors';

class Beyond extends Error {
  readonly limit: Limit;
  constructor(limit: Limit) {
    super(limit);
    this.limit = limit;
  }
}

function notParsed(reason: 'too-large' | 'too-deep', message: string): ReadTree {
  return { kind: 'not-parsed', reason, message };
}
