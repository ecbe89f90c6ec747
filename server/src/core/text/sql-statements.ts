import { sqlTokens, type SqlToken } from './sql-tokens.ts';

export interface SqlStatement {
  readonly tokens: readonly SqlToken[];
  readonly start: number;
  readonly end: number;
  /** In the half of a migration that undoes it. */
  readonly isWayBack: boolean;
}

/** Longer statements are rows of data; their beginning says what they are. */
const MAX_TOKENS = 20_000;

/** `GO`, `/` and a changed `DELIMITER` stand alone on their line; so does what the shells of databases are told. */
const SHELL_LINE =
  /^(?:\\|(?:PROMPT|REM|REMARK|SPOOL|WHENEVER|ACCEPT|SHOW ERRORS|@@?)(?:\s|$)|:(?:setvar|r|on|connect)\b)/i;
const WAY_BACK =
  /^(?:--\s*(?:\+\s*(?:goose|migrate)\s+down\b|migrate:down\b|@undo\b|!downs\b|-+\s*!downs\b)|--\/\/\s*@undo\b|#\s*-+\s*!downs\b)/i;
const WAY_FORTH = /^(?:--\s*(?:\+\s*(?:goose|migrate)\s+up\b|migrate:up\b)|#\s*-+\s*!ups\b)/i;
/** `DELIMITER ','` is an option of PostgreSQL's COPY. */
const DELIMITER = /^DELIMITER\s+([^\s'"]+)\s*$/i;
/** A literal of MySQL may hold `\'`; names in backticks and these words are its own. */
const OF_MYSQL = /`\w+`|\bENGINE\s*=|^DELIMITER[ \t]+[^\s'"]+[ \t]*\r?$|\/\*!\d/im;
const OF_SQL_SERVER = /^[ \t]*GO[ \t]*(?:;[ \t]*)?\r?$/im;

/**
 * The statements of a text of any dialect. No grammar: those that exist know one dialect, and lose what stands behind the
 * first statement that they do not know. Here a statement ends where its separator stands, whatever is in it.
 */
export function sqlStatements(text: string): readonly SqlStatement[] {
  const found: SqlStatement[] = [];
  const hasBatches = OF_SQL_SERVER.test(text);
  const hasEscapes = OF_MYSQL.test(text);
  let isWayBack = false;
  for (const section of sectionsOf(text, hasEscapes)) {
    if (section.kind === 'way') {
      isWayBack = section.isBack;
      continue;
    }
    const tokens = [...sqlTokens(section.text, { hasEscapes })];
    const parts = section.isOne ? [tokens] : splitTokens(section.text, tokens, hasBatches);
    for (const part of parts) {
      const [first, ...rest] = part.slice(
        Math.max(
          0,
          part.findIndex((token) => !isOfTemplate(token)),
        ),
      );
      if (first === undefined) continue;
      const statement = [first, ...rest].slice(0, MAX_TOKENS).map((token) => moved(token, section.start));
      const end = section.start + (rest[rest.length - 1] ?? first).end;
      found.push({ tokens: statement, start: statement[0]!.start, end, isWayBack });
    }
  }
  return found;
}

/** `{{ config(…) }}` before a statement is none of it. */
function isOfTemplate({ kind, text }: SqlToken): boolean {
  return kind === 'name' && text.startsWith('{{');
}

function moved(token: SqlToken, by: number): SqlToken {
  return by === 0 ? token : { ...token, start: token.start + by, end: token.end + by };
}

type Section =
  | { readonly kind: 'way'; readonly isBack: boolean }
  | { readonly kind: 'text'; readonly text: string; readonly start: number; readonly isOne: boolean };

/**
 * The text between lines that are for the shell of the database: it is told what separates statements, to run what came so
 * far, or is given rows. Such a line counts only outside of quotes and bodies, which `isOpen` follows roughly.
 */
function* sectionsOf(text: string, hasEscapes: boolean): Generator<Section> {
  let separator = ';';
  let from = 0;
  let at = 0;
  let isData = false;
  const open = createOpenings(text, hasEscapes);
  const endOfRows = lastEndOfRows(text);
  function* cut(end: number): Generator<Section, void> {
    const piece = text.slice(from, end);
    if (separator === ';') {
      yield { kind: 'text', text: piece, start: from, isOne: false };
      return;
    }
    let start = from;
    for (const part of piece.split(separator)) {
      yield { kind: 'text', text: part, start, isOne: true };
      start += part.length + separator.length;
    }
  }
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, end);
    const trimmed = line.trim();
    if (isData) {
      if (trimmed === '\\.') isData = false;
      from = end;
    } else if (open.isOpen()) {
      open.read(line, at);
    } else if (WAY_BACK.test(trimmed) || WAY_FORTH.test(trimmed)) {
      yield* cut(at);
      yield { kind: 'way', isBack: WAY_BACK.test(trimmed) };
      from = end;
    } else if (DELIMITER.test(trimmed)) {
      yield* cut(at);
      separator = DELIMITER.exec(trimmed)![1]!;
      from = end;
    } else if (/^(?:GO(?:\s+\d+)?;?|\/)$/i.test(trimmed) || SHELL_LINE.test(trimmed)) {
      yield* cut(at);
      from = end;
    } else if (isBeforeRows(trimmed) && end <= endOfRows) {
      yield* cut(end);
      isData = true;
      from = end;
    } else if (separator === ';') open.read(line, at);
    at = end;
  }
  if (!isData) yield* cut(text.length);
}

/** `COPY t FROM stdin;`: rows follow, up to `\.`. */
function isBeforeRows(line: string): boolean {
  return line.endsWith(';') && /^COPY\b/i.test(line) && /\bFROM\s+stdin\b/i.test(line);
}

/** Where the last line `\.` begins: rows without such an end are none. */
function lastEndOfRows(text: string): number {
  let found = text.lastIndexOf('\\.');
  while (found >= 0) {
    const isFirst = /(?:^|\n)[ \t]{0,20}$/.test(text.slice(Math.max(0, found - 21), found));
    if (isFirst && /^[ \t\r]{0,20}(?:\n|$)/.test(text.slice(found + 2, found + 23))) return found;
    found = found === 0 ? -1 : text.lastIndexOf('\\.', found - 1);
  }
  return -1;
}

interface Openings {
  /** Reads one line, which starts at an offset. */
  readonly read: (line: string, start: number) => void;
  readonly isOpen: () => boolean;
}

const OPENS = /\/\*|--|(?<!\S)#(?=[\s#]|$)|"[^"\n]*"|`[^`\n]*`|'|\$(?:[A-Za-z_]\w*)?\$/g;

/** Whether a line ends inside a literal, a body between dollars or a comment of several lines. */
function createOpenings(text: string, hasEscapes: boolean): Openings {
  const lastQuote = text.lastIndexOf("'");
  let closes: string | null = null;
  /** `\'` is no end of the literal that is open. */
  let isEscaped = false;
  /** Behind what closes it on this line; -1 when nothing does. */
  const endIn = (line: string, from: number, closing: string): number => {
    const found = closing === "'" ? endOfLiteral(line, from, isEscaped) : line.indexOf(closing, from);
    return found < 0 ? -1 : found + closing.length;
  };
  return {
    isOpen: () => closes !== null,
    read: (line, start) => {
      let at = 0;
      for (;;) {
        if (closes !== null) {
          at = endIn(line, at, closes);
          if (at < 0) return;
          closes = null;
        }
        OPENS.lastIndex = at;
        const opened = OPENS.exec(line);
        if (opened === null || /^(?:--|#)/.test(opened[0])) return;
        at = opened.index + opened[0].length;
        if (/^["`]/.test(opened[0])) continue;
        if (opened[0] !== "'") {
          closes = opened[0] === '/*' ? '*/' : opened[0];
          continue;
        }
        const before = line.slice(Math.max(0, opened.index - 2), opened.index);
        isEscaped = hasEscapes || /(?:^|\W)e$/i.test(before);
        closes = "'";
        // A quote behind a word is an apostrophe, or closes what was misread; one that nothing closes is its line.
        const isOfLine = (/\w$/.test(before) && !/(?:^|\W)[enbxq]$/i.test(before)) || lastQuote < start + line.length;
        if (isOfLine && endIn(line, at, closes) < 0) {
          closes = null;
          return;
        }
      }
    },
  };
}

function endOfLiteral(line: string, from: number, isEscaped: boolean): number {
  for (let at = from; at < line.length; at += 1) {
    if (isEscaped && line[at] === '\\') at += 1;
    else if (line[at] === "'" && line[at + 1] === "'") at += 1;
    else if (line[at] === "'") return at;
  }
  return -1;
}

/** What has statements of its own, up to its END or to the end of the batch. */
const HAS_BODY = /^(?:PROCEDURE|PROC|FUNCTION|TRIGGER|EVENT|PACKAGE|TYPE)$/;
/** Where SQL Server needs no semicolon between two statements, these begin one at the start of a line. */
const BEGINS_LINE =
  /^(?:GRANT|REVOKE|DENY|CREATE|ALTER|DROP|EXEC|EXECUTE|USE|PRINT|INSERT|UPDATE|DELETE|IF|DECLARE|SET)$/i;

function* splitTokens(text: string, tokens: readonly SqlToken[], hasBatches: boolean): Generator<readonly SqlToken[]> {
  let statement: SqlToken[] = [];
  let parentheses = 0;
  let blocks = 0;
  const take = (): readonly SqlToken[] => {
    const taken = statement;
    statement = [];
    parentheses = 0;
    blocks = 0;
    return taken;
  };
  for (const token of tokens) {
    if (token.kind === 'sign' && token.text === ';' && blocks === 0) {
      yield take();
      continue;
    }
    const before = statement[statement.length - 1];
    if (hasBatches && parentheses === 0 && before !== undefined && beginsBatchLine(statement, token)) {
      if (text.slice(before.end, token.start).includes('\n')) yield take();
    }
    if (token.kind === 'sign' && token.text === '(') parentheses += 1;
    if (token.kind === 'sign' && token.text === ')') parentheses -= 1;
    if (token.kind === 'word') blocks = Math.max(0, blocks + blockStep(token, statement));
    statement.push(token);
  }
  // A block that never ends: what is below it may be statements of its own.
  if (blocks > 0) yield* splitAtSemicolons(statement);
  else yield statement;
}

function* splitAtSemicolons(tokens: readonly SqlToken[]): Generator<readonly SqlToken[]> {
  let from = 0;
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== 'sign' || text !== ';') continue;
    yield tokens.slice(from, at);
    from = at + 1;
  }
  yield tokens.slice(from);
}

function beginsBatchLine(statement: readonly SqlToken[], { kind, text }: SqlToken): boolean {
  if (kind !== 'word' || !BEGINS_LINE.test(text) || hasBody(statement)) return false;
  const isRight = /^(?:GRANT|REVOKE|DENY|EXEC|EXECUTE|CREATE)$/i.test(text);
  return isRight || !/^(?:IF|ALTER)$/i.test(statement[0]!.text);
}

function hasBody(statement: readonly SqlToken[]): boolean {
  return (
    /^(?:CREATE|ALTER)$/i.test(statement[0]?.text ?? '') &&
    statement.slice(1, 12).some(({ kind, text }) => kind === 'word' && HAS_BODY.test(text.toUpperCase()))
  );
}

/** What opens and closes blocks of a body. `END IF`, `END LOOP` close what is not counted. */
function blockStep(token: SqlToken, statement: readonly SqlToken[]): number {
  const before = statement[statement.length - 1]?.text.toUpperCase();
  switch (token.text.toUpperCase()) {
    case 'BEGIN':
      // At the start it begins a transaction, or a block that is run at once.
      return hasBody(statement) ? 1 : 0;
    case 'CASE':
      return before === 'END' || statement.length === 0 ? 0 : 1;
    case 'END':
      return statement.length === 0 ? 0 : -1;
    case 'IF':
    case 'LOOP':
    case 'WHILE':
    case 'REPEAT':
      return before === 'END' && statement.length > 1 ? 1 : 0;
    default:
      return 0;
  }
}
