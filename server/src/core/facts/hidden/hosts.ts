import { readAsAscii } from '../apis/confusables.ts';

/** A host of an address that the eye takes for another. */
export interface FalseHost {
  readonly start: number;
  readonly end: number;
  readonly host: string;
  readonly readAs: string;
  readonly why: string;
}

const ADDRESS = /\b(?:https?|wss?|ftp|git|ssh):\/\/([^\s/?#"'`<>()[\]{}|\\^]{1,253})/giu;
/** Signs that look like the slash behind a host. */
const SLASHES = /[\u2044\u2215\u29F8]/u;
const LETTERS_OF_OTHERS =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u;

/** Hosts that are imitated, without their subdomains. Our own list: where code, packages, models, mail and money are. */
const KNOWN = new Set(
  (
    'github.com githubusercontent.com gitlab.com bitbucket.org npmjs.com npmjs.org pypi.org python.org pythonhosted.org ' +
    'docker.com docker.io golang.org crates.io rubygems.org maven.org nuget.org google.com googleapis.com gmail.com ' +
    'microsoft.com live.com office.com azure.com windows.net visualstudio.com amazon.com amazonaws.com apple.com icloud.com ' +
    'openai.com anthropic.com claude.ai huggingface.co paypal.com stripe.com visa.com mastercard.com coinbase.com binance.com ' +
    'facebook.com instagram.com whatsapp.com twitter.com linkedin.com netflix.com slack.com discord.com telegram.org ' +
    'cloudflare.com vercel.app netlify.app heroku.com okta.com auth0.com atlassian.net atlassian.com jetbrains.com ' +
    'wikipedia.org dropbox.com yahoo.com ebay.com zoom.us salesforce.com oracle.com mozilla.org ubuntu.com debian.org'
  ).split(' '),
);
const knownByShape = new Map([...KNOWN].map((host) => [shapeOf(host), host]));

export function* falseHostsIn(text: string): Generator<FalseHost> {
  if (!text.includes('://')) return;
  for (const match of text.matchAll(ADDRESS)) {
    const [all, authority = ''] = match;
    const from = match.index + all.length - authority.length;
    const user = authority.lastIndexOf('@') + 1;
    const host = authority
      .slice(user)
      .replace(/:\d*$/, '')
      .replace(/[.,;:!\u3002\uFF0C]+$/u, '');
    const span = { start: from + user, end: from + user + host.length, host };
    const slash = SLASHES.exec(authority);
    if (slash !== null && /[\w.-]$/.test(authority.slice(0, slash.index)))
      yield {
        ...span,
        start: from,
        readAs: authority.slice(0, slash.index),
        why: 'A sign that looks like a slash stands in the name of the host.',
      };
    else {
      const found = imitated(host.toLowerCase());
      if (found !== null) yield { ...span, ...found };
    }
  }
}

function imitated(host: string): Pick<FalseHost, 'readAs' | 'why'> | null {
  if (!/^[\p{L}\p{N}\p{M}.-]+$/u.test(host) || !host.includes('.')) return null;
  const written = host
    .split('.')
    .map((label) => (label.startsWith('xn--') ? fromPunycode(label.slice(4)) : label))
    .join('.');
  const readAs = readAsAscii(written);
  if (readAs === null) return null;
  const known = knownByShape.get(shapeOf(baseOf(readAs)));
  if (known !== undefined && baseOf(written) !== known && !KNOWN.has(baseOf(host)))
    return { readAs: known, why: `It looks like ${known}.` };
  const labels = written.split('.');
  const isForeignZone = LETTERS_OF_OTHERS.test(labels[labels.length - 1]!);
  const others = labels.slice(0, -1).filter((label) => LETTERS_OF_OTHERS.test(label));
  if (others.length === 0 || (isForeignZone && !others.some((label) => /[a-z]/.test(label)))) return null;
  return { readAs, why: 'Letters of another script stand in it for the ones they look like.' };
}

function baseOf(host: string): string {
  return host.split('.').slice(-2).join('.');
}

/** What reads as one: `rn` as m, `vv` as w, digits as letters. */
function shapeOf(host: string): string {
  return host
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll(/[i1]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('5', 's');
}

/** @see RFC 3492, with the parameters of names of hosts. */
function fromPunycode(text: string): string {
  const cut = text.lastIndexOf('-');
  const output = Array.from(cut > 0 ? text.slice(0, cut) : '');
  let point = 128;
  let bias = 72;
  let at = 0;
  for (let read = cut > 0 ? cut + 1 : 0; read < text.length && output.length < 64;) {
    const old = at;
    for (let weight = 1, k = 36; ; k += 36) {
      const code = text.charCodeAt(read++);
      const digit = code >= 97 && code <= 122 ? code - 97 : code >= 48 && code <= 57 ? code - 22 : 36;
      if (digit >= 36 || weight > 0x7ffffff) return text;
      at += digit * weight;
      const least = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
      if (digit < least) break;
      weight *= 36 - least;
    }
    const count = output.length + 1;
    bias = adapt(at - old, count, old === 0);
    point += Math.floor(at / count);
    at %= count;
    if (point > 0x10ffff) return text;
    output.splice(at++, 0, String.fromCodePoint(point));
  }
  return output.join('');
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let left = isFirst ? Math.floor(delta / 700) : delta >> 1;
  left += Math.floor(left / count);
  let k = 0;
  for (; left > 455; k += 36) left = Math.floor(left / 35);
  return k + Math.floor((36 * left) / (left + 38));
}
