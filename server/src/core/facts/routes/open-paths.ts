const OPEN =
  /(?:^|[/._ -])(?:health\w*|livez?|liveness|readyz?|readiness|ping|status|version|metrics|favicon\w*|robots|sitemap|\.well-known|log-?in|log-?out|sign-?in|sign-?up|sign-?out|register|registration|forgot\w*|reset\w*|verify-?email|confirm\w*|callback|oauth\w*|oidc|saml|sso|auth|token|refresh|jwks|csrf\w*|docs|openapi|swagger\w*|public|static|assets|webhooks?|hooks|unsubscribe|heartbeat|up|about|terms|privacy|landing|index|home)(?:$|[/._:<{ -])/i;

/** Whether a path, or the symbol of an entry point, says that it is meant for everybody. */
export function isOpenPath(path: string): boolean {
  return OPEN.test(path) || path === '/';
}

const STATIC =
  /\.(?:css|js|png|jpe?g|gif|svg|ico|html|woff2?|map)$|\/(?:css|js|images?|img|fonts?|webjars|resources|assets|static|error)(?:\/|$)/;

/** Pages, pictures and scripts that hold nobody's data. */
export function isStaticPath(path: string): boolean {
  return STATIC.test(path);
}
