import { defineSinks, namedSink, resolvedSink } from './define.ts';

/** The first argument is what the token says. */
const SIGNS =
  /^(?:jsonwebtoken\.sign|jose\.(?:SignJWT|UnsecuredJWT|EncryptJWT)|jwt\.encode|jose\.jwt\.encode|authlib\.jose\.jwt\.encode|@nestjs\/jwt\.JwtService\(\)\.sign(?:Async)?|fast-jwt\.createSigner\(\)|firebase\/php-jwt\.JWT\.encode|Firebase\.JWT\.JWT\.encode|hono\/jwt\.sign)$/;
const CLAIMS =
  /^(?:github\.com\/golang-jwt\/jwt(?:\/v\d+)?\.(?:NewWithClaims)|github\.com\/dgrijalva\/jwt-go\.NewWithClaims)$/;
const BUILDS =
  /^(?:io\.jsonwebtoken\.Jwts\.builder\(\)(?:\.\w+\(\)){0,12}\.(?:claim|claims|addClaims|setClaims|subject|setSubject)|com\.auth0\.jwt\.JWT\.create\(\)(?:\.\w+\(\)){0,12}\.(?:withClaim|withSubject|withPayload)|com\.nimbusds\.jwt\.JWTClaimsSet\.Builder\(\)(?:\.\w+\(\)){0,12}\.(?:claim|subject))$/;
const BY_NAME = /(?:^|\.)(?:jwt_?[sS]ervice|jwt)\.(?:sign|signAsync|sign_async|encode)$/;

/** What tokens say: whoever holds one can read it. */
export const tokens = defineSinks({
  id: 'tokens',
  find(call) {
    const { path, text, args } = call;
    const does = 'puts it into a token';
    if (path !== null && SIGNS.test(path)) return resolvedSink(call, 'token', 'token', does, args().slice(0, 1));
    if (path !== null && CLAIMS.test(path)) return resolvedSink(call, 'token', 'token', does, args().slice(1, 2));
    if (path !== null && BUILDS.test(path)) return resolvedSink(call, 'token', 'token', does, args().slice(-1));
    return BY_NAME.test(text) ? namedSink(text, 'token', 'token', does, args().slice(0, 1)) : null;
  },
});
