/** A command in a text that no grammar of a shell reads: what a step of a workflow runs. */
export interface TextCommand {
  /** Of each word the text, with `*` for what is only known when it runs. */
  readonly words: readonly string[];
  /** Offsets in the text, half-open. */
  readonly start: number;
  readonly end: number;
}

/** Longer scripts stand in files of their own. */
const MAX_LENGTH = 200_000;
/** Commands inside of words of commands. */
const MAX_DEPTH = 20;
/** Words of the language in front of a command, and variables that it gets. */
const IN_FRONT = /^(?:if|then|else|elif|do|while|until|time|!|\{|\[\w+=.*)$|^\w+=/;

interface Open {
  words: string[];
  word: string | null;
  start: number;
  end: number;
}

/**
 * The commands of a script, in order of their ends. Quotes, comments, line ends that are escaped, heredocs, redirections and
 * `$( … )` are known; what a variable or a `${{ … }}` holds is not.
 */
export function commandsIn(given: string): readonly TextCommand[] {
  const text = given.slice(0, MAX_LENGTH);
  const found: TextCommand[] = [];
  const around: { readonly open: Open; readonly quote: string }[] = [];
  let open: Open = { words: [], word: null, start: -1, end: 0 };
  let heredoc: string | null = null;
  let isDropped = false;
  let quote = '';
  // A scalar that is quoted as a whole.
  let at = /^(["']).*\1$/s.test(text) ? 1 : 0;
  const limit = at === 1 ? text.length - 1 : text.length;

  const add = (piece: string): void => {
    if (open.start === -1) open.start = at;
    open.word = (open.word ?? '') + piece;
  };
  const endWord = (): void => {
    if (open.word === null) return;
    if (!isDropped) open.words.push(open.word.replace(/\*+/g, '*'));
    isDropped = false;
    open.word = null;
    open.end = at;
  };
  const endCommand = (): void => {
    endWord();
    const first = open.words.findIndex((word) => !IN_FRONT.test(word));
    if (first !== -1) found.push({ words: open.words.slice(first), start: open.start, end: open.end });
    open = { words: [], word: null, start: -1, end: at };
  };

  while (at < limit) {
    const char = text[at]!;
    if (quote === "'" && char !== "'") add(char === '*' ? '' : char);
    else if (char === '\\' && at + 1 < limit) {
      if (text[at + 1] !== '\n') add(text[at + 1]!);
      at += 1;
    } else if (text.startsWith('${{', at)) {
      add('*');
      const close = text.indexOf('}}', at);
      at = close === -1 ? limit : close + 1;
    } else if (text.startsWith('$(', at) && around.length < MAX_DEPTH && !text.startsWith('$((', at)) {
      add('*');
      around.push({ open, quote });
      open = { words: [], word: null, start: -1, end: at };
      quote = '';
      at += 1;
    } else if (char === ')' && quote === '' && around.length > 0) {
      endCommand();
      ({ open, quote } = around.pop()!);
    } else if (char === '$') {
      add('*');
      at += (/^(?:\{[^{}]{0,200}\}|\w+|[@*#?!$-])/.exec(text.slice(at + 1, at + 210))?.[0] ?? '').length;
    } else if (quote !== '') {
      if (char === quote) quote = '';
      else add(char);
    } else if (char === '"' || char === "'") {
      quote = char;
      add('');
    } else if (char === '#' && open.word === null) {
      const end = text.indexOf('\n', at);
      at = (end === -1 ? limit : end) - 1;
    } else if (char === '\n') {
      endCommand();
      if (heredoc !== null) {
        at = endOfHeredoc(text, at, heredoc);
        heredoc = null;
      }
    } else if (/[\s]/.test(char)) endWord();
    else if (text.startsWith('<<', at) && !text.startsWith('<<<', at)) {
      const delimiter = /^<<-?[ \t]*(["']?)([\w.-]{1,100})\1/.exec(text.slice(at, at + 120));
      endWord();
      if (delimiter !== null) heredoc = delimiter[2]!;
      at += (delimiter?.[0].length ?? 2) - 1;
    } else if (char === '>' || char === '<') {
      if (open.word !== null && /^\d+$/.test(open.word)) open.word = null;
      endWord();
      const rest = /^[<>]+(?:&\d|&-)?/.exec(text.slice(at, at + 10))![0];
      isDropped = !rest.includes('&');
      at += rest.length - 1;
    } else if (/[;&|()]/.test(char)) endCommand();
    else if (char === '`') endCommand();
    else add(char);
    at += 1;
  }
  endCommand();
  while (around.length > 0) {
    ({ open } = around.pop()!);
    endCommand();
  }
  return found;
}

/** The offset of the last character of the line that ends it. */
function endOfHeredoc(text: string, from: number, delimiter: string): number {
  for (let at = from + 1; at < text.length;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end === -1 ? text.length : end);
    if (line.trim() === delimiter) return end === -1 ? text.length : end;
    if (end === -1) break;
    at = end + 1;
  }
  return text.length;
}
