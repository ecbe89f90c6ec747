/**
 * Templates of Helm: YAML with actions of Go's `text/template` between braces, which decide what it will say.
 *
 * @see https://helm.sh/docs/chart_template_guide/ (4.0)
 */

interface Span {
  readonly start: number;
  readonly end: number;
}

/** An action where no quotation mark stands in front of it: in YAML of its own, braces are quoted, or begin with `$`. */
const BARE_ACTION = /^[^'"#\n]*(?<!\$)\{\{/m;

const PUTS_IN_LINES = /\|\s*n?indent\b/;

/**
 * What a reader of YAML makes of a template, of the same length, so that every place stays what it is. What an action puts
 * in the place of a value is a word there; conditions, loops and blocks that are put in, which have lines to themselves,
 * are blanks, so that all branches are read one after the other. Null: it is no template.
 */
export function readableYaml(text: string): string | null {
  if (!text.includes('{{') || !BARE_ACTION.test(text)) return null;
  let readable = '';
  let at = 0;
  for (const row of rowsOf(text, actionsIn(text))) {
    const isAlone = hasLinesToItself(text, row);
    for (const { start, end } of row) {
      const action = text.slice(start, end);
      readable += text.slice(at, start) + (isAlone || PUTS_IN_LINES.test(action) ? blank(action) : word(action));
      at = end;
    }
  }
  return readable + text.slice(at);
}

/** One that does not end is none, and nothing behind it is one. */
function actionsIn(text: string): readonly Span[] {
  const actions: Span[] = [];
  for (let start = text.indexOf('{{'); start !== -1;) {
    const end = endOfAction(text, start + 2);
    if (end === -1) break;
    if (text[start - 1] !== '$') actions.push({ start, end });
    start = text.indexOf('{{', end);
  }
  return actions;
}

function endOfAction(text: string, from: number): number {
  const comment = /-?\s*\/\*/y;
  comment.lastIndex = from;
  const inside = comment.test(text) ? text.indexOf('*/', comment.lastIndex) : from;
  if (inside === -1) return -1;
  for (let at = inside; at < text.length; at += 1) {
    const mark = text[at]!;
    if (mark === '}' && text[at + 1] === '}') return at + 2;
    if (mark !== '"' && mark !== '`') continue;
    at += 1;
    while (at < text.length && text[at] !== mark) at += mark === '"' && text[at] === '\\' ? 2 : 1;
  }
  return -1;
}

/** Actions that share a line, in order. */
function* rowsOf(text: string, actions: readonly Span[]): Generator<readonly Span[]> {
  let row: Span[] = [];
  for (const action of actions) {
    const last = row.at(-1);
    if (last !== undefined && text.slice(last.end, action.start).includes('\n')) {
      yield row;
      row = [];
    }
    row.push(action);
  }
  if (row.length > 0) yield row;
}

function hasLinesToItself(text: string, row: readonly Span[]): boolean {
  const last = row.at(-1)!.end;
  const lineEnd = text.indexOf('\n', last);
  let at = text.lastIndexOf('\n', row[0]!.start - 1) + 1;
  for (const { start, end } of row) {
    if (text.slice(at, start).trim() !== '') return false;
    at = end;
  }
  return text.slice(last, lineEnd === -1 ? text.length : lineEnd).trim() === '';
}

/** Its first line; the lines below it belong to no value. */
function word(action: string): string {
  const [first = '', ...below] = action.split('\n');
  return [first.replace(/[^\w.-]/g, '_'), ...below.map(blank)].join('\n');
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
