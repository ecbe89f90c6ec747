import { behindClosing, type SchemaToken } from '../../text/schema-tokens.ts';
import { bodyBehind } from './firebase-paths.ts';
import { type Expansions, type NamedCondition, putIn } from './rule-functions.ts';

type Tokens = readonly SchemaToken[];

/**
 * `function isOwner(id) { let doc = get(…); return request.auth.uid == doc.data.owner; }`, of one block and not of those in it.
 * @param outer what the names around it stand for.
 */
export function* firebaseFunctions(
  tokens: Tokens,
  outer: ReadonlyMap<string, Tokens>,
  left: Expansions,
): Generator<readonly [string, NamedCondition]> {
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const { text } = tokens[at]!;
    if (text === '{') depth += 1;
    if (text === '}') depth -= 1;
    if (text !== 'function' || depth > 0) continue;
    const name = tokens[at + 1];
    const body = bodyBehind(tokens, at + 1);
    const end = behindClosing(tokens, body, '{', '}');
    const parameters = tokens
      .slice(at + 3, Math.max(body - 1, 0))
      .filter(({ kind }) => kind === 'word')
      .map((parameter) => parameter.text);
    const around = new Map([...outer].filter(([each]) => !parameters.includes(each)));
    if (name !== undefined && body < tokens.length) {
      const statements = statementsIn(putIn(tokens.slice(body + 1, end - 1), around, left) ?? []);
      const returned = statements.find(([first]) => first?.text === 'return');
      if (returned !== undefined)
        yield [name.text, { parameters, locals: localsIn(statements), tokens: returned.slice(1) }];
    }
    at = Math.max(end - 1, at);
  }
}

function statementsIn(tokens: Tokens): readonly Tokens[] {
  const statements: SchemaToken[][] = [[]];
  for (const token of tokens) {
    if (token.text === ';') statements.push([]);
    else statements.at(-1)!.push(token);
  }
  return statements;
}

function localsIn(statements: readonly Tokens[]): NamedCondition['locals'] {
  return statements.flatMap(([first, name, sign, ...value]) =>
    first?.text === 'let' && name !== undefined && sign?.text === '=' ? [[name.text, value] as const] : [],
  );
}
