import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName } from '../names.ts';
import { hashWord } from '../subjects.ts';
import type { Unit } from '../unit.ts';
import type { Mark } from './mark.ts';
import { toCondition } from './to-condition.ts';
import { isControl, speaksOfIdentity } from './vocabulary.ts';

/** Calls whose names say that they make a value harmless, secret, bounded or unambiguous. */
const PROTECTS =
  /\b(?:saniti[sz]e\w*|purify|encrypt\w*|redact\w*|scrub\w*|censor\w*|eval symlinks|resolve (?:\w+ )?(?:file ?)?path|real ?path|real path sync|(?:to|get) (?:real|canonical) \w+|secure (?:join|file ?name|path|url|redirect|compare|random\w*)|limit(?:ed)? reader|copy n|max bytes reader|ssrf|constant time\w*|timing safe\w*|compare digest|(?:regexp?|html|shell|sql|ldap|xml|js|quote|path|query|uri|url|like|markup|string)s? (?:escape\w*|quote)|escape(?: for)? ?(?:html|shell|sql|regexp?|like|xml|js|ldap|markdown|uri|url|path|string|query|identifiers?|expression|special)\w*|encode uri component|quote plus|full ?match|sandbox\w*|(?:get|to|load|parse|read|build|make|create|as) (?:validated|verified|trusted|checked|vetted|allowed|sanctioned)|hardened|defused?|validating|(?:clean|canonicali[sz]e|normali[sz]e) (?:\w+ ){0,2}(?:path|url|uri|host|file ?name|origin)|decode (?:\w+ )?(?:repeatedly|recursively|fully))\b|^(?:escape\b(?! (?:key|pressed|hatch)).*|shell ?quote|strip ?tags|sanitise\w*)$/;
/** Names that say `safe` of something other than values that are null or of another form. */
const SAFE =
  /\b(?:safe|safely)\b(?! (?:get|call|access|parse|await|stringify|json|int|float|string|cast|area|navigat\w+|assign|run|execute|exec|number|cancel|close|dict|list|eval|wrap|log|emit|send|string|str|print|div\w*|format|equals?|mode|delete|remove|dispatch|update|set|publish|async|invoke))/;
/** Of who somebody is and where something leads, by which it is compared. */
const FOLDS =
  /^(?:to lower(?: case)?|lower|case ?fold|downcase|to ?upper(?: case)?|normali[sz]e(?: \w+)?|canonical\w*|strtolower|mb strtolower|nfkc|to ?ascii|to unicode|domain to ascii)$/;
const FOLDED =
  /\b(?:e ?mails?|user ?names?|logins?|hosts?|host ?names?|domains?|origins?|schemes?|protocols?|polic(?:y|ies)|roles?|account|extension|ext|header|issuer|tenant)\b/;
/** How much is answered at once. */
const CAPS = /^(?:min|clamp|minimum|math min)$/;
const CAPPED = /\b(?:limit|per page|page size|take|max results|batch size)\b/;
/** Scopes that by their names leave something out. */
const WITHOUT = /\b(?:without|public|safe|visible|owned|restricted|published|for user|own)\b/;
/** Numbers and texts are asked for, where a request could hold anything. */
const COERCES =
  /^(?:String|str|Number|parseInt|parseFloat|int|float|Integer\.parseInt|Long\.parseLong|Atoi|ParseInt|ParseUint|parseLong|UUID|fromString|intval)$/;
const FROM_REQUEST =
  /\b(?:req|request|ctx|c)\.(?:body|query|params|args|form|json|POST|GET|data|values|headers|cookies|get_json|Query|Param|FormValue)\b|\bsearchParams\b|\bgetParameter\(/;
/** The last part of a path. */
const BARE_NAME = /^(?:base ?name|base|get file name|get name)$/;
const OF_REQUEST =
  /\$request->|\$_(?:GET|POST|REQUEST|FILES|COOKIE)\b|\bparams\[|\.(?:Query|Param|FormValue|PathValue|getParameter|getHeader)\(/;
const MASKS = /^(?:mask|obfuscate|anonymi[sz]e|pseudonymi[sz]e|conceal)\b/;
/** What is found is locked until it is changed. */
const LOCKS =
  /^(?:select for update|with for update|lock for update|with (?:write |pessimistic )?lock|set lock(?: mode)?|lock!?)$/;
const NOT_THEM = /\b(?:un ?escape|unquote|decrypt\w*|thread|null|type|fail|errors?|exception|crash|memory)\b/;
/** Of paths and addresses, by what they are given. */
const FORMS =
  /^(?:resolve|normali[sz]e|normpath|abspath|absolute|clean|canonical\w*|get (?:canonical|absolute) path|to real path)$/;
const OF_FORMS =
  /\b(?:paths?|dirs?|directory|folder|root|files?|file ?names?|urls?|uri|hosts?|host ?names?|origin|filepath|pathlib)\b/;
/** Of what stands at the ends of paths and addresses, by what they take away. */
const CUTS =
  /^(?:(?:l|r)?strip|trim(?: (?:left|right|start|end|prefix|suffix))?|replace(?: all)?|sub|gsub|re sub|trim (?:leading|trailing) slash(?:es)?)$/;
const OF_PATHS =
  /^(?:[rbRB]{0,2}['"`]|\/(?=[\^[(]))(?:\^|\[|\()*(?:\.\.|\\\.\\\.|\/\\|\\\\?\/|\\0|\\x00|\\u0000)|^\/\\\.\\\./;
const NAMED_CUTS = /^(?:trim|strip|remove|collapse) (?:leading|trailing|multiple|double|extra) (?:slash(?:es)?|dots?)$/;
/** What was redeemed is not redeemed again. */
const SPENDS =
  /^(?:delete|del|remove|destroy|consume|invalidate|revoke|expire|pop|mark (?:as )?(?:used|spent|consumed)|use|burn|clear|evict|unset|rotate|regenerate|stop|cycle)\b/;
const SPENT =
  /\b(?:codes?|tokens?|nonces?|otp|passcodes?|states?|challenges?|tickets?|sessions?|invit\w+|magic|verifier|jti|refresh|resets?|grants?|cookies?)\b/;
const REDEEMS =
  /\b(?:redeem|accept|verify|validate|confirm|exchange|consume|claim|authori[sz]e|callback|log ?in|sign ?in|activate|reset password|(?:change|set|update) password|log ?out|deactivate|use)\b/;
/** Of the others codes for one use are facts. */
const OTHERS = /^(?:go|java|kotlin|csharp|php|ruby|rust)$/;
/** A path decides something, or leads to a file. */
const DECIDES =
  /\b(?:startsWith|startswith|HasPrefix|StartsWith|relative_to|is_relative_to|commonpath|exists|isfile|isdir|open|Open\w*|read\w*|Read\w*|send_?[Ff]ile|unlink|remove|write\w*|Write\w*|Create|Rel|stat|Stat|newInputStream|newFile|fetch|download)\b/;
/** Where a program itself stands. */
const OWN_FOLDER = /\b__(?:dirname|filename|file__)\b|import\.meta|\bcwd\b/;
/** What a name is made alike for. */
const DECIDES_WHO = /\b(?:permissions?|roles?|access|authori[sz]\w*|polic(?:y|ies)|acl|login|sign in)\b/;
/** A text is asked for, where an object would be a query. */
const TEXTS = /^(?:String|str)$/;
const MAX_CALL = 300;
const MAX_VALUE = 100;

/** `trimLeadingSlash(name)`, `realpath(file)`, `LimitReader(body, max)`: values that are put through a call which by its name protects. */
export function* putThrough(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      if (node.end - node.start > MAX_CALL) continue;
      const callee = childOf(node, 'call.callee');
      const name = callee === null ? null : lastName(unit, callee);
      // Where random values come from is compared by itself (`ranked-values.ts`).
      if (callee === null || name === null || name.length > 60 || name === 'SecureRandom') continue;
      const given = childrenOf(node, 'call.argument').filter(
        (arg) => arg.kind !== 'comment' && arg.kind !== 'function',
      );
      const value = valueOf(callee, given);
      if (value !== null && value.end - value.start > MAX_VALUE) continue;
      if (!isProtecting(unit, { name, callee, given, value })) continue;
      const word = value === null ? null : kind === 'new' ? holderOf(unit, node) : lastWord(unit, value);
      if (value !== null && word === null && kind === 'call') continue;
      const text = value === null ? '' : unit.textOf(value).replace(/\s+/g, ' ');
      yield {
        kind: 'through',
        symbol: reading.subjectOf(node).symbol,
        key: name,
        value: text,
        ...(word === null ? {} : { word: hashWord(word) }),
        fact: toCondition(reading, node, 'put-through', `${name} ${text}`, name),
      };
    }
}

interface Call {
  readonly name: string;
  readonly callee: SyntaxNode;
  readonly given: readonly SyntaxNode[];
  readonly value: SyntaxNode | null;
}

/** What is given first and is no literal, or what the method is called on. */
function valueOf(callee: SyntaxNode, given: readonly SyntaxNode[]): SyntaxNode | null {
  const first = given.find(({ kind }) => !LITERALS.has(kind));
  return first ?? childOf(callee, 'member.object');
}

const LITERALS: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'null', 'template']);

function isProtecting(unit: Unit, { name, callee, given, value }: Call): boolean {
  const words = wordsOf(name);
  // A control is a question that is asked.
  if (NOT_THEM.test(words) || isControl(name)) return false;
  if (PROTECTS.test(words) || SAFE.test(words) || NAMED_CUTS.test(words)) return true;
  if (LOCKS.test(words)) return true;
  if (MASKS.test(words)) return value !== null && speaksOfIdentity(unit.textOf(value));
  if (value === null) return false;
  const about = (): string => wordsOf(`${unit.textOf(callee).slice(-80)} ${unit.textOf(value)}`);
  if (SPENDS.test(words))
    return (
      OTHERS.test(unit.language.id) &&
      REDEEMS.test(wordsOf(functionName(unit, callee))) &&
      SPENT.test(wordsOf(unit.textOf(callee.parent ?? callee).slice(-MAX_CALL)))
    );
  if (name === 'matches') return /\bmatcher\([^()]*\)$/.test(unit.textOf(value));
  if (FORMS.test(words))
    return (
      !OWN_FOLDER.test(unit.textOf(value)) &&
      (words === 'clean' ? /\b(?:filepath|path)\.\w+$/.test(unit.textOf(callee)) : OF_FORMS.test(about())) &&
      DECIDES.test(textAround(unit, callee))
    );
  if (CUTS.test(words) && isRooted(unit, callee, given)) return true;
  if (CUTS.test(words)) return given.some((arg) => arg.kind === 'string' && OF_PATHS.test(unit.textOf(arg)));
  if (CAPS.test(words)) return CAPPED.test(about());
  if (FOLDS.test(words))
    return FOLDED.test(about()) || (words.includes(' ') && DECIDES_WHO.test(wordsOf(functionName(unit, callee))));
  if (name === 'check' && given.length === 2) return /^(?:String|Number|Boolean|Match\.)/.test(unit.textOf(given[1]!));
  if (name === 'scope') return given.length === 1 && WITHOUT.test(wordsOf(unit.textOf(given[0]!)));
  if (BARE_NAME.test(words)) return OF_REQUEST.test(unit.textOf(value));
  if (COERCES.test(name)) return FROM_REQUEST.test(unit.textOf(value));
  return TEXTS.test(name) && speaksOfIdentity(unit.textOf(value));
}

/** `"/" + trimLeft(path, "/")`: it leads to no other host. */
function isRooted(unit: Unit, callee: SyntaxNode, given: readonly SyntaxNode[]): boolean {
  const joined = callee.parent?.parent;
  const left = joined?.kind === 'binary' ? childOf(joined, 'binary.left') : null;
  return left !== null && ROOT.test(unit.textOf(left)) && given.some((arg) => ROOT.test(unit.textOf(arg)));
}

const ROOT = /^["'`]\/["'`]$/;

/** What gets it: `new Yaml(new SafeConstructor(options))`. */
function holderOf(unit: Unit, node: SyntaxNode): string | null {
  const callee = node.role === 'call.argument' && node.parent !== null ? childOf(node.parent, 'call.callee') : null;
  return callee === null ? null : lastName(unit, callee);
}

/** The last name in it. */
export function lastWord(unit: Unit, value: SyntaxNode): string | null {
  let word: string | null = null;
  for (const at of descendants(value))
    if (isCalled(at)) continue;
    else if (at.kind === 'name' || at.kind === 'property' || at.kind === 'shorthand' || at.kind === 'self')
      word = unit.textOf(at);
  return word;
}

/** `strip` of `email.strip()`. */
function isCalled({ kind, parent }: SyntaxNode): boolean {
  return kind === 'property' && parent?.role === 'call.callee';
}

const MAX_AROUND = 4000;

/** Of the function around it. */
function textAround(unit: Unit, node: SyntaxNode): string {
  const fn = enclosing(node, 'function');
  return fn === null ? '' : unit.textOf(fn).slice(0, MAX_AROUND);
}

function functionName(unit: Unit, node: SyntaxNode): string {
  const fn = enclosing(node, 'function');
  return fn === null ? '' : (declaredName(unit, fn) ?? '');
}
