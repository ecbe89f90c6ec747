import { splitWords } from '../text/words.ts';

/** What a name says is so long alive, and how many seconds a bare number stands for. */
export interface LifetimeName {
  readonly what: string;
  readonly unit: number;
}

const LIFE =
  /^(?:expir(?:y|es?|ation|ing|ed)?|exp|ttl|lifetime|lifespan|life|age|validity|valid|duration|timeout|maxage|expiresin|expirein|expiration)$/;
const HELD =
  /^(?:token|tokens|jwt|session|sessions|otp|totp|refresh|access|bearer|invite|invitation|magic|reset|login|auth|remember|impersonation|cookie|password|verification|authcode|sid)$/;
/** A token bucket, a session of a database or of training, a cookie banner: other things are called so too. */
const OTHER =
  /^(?:cache|cached|bucket|rate|limit|limiter|lock|query|request|connect|connection|db|database|http|socket|idle|read|write|poll|polling|retry|dns|analytics|consent|theme|locale|presence|heartbeat|drain|keepalive|warn|warning|metric|metrics|test|mock|stream|upload|queue|job|task|spark|ssh|tx|transaction|sql|pool|model|prompt|context|completion|output|input|tokens per|video|audio|chat|game|scheduler|check|interval|refreshinterval|buffer|leeway|skew|grace)$/;
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['ms', 0.001],
  ['millis', 0.001],
  ['milliseconds', 0.001],
  ['s', 1],
  ['sec', 1],
  ['secs', 1],
  ['second', 1],
  ['seconds', 1],
  ['min', 60],
  ['mins', 60],
  ['minute', 60],
  ['minutes', 60],
  ['hour', 3600],
  ['hours', 3600],
  ['hrs', 3600],
  ['day', 86_400],
  ['days', 86_400],
  ['week', 604_800],
  ['weeks', 604_800],
]);

/** `ACCESS_TOKEN_EXPIRE_MINUTES`: the access token, in minutes. Null: it is no life of what stands for somebody. */
export function lifetimeNamed(name: string): LifetimeName | null {
  if (name.length < 6 || name.length > 60) return null;
  const words = splitWords(name);
  if (words.length < 2 || words.length > 7) return null;
  const at = words.findIndex((word) => LIFE.test(word));
  if (at < 0 || !words.some((word) => HELD.test(word))) return null;
  if (words.some((word) => OTHER.test(word))) return null;
  // `session_expired`, `tokenExpiredMessage` and `isTokenValid` say whether, not how long.
  if (/^(?:is|has|on|was|should|if|handle|check|get|set)$/.test(words[0]!)) return null;
  if (
    /^(?:expired|valid|message|error|at|date|time|on|handler|label|text|url|key|name|header|id|column)$/.test(
      words[words.length - 1]!,
    )
  )
    return null;
  const unit = words.map((word) => SECONDS.get(word)).find((each) => each !== undefined) ?? 1;
  const what = words
    .filter((word) => !LIFE.test(word) && !SECONDS.has(word) && !/^(?:in|max|default|time|jwt)$/.test(word))
    .join(' ');
  return { what: what === '' ? 'token' : what, unit };
}
