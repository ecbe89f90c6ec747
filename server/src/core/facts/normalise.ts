/** How texts of a resource kind are compared: `https://Api.x.com/v1` and `api.x.com` are one host. */
const normalisers: Readonly<Record<string, (text: string) => string>> = {
  host: hostOf,
  package: (text) => text.toLowerCase().replace(/_/g, '-'),
  command: (text) => text.trim().split(/\s+/)[0] ?? '',
};

export function normalise(resourceKind: string, text: string): string {
  return normalisers[resourceKind]?.(text) ?? text;
}

/** Host and port of a URL or of `host:port`; `*` where it is not known. */
export function hostOf(url: string): string {
  const rest = url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/^\/\//, '');
  const authority = rest.split(/[/?#]/)[0] ?? '';
  return authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
}
