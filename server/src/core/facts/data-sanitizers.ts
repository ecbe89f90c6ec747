import type { SyntaxNode } from '../model/syntax.ts';
import { splitWords } from '../text/words.ts';
import type { Reading } from './define.ts';

/** Words in the name of a function after which a value says nothing of a person any more. */
const SANITIZING = new Set(
  'redact redacted redaction mask masked masking hash hashed hashing hasher anonymize anonymise anonymized anonymizer pseudonymize pseudonymise obfuscate obscure encrypt encrypted encryption cipher sha sha1 sha256 sha512 md5 hmac digest hexdigest omit scrub scrubbed sanitize sanitise sanitized censor tokenize bcrypt argon argon2 scrypt pbkdf strip_pii blake hide conceal filtered exclude without safe fingerprint partial truncate last4 initials'.split(
    ' ',
  ),
);
const PREDICATE =
  /^(?:is|has|can|should|was|are|exists?|includes?|startsWith|startswith|endsWith|endswith|match|matches|test|indexOf|find_?index|len|count|Boolean|bool|Number|parseInt|int|float|typeof|isinstance|hasattr|validate\w*|verify\w*|check\w*|compare\w*|equals?|timingSafeEqual|compare_digest)(?![a-z])/;
/** Methods whose result is still the value. */
const KEEPING =
  /^(?:toString|trim|strip|lower|upper|toLowerCase|toUpperCase|title|isoformat|toISOString|toJSON|toDateString|toLocaleDateString|strftime|encode|decode|join|concat|normalize|format|formatted|unwrap|collect|toList|to_list|stream|distinct|sorted|sort|limit|slice|find|findFirst|findAny|orElse|orElseThrow|orElseGet|toObject|model_dump|model_dump_json|dict|json|to_dict|as_dict|asdict|to_json|serialize|valueOf|map|filter|values|entries|items|copy|build|getvalue|get_secret_value|flat|toArray|lean|exec|dump|dumps|ToString|Trim|ToLower|ToUpper|ToLowerInvariant|ToUpperInvariant|ToList|ToArray|to_s|to_h|to_a|downcase|upcase|tap|freeze|to_param|toMap|squish)$/;
/** Functions whose result holds their arguments. */
const PASSING =
  /^(?:stringify|dumps|dump|DataFrame|from_records|str|String|repr|inspect|format|dict|list|tuple|set|asdict|vars|assign|fromEntries|entries|values|from|encodeURIComponent|encodeURI|quote|urlencode|btoa|b64encode|structuredClone|deepcopy|copy|clone|cloneDeep|merge|concat|join|pick|serialize|serializeUser|to_json|jsonable_encoder|model_dump|all|resolve|freeze|pformat|PromptTemplate|of|Buffer|Blob|FormData|URLSearchParams|Request|Message|HumanMessage|SystemMessage|dedent|filter|map|compact|omitBy|ofString|fromString|writeValueAsString|toJson|valueOf|getBytes|json_encode|http_build_query|sprintf|vsprintf|implode|rawurlencode|urlencode|var_export|print_r|Serialize|SerializeObject|SerializeToUtf8Bytes|Format|Concat|Join|mapOf|listOf|mutableMapOf|buildString)$/;
/** Of Go: texts made of values, bodies made of texts, fields of log entries. */
const PASSING_GO =
  /^(?:fmt\.(?:Sprint|Sprintf|Sprintln|Errorf|Appendf)|encoding\/json\.(?:Marshal|MarshalIndent)|bytes\.(?:NewReader|NewBuffer|NewBufferString)|strings\.(?:NewReader|ToLower|ToUpper|TrimSpace|Join)|builtin\.(?:string|append)|errors\.New|github\.com\/pkg\/errors\.\w+|log\/slog\.(?:String|Any|Group)|go\.uber\.org\/zap\.(?:String|Any|Reflect|Stringp|Stringer|Object)|net\/url\.(?:QueryEscape|PathEscape)|net\/url\.Values\(\)\.Encode)$/;
/** The answer is what the function given makes of each element. */
export const MAPS = /^(?:map|flatMap|mapToObj|collect|Select|mapNotNull|reduce)$/;
const PASSING_NAME =
  /^(?:to|as|sanitize|sanitise|escape|serialize|build|make|create|format|prepare|encode|wrap|compose)_?[A-Z_]/;

/** What makes a text harmless where it is shown leaves the data in it: `sanitize_csv_cell`, `sanitizeHtml`. */
const ESCAPES =
  /^(?:_*sanitiz|_*sanitis)\w*?_?(?:csv|html|xss|sql|input|url|uri|file_?name|cell|markdown|header|path|string|text)/i;

export function isSanitizer(name: string, path: string | null): boolean {
  if (ESCAPES.test(name)) return false;
  if (PREDICATE.test(name)) return true;
  if (splitWords(name).some((word) => SANITIZING.has(word))) return true;
  return path !== null && /\b(?:createHash|createHmac|hashlib|bcrypt|hmac|cryptography|fernet)\b/i.test(path);
}

export function keepsValue(name: string): boolean {
  return KEEPING.test(name);
}

export function passesOn(name: string, path: string | null): boolean {
  return (
    (path !== null && PASSING_GO.test(path)) ||
    PASSING.test(name) ||
    PASSING_NAME.test(name) ||
    (path !== null &&
      /(?:^|\.)(?:JSON\.stringify|json\.dumps|Object\.assign|dataclasses\.asdict|util\.(?:inspect|format))$/.test(path))
  );
}

/** The only fields that get through: `pick(user, ['id'])`, `JSON.stringify(user, ['id'])`. Null: no such list. */
export function listedFields(
  { unit, resolver }: Reading,
  name: string,
  args: readonly SyntaxNode[],
): readonly string[] | null {
  if (name !== 'pick' && name !== 'stringify') return null;
  const rest = args.slice(1);
  const list = rest.flatMap((each) => (each.kind === 'array' ? each.children : each.kind === 'string' ? [each] : []));
  if (rest[0] === undefined || (name === 'stringify' && rest[0].kind !== 'array')) return null;
  return list.flatMap((each) => {
    const value = resolver.valueOf(each);
    return value.kind === 'text'
      ? [value.text]
      : each.kind === 'string'
        ? [unit.language.readString(unit.textOf(each)) ?? '']
        : [];
  });
}
