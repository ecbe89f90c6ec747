import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import type { Given } from '../settings/define.ts';
import { givenValues } from '../settings/given.ts';
import { known } from '../to-fact.ts';

/** How often somebody may try before a sign-in, a code or a password is refused: a number that grows lets more be guessed. */
export const attemptLimits = defineExtractor({
  id: 'attempt-limits',
  kinds: ['identity.credential'],
  languages: 'all',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.context.docs || unit.language.id === 'text' || unit.language.callsAreCommands) return;
    if (!ANY_NAME.test(unit.tree.text)) return;
    for (const all of givenValues(reading).values()) {
      for (const given of all) {
        const limit = limitOf(reading, given);
        if (limit !== null) yield toSite(given.node, limit);
      }
    }
  },
});

interface Limit {
  readonly what: string;
  /** Tries, requests in the window that the limiter has, or requests in an hour: `what` says which. */
  readonly most: number;
}

const ANY_NAME = /attempt|tries|lockout|failure|limit|throttl/i;
const TRIES =
  /^(?:max(?:imum)?|allowed|permitted)? ?(?:number of )?((?:(?:failed|invalid|wrong|login|log ?in|sign ?in|password|pin|otp|code|totp|mfa|two factor|verification|auth(?:entication)?|access|unlock|reset|account) )*(?:attempts?|tries|failures))(?: (?:allowed|limit|max(?:imum)?|threshold|before lock(?:out)?))?$/;
const LOCKS =
  /^(?:account )?lock ?out (?:threshold|limit|attempts|after)$|^axes failure limit$|^max failed access attempts$|^failed (?:login|sign in|password|access) limit$/;
const IS_MOST = /\b(?:max|maximum|allowed|permitted|limit|threshold|before lock ?out)\b/;
const OF_ACCESS =
  /\b(?:log ?in|sign ?in|password|passcode|otp|totp|mfa|2fa|lock(?:ed)? ?out|account (?:is )?locked|auth(?:n|z|enticat\w*|ori[sz]\w*)?)\b/i;
const LIMITER = /limit|throttl/i;
const AMOUNT = /^(?:max|limit|points|requests|maxrequests|permitlimit|tokens|capacity)$/;
const RATE = /^\s*(\d{1,7})\s*(?:\/|\s+per\s+|-)\s*(?:1\s*)?(s|sec|second|m|min|minute|h|hour|d|day)\w*\s*$/i;
const IN_AN_HOUR: Readonly<Record<string, number>> = { s: 3600, m: 60, h: 1, d: 1 / 24 };
const MAX_RATE = 40;
/** Characters around a number in which it is said what it is for. */
const AROUND = 300;

function limitOf(reading: Reading, given: Given): Limit | null {
  const { name, value, node, callee } = given;
  // Names are cheap to ask: what a value is, is worked out for few.
  if (value.kind === 'string') return rateOf(reading, given);
  const isAmount = AMOUNT.test(name) && LIMITER.test(callee);
  const words = isAmount || !ANY_NAME.test(name) ? '' : wordsOf(nameText(reading, node, name));
  const isLock = LOCKS.test(words);
  const tried = IS_MOST.test(words) ? TRIES.exec(words)?.[1] : undefined;
  const what = isAmount ? 'requests' : isLock ? 'failed attempts' : tried;
  if (what === undefined) return null;
  const read = reading.resolver.valueOf(value);
  if (read.kind !== 'number' || !Number.isFinite(read.value) || read.value < 1) return null;
  // Connections and jobs are tried as well.
  return isLock || isOfAccess(reading, node) ? { what, most: read.value } : null;
}

/** `"5 per minute"` of a limiter, or of a table of rates. */
function rateOf(reading: Reading, { value, node, callee }: Given): Limit | null {
  if (value.end - value.start > MAX_RATE) return null;
  const rate = RATE.exec(reading.unit.language.readString(reading.unit.textOf(value)) ?? '');
  if (rate === null) return null;
  const beside = around(reading, node);
  // The rates of REST framework's throttles hold for every view.
  const isOfViews = /DEFAULT_THROTTLE_RATES/.test(beside);
  if (!isOfViews && (!(LIMITER.test(callee) || LIMITER.test(beside)) || !isOfAccess(reading, node))) return null;
  const inAnHour = IN_AN_HOUR[rate[2]![0]!.toLowerCase()]!;
  return { what: 'requests an hour', most: Number(rate[1]) * inAnHour };
}

/** As it is written: `Given.name` has its words run together. */
function nameText({ unit }: Reading, node: SyntaxNode, plain: string): string {
  const target = node.children.find(({ role }) =>
    /^(?:assign\.target|entry\.key|keyword\.name|field\.name)$/.test(role ?? ''),
  );
  const written = target === undefined ? plain : unit.textOf(target).slice(-80);
  return written.replace(/^["'`]|["'`]$/g, '').replace(/^.*\./s, '');
}

function around({ unit }: Reading, node: SyntaxNode): string {
  return unit.tree.text.slice(Math.max(0, node.start - AROUND), node.end + AROUND);
}

function isOfAccess(reading: Reading, node: SyntaxNode): boolean {
  const text = around(reading, node).replace(/_|(?<=[a-z])(?=[A-Z])/g, ' ');
  return OF_ACCESS.test(text) || OF_ACCESS.test(reading.unit.path.replace(/[-_./]/g, ' '));
}

function toSite(node: SyntaxNode, { what, most }: Limit): Site {
  return {
    kind: 'identity.credential',
    action: 'limit',
    resource: { kind: 'limit', value: known(`limit of ${what}`), norm: `limit of ${what}` },
    node,
    evidence: [{ node, role: 'literal' }],
    tier: 'pattern',
    why: [`Says how many ${what} there may be.`],
    qualifiers: { most: String(most) },
  };
}
