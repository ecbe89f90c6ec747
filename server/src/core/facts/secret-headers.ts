const SECRET = /^(?:(?:proxy-)?authorization|cookie|x-api-key)$/i;

/** Headers of a request by which somebody shows who they are. */
export function isSecretHeader(name: string): boolean {
  return SECRET.test(name);
}

export function holdsHeaders(owner: string | null): boolean {
  return owner !== null && /headers?$/i.test(owner);
}

/** `r.Header.Get("Authorization")`, `request.getHeader("Cookie")`, `c.GetHeader(…)`. */
export function readsHeader(method: string, owner: string | null): boolean {
  return /^(?:get_?)?headers?$/i.test(method) || (/^get(?:First|All)?$/i.test(method) && holdsHeaders(owner));
}
