/**
 * Calls of a Jenkinsfile by what is in front of their braces, parentheses and texts. No Groovy is understood beyond that:
 * names, texts, comments and nesting.
 */
export interface JenkinsCall {
  readonly name: string;
  /** Offsets, half-open, of the name up to the end of its arguments. */
  readonly start: number;
  readonly end: number;
  /** Names of the blocks around it, outermost first: `pipeline`, `stages`, `stage`. */
  readonly around: readonly string[];
  /** The text that each block around it has in its arguments: the name of a stage. */
  readonly titles: readonly (string | null)[];
  readonly texts: readonly JenkinsText[];
  /** Its arguments as written. */
  readonly args: string;
}

export interface JenkinsText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Between double quotes: what stands after `$` in it is put in. */
  readonly isTemplate: boolean;
}

const MAX_CALLS = 5_000;
const MAX_DEPTH = 100;
const MAX_ARGS = 4_000;
const WORD = /[A-Za-z_]\w*/y;

export function readJenkinsCalls(text: string): readonly JenkinsCall[] {
  const calls: JenkinsCall[] = [];
  const blocks: { readonly name: string; readonly title: string | null }[] = [];
  let at = 0;
  let last: JenkinsCall | null = null;
  while (at < text.length && calls.length < MAX_CALLS) {
    const skipped = skipQuietly(text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const char = text[at]!;
    if (char === '{') {
      if (blocks.length >= MAX_DEPTH) return calls;
      const isOfLast: boolean = last !== null && /^[\s)]*$/.test(text.slice(last.end, at));
      blocks.push(isOfLast ? { name: last!.name, title: last!.texts[0]?.text ?? null } : { name: '', title: null });
      last = null;
      at += 1;
    } else if (char === '}') {
      blocks.pop();
      last = null;
      at += 1;
    } else if (char === '"' || char === "'") at = textAtQuote(text, at).end;
    else {
      WORD.lastIndex = at;
      const word = WORD.exec(text)?.[0];
      if (word === undefined) {
        at += 1;
        continue;
      }
      const read = argumentsAfter(text, at + word.length);
      last = {
        name: word,
        start: at,
        end: read.end,
        around: blocks.map(({ name }) => name),
        titles: blocks.map(({ title }) => title),
        texts: read.texts,
        args: text.slice(at + word.length, read.end),
      };
      calls.push(last);
      // Calls within the arguments are calls too.
      at += word.length;
    }
  }
  return calls;
}

/** Past a comment. */
function skipQuietly(text: string, at: number): number {
  if (text.startsWith('//', at)) {
    const end = text.indexOf('\n', at);
    return end === -1 ? text.length : end;
  }
  if (text.startsWith('/*', at)) {
    const end = text.indexOf('*/', at + 2);
    return end === -1 ? text.length : end + 2;
  }
  return at;
}

function textAtQuote(text: string, start: number): JenkinsText {
  const quote = text[start]!;
  const isLong = text.startsWith(quote.repeat(3), start);
  const close = isLong ? quote.repeat(3) : quote;
  let at = start + close.length;
  while (at < text.length && !text.startsWith(close, at)) {
    if (!isLong && text[at] === '\n') break;
    at += text[at] === '\\' ? 2 : 1;
  }
  const end = Math.min(at + close.length, text.length);
  return { text: text.slice(start + close.length, Math.min(at, text.length)), start, end, isTemplate: quote === '"' };
}

/** What stands in parentheses, or on the rest of the line up to a brace. */
function argumentsAfter(text: string, from: number): { readonly texts: readonly JenkinsText[]; readonly end: number } {
  const texts: JenkinsText[] = [];
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  const isCall = text[at] === '(';
  let depth = 0;
  const limit = Math.min(text.length, from + MAX_ARGS);
  while (at < limit) {
    const char = text[at]!;
    if (char === '"' || char === "'") {
      const found = textAtQuote(text, at);
      texts.push(found);
      at = found.end;
      continue;
    }
    if (char === '(' || char === '[') depth += 1;
    else if (char === ')' || char === ']') {
      depth -= 1;
      if (depth < 0) break;
      if (depth === 0 && isCall) return { texts, end: at + 1 };
    } else if (depth === 0 && (char === '\n' || char === '{' || char === '}' || char === ';')) break;
    else if (char === '{' || char === '}') break;
    at += 1;
  }
  return { texts, end: at };
}
