import { behindClosing, type SchemaToken } from '../../text/schema-tokens.ts';

type Tokens = readonly SchemaToken[];

/** One definition of a rule or a function. */
export interface RegoRule {
  readonly name: string;
  readonly isDefault: boolean;
  /** It lists values instead of being true: `deny contains msg`, `deny[msg]`. */
  readonly isSet: boolean;
  readonly parameters: readonly string[];
  /** What it is when its body holds; empty: true. */
  readonly value: Tokens;
  /** Null: there is none, and it holds always. */
  readonly body: Tokens | null;
  readonly all: Tokens;
}

/** In their order; each begins a line outside of brackets. */
export function* regoRules(tokens: Tokens): Generator<RegoRule> {
  for (const statement of statementsOf(tokens)) {
    const [first] = statement;
    if (first?.kind !== 'word' || first.text === 'package' || first.text === 'import') continue;
    const isDefault = first.text === 'default' && statement[1]?.kind === 'word';
    if (!isDefault) yield* definitions(statement, false);
    else for (const each of definitions(statement.slice(1), true)) yield { ...each, all: statement };
  }
}

/** Names that imports give: `import input.user`, `import data.teams as t`. */
export function regoImports(tokens: Tokens): ReadonlyMap<string, Tokens> {
  const found = new Map<string, Tokens>();
  for (const [at, { text }] of tokens.entries()) {
    const [path, as, name] = tokens.slice(at + 1, at + 4);
    const isFirst = at === 0 || tokens[at - 1]!.kind === 'line';
    if (text !== 'import' || !isFirst || !/^(?:input|data)\./.test(path?.text ?? '')) continue;
    const last = path!.text.slice(path!.text.lastIndexOf('.') + 1);
    found.set(as?.text === 'as' && name?.kind === 'word' ? name.text : last, [path!]);
  }
  return found;
}

function* statementsOf(tokens: Tokens): Generator<Tokens> {
  let depth = 0;
  let from = 0;
  for (const [at, { text, kind }] of tokens.entries()) {
    if (text === '{' || text === '[' || text === '(') depth += 1;
    if (text === '}' || text === ']' || text === ')') depth = Math.max(depth - 1, 0);
    if (kind !== 'line' || depth > 0) continue;
    if (at > from) yield tokens.slice(from, at);
    from = at + 1;
  }
  if (from < tokens.length) yield tokens.slice(from);
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

/** `allow if { … } else := false if { … }`: each with the name of the first. */
function* definitions(statement: Tokens, isDefault: boolean): Generator<RegoRule> {
  const name = statement[0]!.text;
  for (let at = 0; at < statement.length;) {
    const head = readHead(statement, at + 1);
    const opens = statement[head.end];
    const isBlock = opens?.text === '{';
    const hasLine = !isBlock && statement[head.end - 1]?.text === 'if';
    const end = isBlock ? behindClosing(statement, head.end, '{', '}') : statement.length;
    const body = isBlock ? statement.slice(head.end + 1, end - 1) : hasLine ? statement.slice(head.end, end) : null;
    yield { name, isDefault, ...head, body, all: statement.slice(at, end) };
    at = statement[end]?.text === 'else' ? end : statement.length;
  }
}

/** What stands between the name and the body. */
function readHead(
  tokens: Tokens,
  from: number,
): Pick<RegoRule, 'isSet' | 'parameters' | 'value'> & { readonly end: number } {
  let isSet = false;
  let parameters: readonly string[] = [];
  let value: Tokens = [];
  let at = from;
  while (at < tokens.length) {
    const { text } = tokens[at]!;
    if (text === 'if') return { isSet, parameters, value, end: at + 1 };
    if (text === '{') break;
    if (text === '(' || text === '[') {
      const end = behindClosing(tokens, at, text, CLOSING[text]!);
      if (text === '(')
        parameters = tokens.slice(at + 1, end - 1).flatMap((each) => (each.kind === 'word' ? [each.text] : []));
      else isSet = true;
      at = end;
    } else if (text === '=') {
      const end = valueEnd(tokens, at + 1);
      value = tokens.slice(at + 1, end);
      at = end;
    } else {
      if (text === 'contains') isSet = true;
      at += 1;
    }
  }
  return { isSet, parameters, value, end: at };
}

function valueEnd(tokens: Tokens, from: number): number {
  let at = from;
  while (at < tokens.length) {
    const { text } = tokens[at]!;
    if (text === 'if' || (text === '{' && at > from)) return at;
    const closes = Object.hasOwn(CLOSING, text) ? CLOSING[text]! : null;
    at = closes === null ? at + 1 : behindClosing(tokens, at, text, closes);
  }
  return at;
}
