/** How a call is told what to check. `options`: from which argument on they may stand. */
export type VerifyCall =
  | { readonly style: 'javascript' | 'python'; readonly options: number }
  | { readonly style: 'ruby' | 'jwx' | 'builder' | 'plain' }
  /** `key`: the argument that finds the key; options stand behind it. */
  | { readonly style: 'golang-jwt'; readonly key: number };

const javascript = (options: number): VerifyCall => ({ style: 'javascript', options });
const python = (options: number): VerifyCall => ({ style: 'python', options });
const golang = (key: number): VerifyCall => ({ style: 'golang-jwt', key });
const plain: VerifyCall = { style: 'plain' };
const builder: VerifyCall = { style: 'builder' };
const rows = (paths: string, call: VerifyCall): readonly (readonly [string, VerifyCall])[] =>
  paths.split(/\s+/).map((path) => [path, call] as const);

/** Calls that check a token, by canonical path. Sources: the libraries' documentation, 2026-11. */
export const verifyCalls: ReadonlyMap<string, VerifyCall> = new Map([
  ...rows(
    'jsonwebtoken.verify jsonwebtoken.default.verify jose.jwtVerify jose.jwtDecrypt jose.compactVerify',
    javascript(2),
  ),
  ...rows(
    'express-jwt.expressjwt express-jwt express-jwt.default koa-jwt koa-jwt.default express-oauth2-jwt-bearer.auth',
    javascript(0),
  ),
  ...rows(
    'hono/jwt.verify @tsndr/cloudflare-worker-jwt.verify @tsndr/cloudflare-worker-jwt.default.verify',
    javascript(2),
  ),
  ...rows('@nestjs/jwt.JwtService().verify @nestjs/jwt.JwtService().verifyAsync', javascript(1)),
  ...rows('google-auth-library.OAuth2Client().verifyIdToken', javascript(0)),
  ...rows('jwt.decode jose.jwt.decode jwt.PyJWT().decode', python(1)),
  ...rows('authlib.jose.jwt.decode authlib.jose.JsonWebToken().decode', plain),
  ...rows('google.oauth2.id_token.verify_oauth2_token google.oauth2.id_token.verify_token', python(2)),
  ...rows('JWT.decode', { style: 'ruby' }),
  ...rows('Firebase.JWT.JWT.decode', plain),
  ...['github.com/golang-jwt/jwt', 'github.com/dgrijalva/jwt-go'].flatMap((jwt) => [
    ...rows(`${jwt}.Parse ${jwt}.Parser().Parse`, golang(1)),
    ...rows(`${jwt}.ParseWithClaims ${jwt}.Parser().ParseWithClaims`, golang(2)),
  ]),
  ...rows(
    'github.com/lestrrat-go/jwx/jwt.Parse github.com/lestrrat-go/jwx/jwt.ParseString github.com/lestrrat-go/jwx/jwt.ParseRequest',
    { style: 'jwx' },
  ),
  ...rows(
    'github.com/coreos/go-oidc.IDTokenVerifier().Verify github.com/coreos/go-oidc/oidc.IDTokenVerifier().Verify',
    plain,
  ),
]);

/** Ends of fluent chains that check a token, and what the chain begins with. */
export const verifyChains: readonly { readonly begins: RegExp; readonly ends: RegExp; readonly call: VerifyCall }[] = [
  // jjwt
  {
    begins: /^Jwts$/,
    ends: /^(?:parseClaimsJws|parseSignedClaims|parseSignedContent|parseContentJws|parsePlaintextJws)$/,
    call: builder,
  },
  // java-jwt of Auth0: the verifier is built once
  { begins: /^JWT$/, ends: /^(?:build|verify)$/, call: builder },
  // The OAuth client library of Google, and what is made after it
  { begins: /(?:IdToken|WebToken|Jwt|JWT)\w*Verifier(?:\.Builder)?$/, ends: /^build$/, call: builder },
  // jose4j
  { begins: /^(?:new )?JwtConsumerBuilder$/, ends: /^build$/, call: builder },
];

/** Calls that read a token without checking it. */
export const unverifiedCalls: ReadonlySet<string> = new Set(
  `jsonwebtoken.decode jsonwebtoken.default.decode jose.decodeJwt jwt-decode jwt-decode.jwtDecode jwt-decode.default hono/jwt.decode
   jose.jwt.get_unverified_claims jose.jws.get_unverified_claims @nestjs/jwt.JwtService().decode
   github.com/golang-jwt/jwt.Parser().ParseUnverified github.com/dgrijalva/jwt-go.Parser().ParseUnverified
   github.com/lestrrat-go/jwx/jwt.ParseInsecure
   com.auth0.jwt.JWT.decode com.auth0.jwt.JWT().decodeJwt
   System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler().ReadJwtToken System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler().ReadToken
   Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler().ReadJsonWebToken`.split(/\s+/),
);
export const unverifiedPattern =
  /\/jwt\.(?:JSONWebToken|ParseSigned)\(\)\.UnsafeClaimsWithoutVerification$|(?:^|\.)(?:ReadJwtToken|ReadJsonWebToken|parseClaimsJwt|parseUnsecuredClaims)$/;

/** Calls that make a token, by canonical path; `options`: where its life may be said besides the claims. */
export const mintCalls: ReadonlySet<string> = new Set(
  `jsonwebtoken.sign jsonwebtoken.default.sign jwt.encode jose.jwt.encode jwt.PyJWT().encode authlib.jose.jwt.encode JWT.encode Firebase.JWT.JWT.encode
   @nestjs/jwt.JwtService().sign @nestjs/jwt.JwtService().signAsync hono/jwt.sign jwt-simple.encode
   flask_jwt_extended.create_access_token flask_jwt_extended.create_refresh_token
   github.com/golang-jwt/jwt.NewWithClaims github.com/dgrijalva/jwt-go.NewWithClaims
   System.IdentityModel.Tokens.Jwt.JwtSecurityToken`.split(/\s+/),
);
export const mintChains: readonly { readonly begins: RegExp; readonly ends: RegExp }[] = [
  { begins: /^SignJWT$/, ends: /^sign$/ },
  { begins: /^Jwts$/, ends: /^compact$/ },
  { begins: /^JWT$/, ends: /^sign$/ },
];
/** Those whose tokens end by themselves. */
export const endsByItself = /^flask_jwt_extended\.|JwtService\(\)/;

/** Names of functions that check a token somewhere else. */
export const verifiesByName =
  /^(?:[vV]erify|[vV]alidate|authenticate|check)(?:And(?:Decode|Parse|Get))?(?:Access|Refresh|Id|Auth|Bearer|Session|User|Firebase|Api|Signed)*(?:Jwt|JWT|Token|IdToken)(?:Async|Sync|OrThrow)?$|^(?:verify|validate|check)_(?:(?:access|refresh|id|auth|bearer|session|user)_)?(?:jwt|token)$/;
