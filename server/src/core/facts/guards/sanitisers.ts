import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { CONTAINED, SANITISED } from './input-atoms.ts';
import { lastName } from './paths.ts';
import { anchored, wordsOf } from './words.ts';

/** Calls whose answer is what they were given, made harmless. */
const SANITISERS = anchored(
  'secure file ?name|safe join|basename of user input',
  `(?:get |to |make |create |build |resolve )?(?:safe|sanitized|secure) (?:file ?)?(?:path|name|file ?name|file ?path|join|url|redirect|html|link|href)(?: .+)?`,
  '(?:sanitize|sanitise|purify|clean|escape|neutrali[sz]e)(?: (?:user|input|raw|unsafe|untrusted))? ?(?:html|file ?names?|file ?paths?|paths?|url|uri|href|redirect|svg|markup|shell|sql|reg ?exp?|command|header|input|markdown|content|css|like|identifier|filename)(?: .+)?',
  '(?:redact|censor|scrub|sanitize|sanitise)(?: (?:sensitive|secret|private|internal))? (?:args|arguments|servers?|users?|config(?:uration)?|settings|options|response|output|secrets|credentials|fields|data|record|result|account|profile)',
  '(?:strip|remove|hide|omit|mask|filter(?: out)?) (?:sensitive|secret|secrets|credentials?|passwords?|protected|private|internal) ?(?:fields|keys|data|values|info|information|properties|attributes)?',
  'safe (?:selector|filter|where|criteria)',
  'strip (?:protected|internal|unsafe|dangerous|private|forbidden|restricted) (?:fields|keys|props|properties|attributes|attrs)|(?:pick|select) (?:allowed|safe|permitted|writable|public) (?:fields|keys|props|properties|attributes|attrs)',
);
const SANITISER_PATH =
  /^(?:werkzeug\.utils\.(?:secure_filename|safe_join)|flask\.safe_join|django\.utils\._os\.safe_join|shlex\.quote|pipes\.quote|bleach\.clean|nh3\.clean|markupsafe\.escape|html\.escape|cgi\.escape|django\.utils\.html\.(?:escape|conditional_escape|strip_tags)|sanitize-filename|sanitize-html|xss|escape-html|he\.(?:encode|escape)|validator\.escape|(?:dompurify|isomorphic-dompurify)(?:\.\w+)*(?:\(\))?\.sanitize|shell-quote\.quote|github\.com\/cyphar\/filepath-securejoin\.SecureJoin(?:VFS)?|html\.EscapeString|html\/template\.HTMLEscapeString|shell-escape|urllib\.parse\.quote(?:_plus)?|defusedxml\.\w+(?:\.\w+)*)$/;
const NO_SANITISER = /\b(?:css|style|theme|class|log|logs|logger|test|mock|display|i18n|message)\b/;

/** A call that makes what it is given harmless. */
export function sanitiser(reading: FileReading, call: SyntaxNode): Alternative | null {
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(reading.unit, callee);
  if (callee === null || name === null || !isGiven(reading, call, callee)) return null;
  const words = wordsOf(name);
  const { language } = reading.unit;
  const isOwn = (language.returnsSeveral || language.hasAccessors) && /^saniti[sz]e(?: \w+){0,4}$/.test(words);
  const isNamed = (isOwn || SANITISERS.test(words)) && !NO_SANITISER.test(words);
  if (language.returnsSeveral && isCleanedPath(reading, call)) return CONTAINED;
  if (takesFolderAway(reading, call)) return CONTAINED;
  if (!isNamed && !SANITISER_PATH.test(reading.resolver.calleeOf(call) ?? '')) return null;
  return /file|path|join/.test(words) ? CONTAINED : SANITISED;
}

/** `sanitize(value)`, and `self._sanitize_args()` of what the object has. */
function isGiven({ unit }: FileReading, call: SyntaxNode, callee: SyntaxNode): boolean {
  const object = childOf(callee, 'member.object');
  return (
    childrenOf(call, 'call.argument').length > 0 || (object !== null && /^(?:this|self)$/.test(unit.textOf(object)))
  );
}

/** `path.Clean(r.URL.Path)`: what others match is the path without its dots. */
function isCleanedPath(reading: FileReading, call: SyntaxNode): boolean {
  const [first] = childrenOf(call, 'call.argument');
  return (
    first !== undefined &&
    reading.resolver.calleeOf(call) === 'path.Clean' &&
    /\b(?:URL|url|u|req|r|request)\.(?:\w+\.)?(?:Raw)?Path$/.test(reading.unit.textOf(first))
  );
}

/** What gives the last part of a path, by canonical path or as written. */
const LAST_PART =
  /^(?:path\/filepath\.Base|path\.Base|(?:path(?:\.(?:posix|win32))?|os\.path|posixpath|ntpath)\.basename|\\?basename|File\.basename|(?:System\.IO\.)?Path\.GetFileName|(?:org\.apache\.commons\.io\.)?FilenameUtils\.getName)$/;
/** How an upload or an archive calls what it holds. */
const GIVEN_NAME =
  /(?:^|[.>])(?:file_?name|originalFile_?name|originalname|original_filename|OriginalFilename|getOriginalFilename\(\)|clientFileName|getClientOriginalName\(\)|entryName)$|\$_FILES\b.*\['name'\]$/i;

/** `name = filepath.Base(name)`, `basename($file['name'])`: of a name that others give only the last part is used. */
function takesFolderAway(reading: FileReading, call: SyntaxNode): boolean {
  const { unit, resolver } = reading;
  const callee = childOf(call, 'call.callee');
  const [first] = childrenOf(call, 'call.argument');
  if (callee === null || first === undefined || first.end - first.start > 80) return false;
  if (!LAST_PART.test(resolver.calleeOf(call) ?? '') && !LAST_PART.test(unit.textOf(callee))) return false;
  const target = call.parent?.kind === 'assign' ? childOf(call.parent, 'assign.target') : null;
  const written = unit.textOf(first);
  return (target !== null && unit.textOf(target) === written) || GIVEN_NAME.test(written);
}
