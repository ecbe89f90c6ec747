import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { flagOf, optionsOf, type Options, optionsOfValue } from '../options.ts';
import type { Argument, Value } from '../value.ts';

/**
 * What a token is checked for. `algorithm`: the names, joined by `+`; `listed` where only a deployment knows them, `header`
 * where the token says it itself, `any`, `none` (nobody signs), or `unverified`. The others: the value, or whether.
 */
export type Checked = Readonly<Record<'algorithm' | 'audience' | 'issuer' | 'expiry', string>>;

export const UNVERIFIED: Checked = { algorithm: 'unverified', audience: '', issuer: '', expiry: '' };

/** `jwt.verify(token, key, { algorithms, audience, issuer, ignoreExpiration })`. */
export function ofJavaScript(options: Options): Checked {
  const isExpiryOff = flagOf(options.get('ignoreExpiration')) === 'yes';
  return {
    algorithm: algorithmsOf(options.get('algorithms', 'algorithm'), options.isOpen ? 'listed' : 'any'),
    audience: given(options, 'audience', 'aud'),
    issuer: given(options, 'issuer', 'iss'),
    expiry: isExpiryOff ? 'unchecked' : 'checked',
  };
}

/** `jwt.decode(token, key, algorithms=[…], audience=…, options={"verify_aud": False})`. */
export function ofPython(reading: Reading, options: Options): Checked {
  const nested = options.get('options');
  const inner = nested === null ? null : optionsOfValue(reading, nested);
  const isOff = (name: string): boolean => flagOf(inner?.get(name) ?? null) === 'no';
  if (isOff('verify_signature') || flagOf(options.get('verify')) === 'no') return UNVERIFIED;
  return {
    algorithm: algorithmsOf(options.get('algorithms'), 'listed'),
    audience: isOff('verify_aud') ? 'unchecked' : given(options, 'audience'),
    issuer: isOff('verify_iss') ? 'unchecked' : given(options, 'issuer'),
    expiry: isOff('verify_exp') ? 'unchecked' : 'checked',
  };
}

/** `JWT.decode(token, key, true, { algorithm: 'HS256', verify_aud: true, aud: … })` of Ruby. */
export function ofRuby(reading: Reading, args: readonly Argument[]): Checked {
  const verify = args.filter((arg) => arg.name === null)[2]?.value() ?? null;
  const options = optionsOf(reading, args, 3);
  if (flagOf(verify) === 'no') return UNVERIFIED;
  const whether = (name: string): string => (flagOf(options.get(name)) === 'yes' ? 'checked' : 'unchecked');
  return {
    algorithm: algorithmsOf(options.get('algorithms', 'algorithm'), 'listed'),
    audience: whether('verify_aud'),
    issuer: whether('verify_iss'),
    expiry: flagOf(options.get('verify_expiration')) === 'no' ? 'unchecked' : 'checked',
  };
}

/** `jwt.Parse(raw, keyFunc, jwt.WithValidMethods(…))`, `jwt.NewParser(…).Parse(raw, keyFunc)`. */
export function ofGolangJwt(reading: Reading, call: SyntaxNode, path: string, key: number): Checked {
  const { resolver, unit } = reading;
  const value = resolver.valueOf(call);
  const receiver = value.kind === 'call' && value.receiver?.kind === 'call' ? value.receiver : null;
  const args = resolver.argumentsOf(call);
  const options = [...args.slice(key + 1), ...(path.includes('Parser()') ? (receiver?.args ?? []) : [])];
  const argumentOf = (name: string): Value | null => optionNamed(options, name);
  const finder = args[key]?.value();
  const text = finder?.kind === 'function' ? unit.textOf(finder.node) : '';
  // The function that finds the key may look at the method itself; one of another file is believed to.
  const isAsked = /\.Method\b|\.Alg\(|SigningMethod|\["alg"\]/.test(text) || finder?.kind !== 'function';
  const methods = argumentOf('WithValidMethods');
  return {
    algorithm: /UnsafeAllowNoneSignatureType|SigningMethodNone/.test(text)
      ? 'none'
      : methods !== null
        ? algorithmsOf(methods, 'listed')
        : isAsked
          ? 'listed'
          : 'any',
    audience: valueText(argumentOf('WithAudience')),
    issuer: valueText(argumentOf('WithIssuer')),
    expiry: argumentOf('WithoutClaimsValidation') !== null ? 'unchecked' : 'checked',
  };
}

/** `jwt.Parse(raw, jwt.WithKeySet(…), jwt.WithAudience(…), jwt.WithValidate(false))` of lestrrat-go. */
export function ofJwx(reading: Reading, call: SyntaxNode): Checked {
  const options = reading.resolver.argumentsOf(call).slice(1);
  const isOff = (name: string): boolean => flagOf(optionNamed(options, name)) === 'no';
  const isKeyed = ['WithKey', 'WithKeySet', 'WithVerifyAuto', 'WithKeyProvider', 'WithVerify'].some(
    (name) => optionNamed(options, name) !== null,
  );
  if (isOff('WithVerify') || !isKeyed) return UNVERIFIED;
  return {
    algorithm: 'listed',
    audience: valueText(optionNamed(options, 'WithAudience')),
    issuer: valueText(optionNamed(options, 'WithIssuer')),
    expiry: isOff('WithValidate') ? 'unchecked' : 'checked',
  };
}

/** The first argument of an option that is a call: `jwt.WithAudience("shop")`. Null: it is not given. */
function optionNamed(options: readonly Argument[], name: string): Value | null {
  for (const arg of options) {
    const option = arg.value();
    if (option.kind === 'call' && option.of.endsWith(`.${name}`)) return option.args[0]?.value() ?? { kind: 'unknown' };
  }
  return null;
}

/** What a chain of calls says of a token: `Jwts.parser().verifyWith(key).requireAudience("shop").build()`. */
export function ofBuilder(reading: Reading, last: SyntaxNode): Checked {
  let audience = 'unchecked';
  let issuer = 'unchecked';
  let expiry = 'checked';
  for (const { name, args } of chainOf(reading, last)) {
    const [first, second] = args;
    const text = first === undefined ? 'checked' : valueText(reading.resolver.valueOf(first));
    if (/^(?:requireAudience|setAudience|withAudience|withAnyOfAudience|expectedAudience|hasAudience)$/.test(name))
      audience = text;
    else if (/^(?:requireIssuer|setIssuers?|withIssuer|expectedIssuer|hasIssuer)$/.test(name)) issuer = text;
    else if (name === 'setExpectedAudience')
      audience =
        /^(?:true|false)$/.test(reading.unit.textOf(first!)) && second !== undefined
          ? valueText(reading.resolver.valueOf(second))
          : text;
    else if (name === 'setExpectedIssuer') issuer = text;
    else if (name === 'setSkipDefaultAudienceValidation') audience = 'unchecked';
    // A leeway of more than a day is no leeway.
    else if (/^(?:acceptExpiresAt|acceptLeeway|setAllowedClockSkewSeconds|clockSkewSeconds)$/.test(name)) {
      const value = first === undefined ? null : reading.resolver.valueOf(first);
      if (value?.kind === 'number' && value.value > 86_400) expiry = 'unchecked';
    } else if (name === 'setSkipSignatureVerification' || name === 'setDisableRequireSignature') return UNVERIFIED;
  }
  return { algorithm: 'listed', audience, issuer, expiry };
}

const MAX_CHAIN = 30;

/** The calls of a fluent chain, last first. */
export function chainOf(
  { unit }: Reading,
  last: SyntaxNode,
): readonly { readonly name: string; readonly args: readonly SyntaxNode[] }[] {
  const chain: { name: string; args: readonly SyntaxNode[] }[] = [];
  let at: SyntaxNode | null = last;
  for (let step = 0; at?.kind === 'call' && step < MAX_CHAIN; step += 1) {
    const callee: SyntaxNode | null = childOf(at, 'call.callee');
    if (callee === null) break;
    chain.push({ name: lastName(unit, callee) ?? '', args: childrenOf(at, 'call.argument') });
    at = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  }
  return chain;
}

function given(options: Options, ...names: readonly string[]): string {
  const value = options.get(...names);
  if (value === null) return options.isOpen ? 'checked' : 'unchecked';
  return value.kind === 'null' ? 'unchecked' : valueText(value);
}

function valueText(value: Value | null): string {
  if (value === null || value.kind === 'null') return 'unchecked';
  if (value.kind === 'text') return value.text.slice(0, 100);
  if (value.kind === 'list' && value.items.length > 0 && value.items.every((item) => item.kind === 'text'))
    return value.items
      .map((item) => (item.kind === 'text' ? item.text : ''))
      .sort()
      .join('+')
      .slice(0, 200);
  return 'checked';
}

function algorithmsOf(value: Value | null, otherwise: string): string {
  if (value === null || value.kind === 'null') return otherwise;
  const items = value.kind === 'list' ? value.items : [value];
  if (items.length === 0) return otherwise;
  const names = items.map((item) => (item.kind === 'text' ? item.text : null));
  if (names.some((name) => name?.toLowerCase() === 'none')) return 'none';
  return names.every((name) => name !== null) ? [...new Set(names)].sort().join('+').slice(0, 200) : 'listed';
}
