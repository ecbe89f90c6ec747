import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { secondsOf } from '../duration.ts';
import { lifetimeNamed } from '../lifetime-names.ts';
import { symbolPath } from '../names.ts';
import type { Given } from '../settings/define.ts';
import { givenValues } from '../settings/given.ts';
import { known } from '../to-fact.ts';

/** Names that say an end and nothing of what ends: what stands around them says it. */
const BARE = new Set(
  'expiresin exp expiresat expires expiration expirationtime expiry expiresdelta expiretime expireat expiresintime notafter maxage'.split(
    ' ',
  ),
);
const OF_TOKEN = /jwt|token|claim|sign(?!al|edurl|ature)|auth|login|otp|invit|reset|verif|magic|credential/i;
const OF_SESSION = /session/i;
const OF_OTHER =
  /presign|signed_?url|signedUrl|cache|redis|s3\b|bucket|\bset(?:ex)?$|lock|rate|cookie|offer|coupon|subscription|order|payment|document|certificate/i;

/** How long what stands for somebody lives: claims of tokens, settings of sessions, constants that say so. */
export const lifetimes = defineExtractor({
  id: 'lifetimes',
  kinds: ['identity.token', 'identity.session'],
  languages: 'all',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.id === 'text') return;
    for (const [name, all] of givenValues(reading)) {
      for (const given of all) {
        const what = BARE.has(name) ? bareOf(reading, given) : lifetimeNamed(writtenName(reading, given));
        const seconds = what === null ? null : secondsOf(reading, given.value, what.unit);
        if (what !== null && seconds !== null) yield toSite(given.node, name, what.what, seconds);
      }
    }
  },
});

function writtenName({ unit }: Reading, { node }: Given): string {
  const text = unit.textOf(node);
  // The name stands before what it is given, in every form.
  const found =
    /^[\s"'`[$@:]*(?:(?:const|let|var|public|private|static|final|readonly)\s+)*([\w.$-]+(?:\[["'][\w-]+["']\])?)/.exec(
      text.slice(0, 160),
    );
  const name = found?.[1] ?? '';
  return name.slice(name.lastIndexOf('.') + 1);
}

function bareOf(
  reading: Reading,
  { name, node, callee, holder }: Given,
): { readonly what: string; readonly unit: number } | null {
  const near = `${callee} ${holder}`;
  if (OF_OTHER.test(near)) return null;
  const around = `${near} ${symbolPath(reading.unit, node) ?? ''}`;
  const isClaim = name === 'exp';
  if (OF_SESSION.test(near)) return { what: 'session', unit: name === 'maxage' ? 0.001 : 1 };
  if (name === 'maxage') return null;
  return isClaim || OF_TOKEN.test(around) ? { what: 'token', unit: 1 } : null;
}

function toSite(node: SyntaxNode, field: string, what: string, seconds: number): Site {
  const isSession = /session|cookie|remember|sid/.test(what);
  return {
    kind: isSession ? 'identity.session' : 'identity.token',
    action: isSession ? 'create' : 'mint',
    resource: { kind: 'lifetime', value: known(what), norm: `lifetime of ${what}` },
    node,
    evidence: [{ node, role: 'literal' }],
    tier: 'pattern',
    why: [`Says how long the ${what} lives.`],
    qualifiers: { lifetime: String(seconds) },
    detail: { ttlSeconds: seconds, field },
  };
}
