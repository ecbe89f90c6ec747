/** A language of templates: which files are written in it, and how a value is shown without being escaped. */
interface Engine {
  readonly id: string;
  readonly files: RegExp;
  /** The first group is the value. */
  readonly shows: readonly RegExp[];
  /** Where nothing in a part of the page is escaped. */
  readonly parts?: RegExp;
}

/** Sources: the documentation of each, 2026-11. Longest texts of a value are bounded, as nobody writes longer ones. */
const ENGINES: readonly Engine[] = [
  {
    id: 'jinja',
    files: /\.(?:html?|xhtml|jinja2?|j2|njk|nunjucks|twig|gohtml|tmpl|xml)$/i,
    shows: [
      /\{\{-?([^{}|]{1,300}(?:\|(?!\s{0,20}(?:safe|raw|safeHTML)\b)[^{}|]{1,80}){0,10})\|\s{0,20}(?:safe|raw|safeHTML)\b/g,
    ],
    parts: /\{%-?\s{0,20}autoescape\s{1,20}(?:off|false)\s{0,20}-?%\}/g,
  },
  {
    id: 'handlebars',
    files: /\.(?:hbs|handlebars|mustache)$/i,
    shows: [/\{\{\{~?([^{}]{1,300})\}\}\}/g, /\{\{~?\s{0,20}&([^{}]{1,300})\}\}/g],
  },
  { id: 'blade', files: /\.blade\.php$/i, shows: [/\{!!([^\n]{1,300}?)!!\}/g] },
  {
    id: 'razor',
    files: /\.(?:cshtml|razor|vbhtml)$/i,
    shows: [
      /\bHtml\.Raw\(([^()\n]{1,200}(?:\([^()\n]{0,200}\)[^()\n]{0,100})?)\)/g,
      /\(MarkupString\)\s{0,20}\(?([\w.!?[\]"]{1,200})/g,
      /\bnew\s{1,20}(?:HtmlString|MarkupString)\(([^()\n]{1,200})\)/g,
    ],
  },
  {
    id: 'thymeleaf',
    files: /\.(?:html?|xhtml)$/i,
    shows: [/\b(?:data-)?th[:-]utext\s{0,20}=\s{0,20}"([^"\n]{1,300})"/g],
  },
  { id: 'jsp', files: /\.(?:jspx?|tagx?)$/i, shows: [/<c:out\b[^>]{0,200}\bescapeXml\s{0,20}=\s{0,20}["']false["']/g] },
  {
    id: 'freemarker',
    files: /\.ftl[hx]?$/i,
    shows: [/\$\{([^{}\n]{1,300}?)\?no_esc\s{0,20}\}/g],
    parts: /<#(?:noescape|noautoesc)\b/g,
  },
  {
    id: 'pug',
    files: /\.(?:pug|jade)$/i,
    shows: [/!\{([^}\n]{1,300})\}/g, /^[ \t]{0,100}(?:[\w.#:-]{1,100}(?:\([^\n]{0,200}\))?)?!=([^\n]{1,300})$/gm],
  },
  {
    id: 'haml',
    files: /\.haml$/i,
    shows: [/^[ \t]{0,100}(?:[%.#][\w.#:-]{1,100}(?:\{[^\n]{0,200}\})?)?!=([^\n]{1,300})$/gm],
  },
  { id: 'slim', files: /\.slim$/i, shows: [/^[ \t]{0,100}(?:[\w.#:-]{1,100}[ \t]{0,20})?==([^\n]{1,300})$/gm] },
  {
    id: 'eex',
    files: /\.(?:heex|eex|leex)$/i,
    shows: [/<%=\s{0,20}raw[\s(]([^%\n]{1,300}?)\)?\s{0,20}%>/g, /\{\s{0,20}raw\(([^(){}\n]{1,300})\)\s{0,20}\}/g],
  },
  { id: 'mako', files: /\.mako$/i, shows: [/\$\{([^{}|\n]{1,300}?)\|\s{0,20}n\b[^{}\n]{0,60}\}/g] },
];

export interface ShownUnescaped {
  readonly start: number;
  readonly end: number;
  /** Empty: a part of the page. */
  readonly value: string;
}

/** Of one file; what is beyond is left out. */
const MAX_FOUND = 200;

/** What the texts of templates show as markup, whatever it is. */
export function* shownUnescaped(path: string, text: string): Generator<ShownUnescaped> {
  let left = MAX_FOUND;
  for (const { files, shows, parts } of ENGINES) {
    if (!files.test(path)) continue;
    for (const pattern of parts === undefined ? shows : [...shows, parts])
      for (const match of text.matchAll(pattern)) {
        if ((left -= 1) < 0) return;
        const [all, value = ''] = match;
        const start = match.index + all.length - all.trimStart().length;
        yield { start, end: match.index + all.length, value: value.replace(/~$/, '').trim().replace(/\s+/g, ' ') };
      }
  }
}

/** Pieces of a page that are made on it: partials, fields of forms, its own texts, and what is written out. */
const MADE_HERE =
  /^(?:["'`][^"'`{}]*["'`](?:\s*\|\s*\w+)*$|(?:form\w*|body|content|yield|contents|slot|block|children|main|outlet)$|(?:include|partial|render\w*|yield|block|super|caller|csrf\w*|form\w*|Html|Component|svg|icon|asset|vite\w*|csp\w*|mix|trans|translate|gettext|t|i18n|__|_|lang|pagination|links|json|toJson|JSON|Json|raw_block|content_for|render_\w+|wp_\w+|ViteReact\w*|strings|messages|widgets?)\b[\s.:(]|\$(?:slot|__env|strings|t|i18n|attributes|errors)\b)/i;
/** What cleans a text, or makes harmless markup of it. */
const CLEANED =
  /sanitiz|sanitis|purif|escape|bleach|htmlspecialchars|htmlentities|strip_?tags|nh3|\bclean\b|\bxss\b|tojson|to_json|json_encode|json_script|JsonConvert|Json\.Serialize|JSON\.stringify|highlight|codeToHtml|csrf|nonce|\b(?:e|h)\(/i;

/** Whether a value that is shown as it is can be anybody's text. */
export function isAnybodys(value: string): boolean {
  return value === '' || !(MADE_HERE.test(value) || CLEANED.test(value));
}
