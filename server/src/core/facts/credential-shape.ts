import { splitWords } from '../text/words.ts';

export type CredentialClass =
  | 'credential.password'
  | 'credential.secret'
  | 'credential.token'
  | 'credential.api-key'
  | 'credential.private-key'
  | 'credential.connection-string';

const PLACEHOLDER =
  /^(?:x+|\*+|\.+|-+|_+|0+|1234\d*|12345\w*|todo|tbd|none|null|nil|undefined|true|false|n\/a|empty|changeme|change[-_ ]?(?:me|this|it)\w*|replace[-_ ]?(?:me|this|with)\w*|fill[-_ ]?(?:me|in)\w*|insert[-_ ]\w+|example\w*|sample\w*|dummy\w*|fake\w*|mock\w*|placeholder\w*|redacted|hidden|secret|password|passwd|token|string|str|value|foo|bar|baz|test|testing|default|required|optional|invalid|wrong\w*|abc|abcd\w*|qwerty|bearer|basic|jwt|api[-_]?key|apikey|access[-_]?token|refresh[-_]?token|key|text|user|admin|root|postgres|mysql|guest|unset|missing|not[-_ ]?set|env|<.*>|\[.*\]|\{.*\}|\(.*\)|%.*%|\$.*|@.*@)$/i;
const PLACEHOLDER_INSIDE =
  /your[-_ ]|[-_ ]here\b|example|placeholder|change[-_]?me|changeme|replace[-_ ]?me|dummy|\bfake|xxxx|\*{3,}|\.\.\.|<[^>]*>|\$\{|\{\{|\$\(|#\{|%\(|insert[-_ ]|redacted|lorem|my[-_](?:api|secret|token|key|password)|sample/i;

/** What a name says about what is stored in it, seen alone. Null: no secret. */
export function credentialNamed(name: string): CredentialClass | null {
  const all = splitWords(name);
  if (all.length === 0 || all.length > 7) return null;
  let last = all[all.length - 1]!;
  const before = all[all.length - 2] ?? '';
  if (
    /^(?:\d+|value|literal|str|raw|default|fallback|plain|plaintext|prod|production|dev|staging|live)$/.test(last) &&
    all.length > 1
  ) {
    return credentialNamed(all.slice(0, -1).join('_'));
  }
  if (
    /^(?:is|has|no|invalid|missing|require|requires|required|show|hide|enable|use|min|max|num|reset|forgot|forget|verify|validate|check|on|set|get|update|input|label|confirm|change|type|error|wrong|weak|expired|public|publishable|anon|site|csrf|xsrf|next|page|continuation|cursor|sync|start|end|mention|design|cancellation|cancel|lexer|parser|syntax|current|prev|previous|eof|bos|eos|pad|unk|mask|stop|special|punctuation|math|css|color|theme|injection|di|provider|inject)$/.test(
      all[0]!,
    )
  )
    return null;
  const joined = all.join('');
  // SQL: `IDENTIFIED BY '…'`.
  if (/^identified(?:with\w*)?by$/.test(joined)) return 'credential.password';
  if (last === 'passwd' || last === 'pwd' || last === 'pass' || last === 'passcode') last = 'password';
  if (last === 'password' || last === 'passphrase') return 'credential.password';
  if (last === 'pw' && all.length > 1) return 'credential.password';
  if (last === 'secret' || last === 'secrets' || joined.endsWith('secretkey') || joined.endsWith('secretaccesskey'))
    return 'credential.secret';
  if (
    last === 'apikey' ||
    /(?:api|access|auth|service|subscription|account|admin|master|app|storage|license)(?:secret)?key$/.test(joined)
  )
    return 'credential.api-key';
  if (/(?:signing|encryption|private|hmac|aes|crypto|cookie|session|jwt|symmetric|fernet)key$/.test(joined))
    return 'credential.secret';
  if (last === 'token' && !/^(?:type|count|name|limit)$/.test(before)) return 'credential.token';
  if (last === 'jwt' || last === 'bearer' || last === 'credential') return 'credential.token';
  if (
    /(?:connection|conn)(?:string|str)$|(?:database|db|redis|mongo|mongodb|postgres|amqp|broker|rabbitmq|mysql)(?:url|uri)$|^dsn$|dsn$/.test(
      joined,
    )
  )
    return 'credential.connection-string';
  return null;
}

export function isPlaceholder(text: string): boolean {
  const value = text.trim();
  return value === '' || PLACEHOLDER.test(value) || PLACEHOLDER_INSIDE.test(value) || /^(.)\1+$/.test(value);
}

/** Bits a character of the text carries. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A text that someone made up to be guessed by nobody, given what its name says it is. */
export function looksSecret(text: string, kind: CredentialClass, name: string): boolean {
  if (text.length < 6 || text.length > 4096 || isPlaceholder(text)) return false;
  if (/\s/.test(text)) return false;
  if (/^(?:https?:|wss?:|file:|\.{0,2}\/|~\/|[A-Za-z]:\\|arn:|projects\/|data:|#|--|@)/.test(text)) return false;
  if (/\.(?:json|pem|key|crt|txt|ya?ml|js|ts|py|env|html?|png|svg)$/i.test(text)) return false;
  if (/^[\w.+-]+@[\w-]+\.\w+$/.test(text)) return false;
  if (isOwnName(text, name)) return false;
  // `auth.token.expired`, `access-token-key`, `X-Api-Key`, `ACCESS_TOKEN`: a key of something, not its value.
  if (/^[A-Za-z]+(?:[._:/-][A-Za-z]+)*$/.test(text) && !/[a-z][A-Z].*[a-z][A-Z]/.test(text)) return false;
  if (/^[a-z]+(?:[A-Z][a-z]+)+$/.test(text)) return false;
  if (/^\w+(?:\.\w+){1,}\(?/.test(text) && /^[a-z_]+\./i.test(text) && entropy(text) < 3.6) return false;
  if (UUID.test(text))
    return kind === 'credential.secret' || kind === 'credential.api-key' || kind === 'credential.password';
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((each) => each.test(text)).length;
  if (kind === 'credential.password') return classes >= 2 && entropy(text) >= 2;
  if (!/\d/.test(text) && classes < 3) return false;
  if (text.length < 12) return kind === 'credential.secret' && classes >= 3;
  return entropy(text) >= 2.8 && classes >= 2;
}

/** `clientSecret: 'client_secret'`, `PASSWORD_FIELD = 'password2'`: it names the field, it does not fill it. */
function isOwnName(text: string, name: string): boolean {
  const value = splitWords(text).join('');
  const own = splitWords(name).join('');
  return value === own || own.includes(value) || (value.includes(own) && value.length - own.length <= 6);
}

/** For a literal that stands in for a variable that is not set: anything that is a value at all. */
export function isUsableDefault(text: string): boolean {
  const value = text.trim();
  return (
    value.length >= 3 &&
    !/^(?:none|null|undefined|true|false|unset|not[-_ ]?set|\*+|<.*>|\$\{.*|\{\{.*|n\/a|missing|redacted)$/i.test(
      value,
    ) &&
    !/\s{2}|^\/|^\.\.?\//.test(value)
  );
}

/** First four characters and the length; of a short one the length only. */
export function maskSecret(text: string): string {
  return text.length < 12 ? `${text.length} characters` : `\`${text.slice(0, 4)}…\` (${text.length} characters)`;
}
