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
const DELIMITER = /^DELIMITER\s+(\S+)/i;
/** A literal of MySQL may hold `\'`; names in backticks and these words are its own. */
const OF_MYSQL = /`\w+`|\bENGINE\s*=|^DELIMITER\s|\/\*!\d/im;
const OF_SQL_SERVER = /^[ \t]*GO[ \t]*;?[ \t]*\r?$/im;

/**
 * The statements of a text of any dialect. No grammar: those that exist know one dialect, and lose what stands behind the
 * first statement that they do not know. Here a statement ends where its separator stands, whatever is in it.
 */
export function sqlStatements(text: string): readonly SqlStatement[] {
  const found: SqlStatement[] = [];
  const hasBatches = OF_SQL_SERVER.test(text);
  const options = { hasEscapes: OF_MYSQL.test(text) };
  let isWayBack = false;
  for (const section of sectionsOf(text)) {
    if (section.kind === 'way') {
      isWayBack = section.isBack;
      continue;
    }
    const tokens = [...sqlTokens(section.text, options)];
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
function* sectionsOf(text: string): Generator<Section> {
  let separator = ';';
  let from = 0;
  let at = 0;
  let isData = false;
  const open = createOpenings();
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
      open.read(line);
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
    } else if (/^COPY\b.*\bFROM\s+stdin\b.*;\s*$/i.test(trimmed)) {
      yield* cut(end);
      isData = true;
      from = end;
    } else if (separator === ';') open.read(line);
    at = end;
  }
  if (!isData) yield* cut(text.length);
}

/** Whether a line ends inside a body between dollars or a comment of several lines. */
function createOpenings(): { readonly read: (line: string) => void; readonly isOpen: () => boolean } {
  let closes: string | null = null;
  return {
    isOpen: () => closes !== null,
    read: (line) => {
      let rest = line;
      for (;;) {
        if (closes !== null) {
          const found: number = rest.indexOf(closes);
          if (found < 0) return;
          rest = rest.slice(found + closes.length);
          closes = null;
        }
        const opened = /\/\*|--|'(?:[^'\n]|'')*'|\$(?:[A-Za-z_]\w*)?\$/.exec(rest);
        if (opened === null || opened[0] === '--') return;
        rest = rest.slice(opened.index + opened[0].length);
        if (!opened[0].startsWith("'")) closes = opened[0] === '/*' ? '*/' : opened[0];
      }
    },
  };
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
