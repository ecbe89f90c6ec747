import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { flagOf, optionsOf, type Options, optionsOfValue } from '../options.ts';
import { known } from '../to-fact.ts';
import type { Value } from '../value.ts';

/** Calls that check a token, by canonical path, and the first argument that may hold options. */
const VERIFY: ReadonlyMap<string, number> = new Map([
  ['jsonwebtoken.verify', 2],
  ['jsonwebtoken.default.verify', 2],
  ['jose.jwtVerify', 2],
  ['jose.jwtDecrypt', 2],
  ['jwt.decode', 1],
  ['jose.jwt.decode', 1],
  ['jwt.PyJWT().decode', 1],
]);
/** Calls that read a token without checking it. */
const UNVERIFIED: ReadonlySet<string> = new Set([
  'jsonwebtoken.decode',
  'jsonwebtoken.default.decode',
  'jose.decodeJwt',
  'jose.jwt.get_unverified_claims',
  'jose.jws.get_unverified_claims',
]);

/** Go's packages, and where the options begin; the function that finds the key stands before them. */
const VERIFY_GO: ReadonlyMap<string, number> = new Map(
  ['github.com/golang-jwt/jwt', 'github.com/dgrijalva/jwt-go'].flatMap(
    (jwt): readonly (readonly [string, number])[] => [
      [`${jwt}.Parse`, 1],
      [`${jwt}.ParseWithClaims`, 2],
      [`${jwt}.Parser().Parse`, 1],
      [`${jwt}.Parser().ParseWithClaims`, 2],
    ],
  ),
);
const UNVERIFIED_GO =
  /^github\.com\/(?:golang-jwt\/jwt|dgrijalva\/jwt-go)\.Parser\(\)\.ParseUnverified$|^github\.com\/lestrrat-go\/jwx\/jwt\.ParseInsecure$|\/jwt\.(?:JSONWebToken|ParseSigned)\(\)\.UnsafeClaimsWithoutVerification$/;

/** How tokens are checked: which algorithms, for whom, by whom, for how long. */
export const tokens = defineExtractor({
  id: 'tokens',
  kinds: ['identity.token'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test) return;
    for (const call of reading.unit.ofKind('call')) {
      const path = reading.resolver.calleeOf(call);
      if (path === null) continue;
      if (UNVERIFIED.has(path) || UNVERIFIED_GO.test(path)) yield toSite(call, path, null);
      const key = VERIFY_GO.get(path);
      if (key !== undefined) yield toSite(call, path, ofGo(reading, call, path, key));
      const from = VERIFY.get(path);
      if (from === undefined) continue;
      const args = reading.resolver.argumentsOf(call);
      const options = optionsOf(reading, args, from);
      const isPython = reading.unit.language.id === 'python';
      yield toSite(call, path, isPython ? ofPython(reading, options) : ofJavaScript(options));
    }
    // passport-jwt is told in its constructor, or in `super(…)` of a strategy.
    for (const object of reading.unit.ofKind('object')) {
      const entries = reading.resolver.entriesOf(object);
      if (!entries.has('jwtFromRequest') || !(entries.has('secretOrKey') || entries.has('secretOrKeyProvider')))
        continue;
      yield toSite(object, 'passport-jwt', ofJavaScript(optionsOfValue(reading, { kind: 'object', node: object })));
    }
  },
});

type Checked = Readonly<Record<'algorithm' | 'audience' | 'issuer' | 'expiry', string>>;

function toSite(node: SyntaxNode, path: string, checked: Checked | null): Site {
  const isVerified = checked !== null && checked.algorithm !== 'unverified';
  return {
    kind: 'identity.token',
    action: isVerified ? 'verify' : 'decode-unverified',
    resource: { kind: 'token', value: known(path), norm: 'token' },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'resolved',
    why: [isVerified ? `\`${path}\` checks the token.` : `\`${path}\` reads the token without checking its signature.`],
    ...(isVerified ? { qualifiers: checked } : {}),
  };
}

function ofJavaScript(options: Options): Checked {
  const isExpiryOff = flagOf(options.get('ignoreExpiration')) === 'yes';
  const algorithms = options.get('algorithms');
  return {
    algorithm: hasNone(algorithms) ? 'none' : algorithms === null && !options.isOpen ? 'any' : 'listed',
    audience: given(options, 'audience'),
    issuer: given(options, 'issuer'),
    expiry: isExpiryOff ? 'unchecked' : 'checked',
  };
}

function ofPython(reading: Reading, options: Options): Checked {
  const nested = options.get('options');
  const inner = nested === null ? null : optionsOfValue(reading, nested);
  const isOff = (name: string): boolean => flagOf(inner?.get(name) ?? null) === 'no';
  const algorithms = options.get('algorithms');
  return {
    algorithm:
      isOff('verify_signature') || flagOf(options.get('verify')) === 'no'
        ? 'unverified'
        : hasNone(algorithms)
          ? 'none'
          : 'listed',
    audience: isOff('verify_aud') ? 'unchecked' : given(options, 'audience'),
    issuer: isOff('verify_iss') ? 'unchecked' : given(options, 'issuer'),
    expiry: isOff('verify_exp') ? 'unchecked' : 'checked',
  };
}

/** `jwt.Parse(raw, keyFunc, jwt.WithValidMethods(…))`, `jwt.NewParser(…).Parse(raw, keyFunc)`. */
function ofGo(reading: Reading, call: SyntaxNode, path: string, key: number): Checked {
  const { resolver, unit } = reading;
  const value = resolver.valueOf(call);
  const receiver = value.kind === 'call' && value.receiver?.kind === 'call' ? value.receiver : null;
  const args = resolver.argumentsOf(call);
  const options = [...args.slice(key + 1), ...(path.includes('Parser()') ? (receiver?.args ?? []) : [])];
  const has = (name: string): boolean =>
    options.some((arg) => {
      const option = arg.value();
      return option.kind === 'call' && option.of.endsWith(`.${name}`);
    });
  const finder = args[key]?.value();
  const text = finder?.kind === 'function' ? unit.textOf(finder.node) : '';
  // The function that finds the key may look at the method itself; one of another file is believed to.
  const isAsked = /\.Method\b|\.Alg\(|SigningMethod|\["alg"\]/.test(text) || finder?.kind !== 'function';
  return {
    algorithm: /UnsafeAllowNoneSignatureType|SigningMethodNone/.test(text)
      ? 'none'
      : has('WithValidMethods') || isAsked
        ? 'listed'
        : 'any',
    audience: has('WithAudience') ? 'checked' : 'unchecked',
    issuer: has('WithIssuer') ? 'checked' : 'unchecked',
    expiry: has('WithoutClaimsValidation') ? 'unchecked' : 'checked',
  };
}

function given(options: Options, name: string): string {
  const value = options.get(name);
  return (value !== null && value.kind !== 'null') || options.isOpen ? 'checked' : 'unchecked';
}

/** `none` takes tokens that nobody signed. */
function hasNone(value: Value | null): boolean {
  const items = value?.kind === 'list' ? value.items : value === null ? [] : [value];
  return items.some((item) => item.kind === 'text' && item.text.toLowerCase() === 'none');
}
