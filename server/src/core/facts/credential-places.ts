import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf } from '../text/tree.ts';
import { credentialNamed, type CredentialClass } from './credential-shape.ts';
import type { Reading } from './define.ts';
import { argumentAt } from './value.ts';

/** A literal in a place whose name says that a secret goes there. */
export interface NamedLiteral {
  readonly node: SyntaxNode;
  readonly text: string;
  readonly name: string;
  readonly dataClass: CredentialClass;
  /** `literal`: it is the value. `default`: it is, when a variable is not set. `comparison`, `argument`: what it is used for. */
  readonly use: 'literal' | 'default' | 'comparison' | 'argument' | 'url';
  readonly why: string;
}

/** Which argument of a call is a key or password, whatever it is called. Sources: the libraries' documentation, 2026-11. */
const SECRET_ARGUMENTS: ReadonlyMap<string, readonly [index: number, what: string, keyword: string]> = new Map([
  ['jsonwebtoken.sign', [1, 'JWT signing secret', 'secretOrPrivateKey']],
  ['jsonwebtoken.verify', [1, 'JWT signing secret', 'secretOrPublicKey']],
  ['jwt.encode', [1, 'JWT signing secret', 'key']],
  ['jwt.decode', [1, 'JWT signing secret', 'key']],
  ['jose.jwt.encode', [1, 'JWT signing secret', 'key']],
  ['jose.jwt.decode', [1, 'JWT signing secret', 'key']],
  ['jwt-simple.encode', [1, 'JWT signing secret', 'key']],
  ['jwt-simple.decode', [1, 'JWT signing secret', 'key']],
  ['crypto.createHmac', [1, 'HMAC key', 'key']],
  ['hmac.new', [0, 'HMAC key', 'key']],
  ['cookie-parser', [0, 'cookie secret', 'secret']],
  ['itsdangerous.URLSafeTimedSerializer', [0, 'signing secret', 'secret_key']],
  ['itsdangerous.URLSafeSerializer', [0, 'signing secret', 'secret_key']],
  ['cryptography.fernet.Fernet', [0, 'encryption key', 'key']],
  ['requests.auth.HTTPBasicAuth', [1, 'basic auth password', 'password']],
  ['httpx.BasicAuth', [1, 'basic auth password', 'password']],
  ['aiohttp.BasicAuth', [1, 'basic auth password', 'password']],
]);

/** Every string literal that is given a secret's name, in code and in data files. */
export function* namedLiterals(reading: Reading): Generator<NamedLiteral> {
  const { unit } = reading;
  for (const node of unit.ofKind('string')) {
    if (
      node.end - node.start > 4200 ||
      node.end - node.start < 3 ||
      node.role === 'entry.key' ||
      node.role === 'import.module'
    )
      continue;
    const text = unit.language.readString(unit.textOf(node));
    if (text === null || text === '') continue;
    const place = placeOf(reading, node);
    if (place === null) continue;
    const dataClass = credentialNamed(place.ofEach ?? place.name);
    if (dataClass !== null) yield { node, text, dataClass, ...place };
  }
  if (unit.language.isCode) {
    yield* secretArguments(reading);
    yield* environmentDefaults(reading);
  }
}

/** `ofEach`: the name is that of a list, and this is what one of it is called. */
type Place = Pick<NamedLiteral, 'name' | 'use' | 'why'> & { readonly ofEach?: string };

/** Calls that give the text that they are given, as another type. */
const CONVERTS =
  /^(?:String\.from|Some|Box\.new|std\.string\.String\.from|secrecy\.(?:SecretString|Secret|SecretBox)\.(?:new|from)|builtin\.string|java\.lang\.String)$/;
const MAX_CONVERTED = 3;

/** `"…"` itself, or what only makes another type of it: `"…".to_string()`, `String::from("…")`. */
function convertedFrom({ unit, resolver }: Reading, literal: SyntaxNode): SyntaxNode {
  let node = literal;
  for (let depth = 0; depth < MAX_CONVERTED; depth += 1) {
    const { parent } = node;
    const call = parent?.kind === 'member' && node.role === 'member.object' ? parent.parent : parent;
    if (parent === null || call == null || call.kind !== 'call') return node;
    const property = parent === call ? null : childOf(parent, 'member.property');
    const isKept =
      property === null
        ? node.role === 'call.argument' && CONVERTS.test(resolver.calleeOf(call) ?? '')
        : parent.role === 'call.callee' && unit.language.transparentMethods.has(unit.textOf(property));
    if (!isKept) return node;
    node = call;
  }
  return node;
}

function placeOf(reading: Reading, literal: SyntaxNode): Place | null {
  const { unit } = reading;
  const node = convertedFrom(reading, literal);
  const { parent } = node;
  if (parent === null) return null;
  const named = (role: string, from: SyntaxNode = parent): string | null => {
    const target = childOf(from, role);
    return target === null ? null : nameOf(unit, target);
  };
  const given = (name: string | null): Place | null =>
    name === null
      ? null
      : { name, use: 'literal', why: `The literal is given to \`${name}\`, which reads as a secret.` };
  switch (node.role) {
    case 'assign.value':
      return given(named('assign.target'));
    case 'entry.value':
      return given(named('entry.key'));
    case 'keyword.value':
      return parent.parent?.kind === 'call' || parent.parent?.kind === 'new' ? given(named('keyword.name')) : null;
    case 'field.value':
      return given(named('field.name'));
    case 'parameter.default': {
      const name = named('parameter.name');
      return name === null
        ? null
        : { name, use: 'literal', why: `The literal is the default of \`${name}\`, which reads as a secret.` };
    }
    case 'binary.left':
    case 'binary.right':
      return comparison(unit, node, parent);
    default: {
      const list = listName(reading, node);
      const place = given(list);
      return list === null || place === null ? null : { ...place, ofEach: list.slice(0, -1) };
    }
  }
}

/** `API_KEYS` of `API_KEYS = new Set(["…"])`: each text of such a list is one. */
function listName({ unit }: Reading, item: SyntaxNode): string | null {
  const list = item.parent;
  if (list === null || (list.kind !== 'array' && list.kind !== 'object')) return null;
  // `['api_key', 'access_token2']` says what secrets are called.
  if (/^[A-Za-z]+(?:[_-][A-Za-z]+)*\d?$/.test(unit.language.readString(unit.textOf(item)) ?? '')) return null;
  const made = list.role === 'call.argument' && list.parent !== null ? list.parent : list;
  const holder = made.parent;
  const target =
    holder === null
      ? null
      : made.role === 'assign.value'
        ? childOf(holder, 'assign.target')
        : made.role === 'field.value'
          ? childOf(holder, 'field.name')
          : made.role === 'entry.value'
            ? childOf(holder, 'entry.key')
            : null;
  const name = target === null ? null : nameOf(unit, target);
  return name !== null && /s$/i.test(name) ? name : null;
}

function comparison(unit: Reading['unit'], node: SyntaxNode, parent: SyntaxNode): Place | null {
  const operator = childOf(parent, 'binary.operator');
  if (operator === null || !/^(?:===?|!==?|is)$/.test(unit.textOf(operator))) return null;
  const other = childOf(parent, node.role === 'binary.left' ? 'binary.right' : 'binary.left');
  const name = other === null ? null : nameOf(unit, other);
  if (name === null) return null;
  const dataClass = credentialNamed(name);
  // `token === 'if'` is a parser's; words that mean only a secret are compared with one.
  if (dataClass === null || /^(?:token|key|jwt)$/i.test(name)) return null;
  return { name, use: 'comparison', why: `\`${name}\` is compared with the literal.` };
}

function nameOf(unit: Reading['unit'], node: SyntaxNode): string | null {
  if (node.kind === 'string') return unit.language.readString(unit.textOf(node));
  if (node.kind === 'name' || node.kind === 'property' || node.kind === 'shorthand')
    return unit.textOf(node).replace(/^#/, '');
  if (node.kind === 'member') {
    const property = childOf(node, 'member.property');
    return property === null ? null : unit.textOf(property).replace(/^#/, '');
  }
  if (node.kind === 'index') {
    const key = childOf(node, 'index.key');
    return key?.kind === 'string' ? unit.language.readString(unit.textOf(key)) : null;
  }
  if (node.kind === 'call') {
    const arg = node.children.find((child) => child.role === 'call.argument' && child.kind === 'string');
    const callee = childOf(node, 'call.callee');
    const isGetter =
      callee !== null && /(?:^|\.)(?:get|header|headers\.get|getHeader|query_params\.get)$/.test(unit.textOf(callee));
    return isGetter && arg !== undefined ? unit.language.readString(unit.textOf(arg)) : null;
  }
  return null;
}

function* secretArguments({ unit, resolver }: Reading): Generator<NamedLiteral> {
  for (const kind of ['call', 'new'] as const) {
    for (const call of unit.ofKind(kind)) {
      const path = resolver.calleeOf(call);
      const row = path === null ? undefined : SECRET_ARGUMENTS.get(path);
      if (row === undefined) continue;
      const [index, what, keyword] = row;
      const arg = argumentAt(resolver.argumentsOf(call), index, keyword);
      const node = arg?.node ?? null;
      // A name that holds the literal is found where it is assigned.
      if (node?.kind !== 'string') continue;
      const text = unit.language.readString(unit.textOf(node));
      if (text !== null && text !== '')
        yield {
          node,
          text,
          name: what,
          dataClass: 'credential.secret',
          use: 'argument',
          why: `\`${path ?? ''}\` takes it as its ${what}.`,
        };
    }
  }
}

/** `process.env.X || 'literal'`, `os.getenv('X', 'literal')`, `{ X = 'literal' } = process.env`. */
function* environmentDefaults({ unit, resolver }: Reading): Generator<NamedLiteral> {
  const note = function* (node: SyntaxNode | null | undefined, name: string): Generator<NamedLiteral> {
    if (node?.kind !== 'string') return;
    const text = unit.language.readString(unit.textOf(node));
    const dataClass = credentialNamed(name);
    if (text !== null && text !== '' && dataClass !== null)
      yield { node, text, name, dataClass, use: 'default', why: `The literal is used when \`${name}\` is not set.` };
  };
  for (const node of unit.ofKind('binary')) {
    const operator = childOf(node, 'binary.operator');
    if (operator === null || !/^(?:\|\||\?\?|or)$/.test(unit.textOf(operator))) continue;
    const left = childOf(node, 'binary.left');
    const value = left === null ? null : resolver.valueOf(left);
    if (value?.kind === 'environment') yield* note(childOf(node, 'binary.right'), value.name);
  }
  for (const call of unit.ofKind('call')) {
    const args = childrenOf(call, 'call.argument');
    const callee = childOf(call, 'call.callee');
    if (callee === null || args.length < 2) continue;
    const value = resolver.valueOf(call);
    const fallback = args.find((arg) => {
      const name = arg.kind === 'keyword' ? childOf(arg, 'keyword.name') : null;
      return name !== null && unit.textOf(name) === 'default';
    });
    const literal = fallback === undefined ? args[1] : childOf(fallback, 'keyword.value');
    if (value.kind === 'environment') yield* note(literal, value.name);
    // `env('SECRET_KEY', default='…')`, `env.str(…)`, `config.get('jwt.secret', '…')`.
    else if (
      args[0]?.kind === 'string' &&
      /(?:^|\.)(?:env|config|environ)(?:\.(?:str|get|getString|string))?$/.test(unit.textOf(callee).slice(-60))
    ) {
      const name = unit.language.readString(unit.textOf(args[0]));
      if (name !== null) yield* note(literal, name);
    }
  }
  for (const node of unit.ofKind('assign')) {
    if (node.parent?.kind !== 'pattern') continue;
    const around = node.parent.parent;
    const source = around?.kind === 'assign' ? childOf(around, 'assign.value') : null;
    const target = childOf(node, 'assign.target');
    if (source === null || target === null) continue;
    const from = resolver.valueOf(source);
    if (from.kind === 'symbol' && /(?:^|\.)env$/.test(from.name))
      yield* note(childOf(node, 'assign.value'), unit.textOf(target));
  }
}
