/** What calls do to a text they are given, by the last name of what is called or by its canonical path. */

/** What comes out is no text of the caller's choice. */
const CLOSES =
  /^(?:int|float|bool|len|parseInt|parseFloat|Number|Boolean|BigInt|Atoi|ParseInt|ParseUint|ParseFloat|ParseBool|isNaN|length|size|count|hash|sha\w*|md5|digest|hexdigest|uuid\w*|UUID|fromString|valueOfInt|includes|has|test|startsWith|endsWith|startswith|endswith|indexOf|find_index|isdigit|isalnum|isEmpty|exists|equals|compare|Len|Contains|HasPrefix|HasSuffix|EqualFold|getTime|isInstance|isinstance|typeof|status|ok|ID|id|hasNext|parseBoolean|hashCode)$/;
/** What comes out says nothing to a shell, to SQL or to an address. */
const SANITIZES =
  /^(?:secure_filename|url_from|parameterize|GetFileName|HtmlEncode|UrlEncode|json_encode|htmlspecialchars|htmlentities|safe_join|basename|Base|quote|escapeshellarg|shellescape|shell_quote|escape|escapeId|escapeLiteral|escapeIdentifier|escape_string|quote_ident|quote_literal|QuoteIdentifier|QuoteLiteral|Sanitize|FilenameUtils|getName|bindparam|Identifier|Literal)$|^(?:sanitiz|sanitis|allow|safe|whitelist|normali[sz]eId|slugify|redact|mask|escapeShell|validated?)/i;
/** The value itself, changed or as part of another. */
const KEEPS =
  /^(?:await|trim|trimStart|trimEnd|strip|lstrip|rstrip|lower|upper|toLowerCase|toUpperCase|toString|String|str|repr|bytes|decode|encode|replace|replaceAll|split|splitlines|join|concat|format|Sprintf|Sprint|Sprintln|Errorf|slice|substring|substr|padStart|padEnd|at|get|getAll|getlist|getFirst|pop|shift|first|last|next|map|flatMap|filter|find|sort|sorted|reverse|reversed|values|entries|keys|items|copy|clone|dict|list|tuple|set|from|of|assign|fromEntries|merge|parse|loads|load|stringify|dumps|json|text|formData|arrayBuffer|blob|read|readlines|readline|readLine|lines|collect|toList|toArray|ReadAll|Unmarshal|Marshal|NewReader|NewDecoder|NewBufferString|TrimSpace|Trim|TrimPrefix|TrimSuffix|ToLower|ToUpper|Split|Fields|Join|Replace|ReplaceAll|Clone|Query|Get|then|resolve|all|valueOf|model_dump|model_dump_json|asdict|get_json|unquote|decodeURIComponent|encodeURI|urljoin|resolveReference|normalize|normpath|abspath|expanduser|realpath|dirname|dedent|as_string|get_payload|get_content|getContent|getBody|orElse|orElseThrow|orElseGet|Optional|ofNullable|toAbsolutePath|Paths|Path|append|add|push|toBuilder|build|create|fromUriString|uri|URI|toUri|toUriString|strftime|title|capitalize|b64decode|atob|Buffer|StringIO|BytesIO|BeautifulSoup|get_text|getText|Clean|FromSlash|byte|HumanMessage|SystemMessage|AIMessage|UserMessage|ChatMessage|from_messages|from_template|invoke|content|concatMap|toStringAsync|readAllBytes|copyOf|asList|wrap|HtmlToText|convert|extractText|turndown|findall|match|exec|group|matchAll|POST|PUT|PATCH|ofString|ofByteArray|newBuilder|create|getBytes|marked|markdown|makeHtml|markdownToHtml|toURL|ltrim|rtrim|strtolower|strtoupper|ucfirst|ucwords|substr|mb_substr|mb_strtolower|mb_strtoupper|sprintf|vsprintf|implode|explode|urldecode|rawurldecode|base64_decode|json_decode|html_entity_decode|stripslashes|nl2br|array_merge|array_values|array_filter|storage_path|public_path|base_path|app_path|resource_path|chomp|squeeze|downcase|upcase|to_s|permit|require|dig|decode64|camelize|classify|titleize|ToString|ToLower|ToUpper|ToLowerInvariant|ToUpperInvariant|Substring|TrimStart|TrimEnd|Concat|Combine|Format|ToArray|ToList|GetFullPath|ReadToEnd|ReadToEndAsync|UrlDecode|HtmlDecode|GetString|FromBase64String)$/;
/** Made of what they are given. */
const MAKES =
  /^(?:URL|URI|Uri|StreamReader|StringContent|ProcessStartInfo|Buffer|Map|Set|File|Path|StringBuilder|StringBuffer|String|FormData|URLSearchParams|Request|Error|Array|Object|HumanMessage|SystemMessage|AIMessage|Blob|HttpGet|HttpPost|Document|TextNode|MemoryContent|PointStruct|InputStreamReader|BufferedReader|JSONObject|Scanner|ByteArrayInputStream|ObjectInputStream|StringReader|Message|NewUserMessage|NewAssistantMessage|NewTextBlock|NewTextPart|NewUserContent|TextParts)$/;
const VALIDATES =
  /(?:^|\.)(?:\w*[sS]chema\w*|zod|z|valibot|yup|joi|ajv|pydantic|TypeAdapter\(\))(?:\.\w+(?:\(\))?)*\.(?:parse|safeParse|parseAsync|validate|validateAsync|validateSync|validate_python|validate_json|model_validate|model_validate_json|check)$/;
const MODEL_VALIDATES =
  /(?:^|\.)(?:model_validate|model_validate_json|parse_obj|parse_raw|validate_python|validate_json)$/;

export type Through = 'closes' | 'sanitizes' | 'validates' | 'keeps' | 'makes' | 'unknown';

/** `written`: the callee as it stands in the code. */
export function throughCall(name: string, path: string | null, written: string): Through {
  if ((path?.length ?? 0) > 200 || name.length > 60) return 'unknown';
  if (VALIDATES.test(path ?? '') || VALIDATES.test(written) || MODEL_VALIDATES.test(written)) return 'validates';
  if (CLOSES.test(name)) return 'closes';
  if (path === 'encodeURIComponent' || path === 'urllib.parse.quote' || path === 'shlex.quote') return 'sanitizes';
  if (SANITIZES.test(name)) return 'sanitizes';
  if (KEEPS.test(name)) return 'keeps';
  return MAKES.test(name) ? 'makes' : 'unknown';
}

/** What of a record is no text of its sender's: `items.length`, `response.status`. */
export const CLOSED_MEMBER =
  /^(?:length|size|status|statusCode|status_code|ok|count|total|byteLength|type|role|finish_reason|usage|to_i|to_f|to_d|to_date|to_time|hash|nil\?|present\?|blank\?|empty\?|any\?|shellescape|parameterize|Length|Count|HasValue)$/;
