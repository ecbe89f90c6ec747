import type { SchemaToken } from '../../text/schema-tokens.ts';
import type { RegoRule } from './rego-rules.ts';
import type { NamedCondition } from './rule-functions.ts';
import { splitTokens } from './split-tokens.ts';

type Tokens = readonly SchemaToken[];

/** Rules of a file by name, as conditions that stand for their names. One that lists values is no condition. */
export function regoConditions(rules: readonly RegoRule[]): ReadonlyMap<string, NamedCondition> {
  const found = new Map<
    string,
    { parameters: readonly string[]; locals: NamedCondition['locals'][number][]; tokens: SchemaToken[] }
  >();
  const lists = new Set(rules.filter(({ isSet }) => isSet).map(({ name }) => name));
  const names = new Set(rules.filter(({ isDefault }) => !isDefault).map(({ name }) => name));
  for (const rule of rules) {
    if (rule.isDefault || lists.has(rule.name) || !isCondition(rule)) continue;
    const { locals, tokens } = bodyOf(rule, names);
    const known = found.get(rule.name);
    if (known === undefined)
      found.set(rule.name, { parameters: rule.parameters, locals: [...locals], tokens: [...tokens] });
    else {
      for (const local of locals) known.locals.push(local);
      known.tokens.push(sign(rule, '|'), sign(rule, '|'));
      for (const token of tokens) known.tokens.push(token);
    }
  }
  return found;
}

/** True when its body holds, or a value that is written out. */
function isCondition({ value, body }: RegoRule): boolean {
  return value.length === 0 || (value.length === 1 && value[0]!.text === 'true') || body === null;
}

function sign({ all }: RegoRule, text: string): SchemaToken {
  return { ...all[0]!, kind: 'sign', text };
}

/** The expressions of a body, all of which must hold, and the names that it gives. */
export function bodyOf(rule: RegoRule, names: ReadonlySet<string>): Pick<NamedCondition, 'locals' | 'tokens'> {
  const locals: (readonly [string, Tokens])[] = [];
  const tokens: SchemaToken[] = [];
  const parts = expressionsIn(rule.body ?? rule.value);
  for (const part of parts) {
    const [first, second, third] = part;
    if (second?.text === ':' && third?.text === '=') {
      locals.push([first!.text, called(part.slice(3), names, first!)]);
      continue;
    }
    if (first!.text === 'some') for (const name of declaredBy(part)) locals.push([name, [{ ...first!, text: '_' }]]);
    const asked = first!.text === 'some' ? part.slice(1) : part;
    if (first!.text === 'some' && !part.some(({ text }) => text === 'in')) continue;
    if (tokens.length > 0) tokens.push(sign(rule, '&'), sign(rule, '&'));
    const isDenied = asked[0]!.text === 'not';
    if (isDenied) tokens.push(sign(rule, '!'));
    tokens.push(sign(rule, '('));
    for (const token of called(isDenied ? asked.slice(1) : asked, names, first!)) tokens.push(token);
    tokens.push(sign(rule, ')'));
  }
  return { locals, tokens: tokens.length === 0 ? [{ ...rule.all[0]!, kind: 'word', text: 'true' }] : tokens };
}

function declaredBy(part: Tokens): readonly string[] {
  const end = part.findIndex(({ text }) => text === 'in');
  return part.slice(1, end < 0 ? part.length : end).flatMap(({ kind, text }) => (kind === 'word' ? [text] : []));
}

/** A rule that is only named is called without brackets: with them it is read as what it is. */
function called(tokens: Tokens, names: ReadonlySet<string>, at: SchemaToken): Tokens {
  return tokens.flatMap((token, index) =>
    token.kind === 'word' && names.has(token.text) && !/^[([]$/.test(tokens[index + 1]?.text ?? '')
      ? [token, { ...at, kind: 'sign', text: '(' } as const, { ...at, kind: 'sign', text: ')' } as const]
      : [token],
  );
}

/** One a line, or between semicolons, outside of brackets. */
function expressionsIn(body: Tokens): readonly Tokens[] {
  return splitTokens(body, ({ kind, text }) => (kind === 'line' || text === ';' ? 1 : 0))
    .map((part) => part.filter(({ kind }) => kind !== 'line'))
    .filter((part) => part.length > 0);
}
