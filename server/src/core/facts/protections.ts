import type { Subject } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf } from '../text/tree.ts';
import type { Reading } from './define.ts';
import { constantsAt, lastName, textAt } from './guards/paths.ts';
import { wordsOf } from './guards/words.ts';

/**
 * Protections that are written as values: a list of what is refused, a list of what passes unasked, a switch that is on
 * unless somebody turns it off. Each is a subject, so that an entry that goes is told from a list that goes.
 */
export interface Protection {
  readonly kind: 'refused' | 'exempt' | 'switch';
  readonly name: string;
  readonly subject: Subject;
  readonly node: SyntaxNode;
  /** Entries of a list; of a switch its name while it is on, and none while it is off. */
  readonly entries: readonly string[];
}

const OF_THINGS =
  'keys?|fields?|names?|paths?|hosts?|ips?|vars?|variables?|headers?|routes?|urls?|endpoints?|methods?|props?|properties|attributes?|columns?|extensions?|domains?|networks?|ranges?|commands?|params?|parameters?|list|actions?|operations?|patterns?|imports?|modules?|protocols?|schemes?|functions?|tags?|users?|usernames?|types?|values?|words?|args?|env|envs';
const REFUSED = new RegExp(
  `\\b(?:dangerous|forbidden|blocked|black ?list(?:ed)?|block ?list|deny ?list|deny|denied|disallowed|banned|prohibited|protected|reserved|restricted|unsafe|sensitive|redact(?:ed)?)(?: \\w+){0,2}? ?(?:${OF_THINGS})$|^(?:black|block|deny) ?list$|\\b(?:auth|login|admin|owner|permission|ownership)(?: \\w+){0,2} (?:required|only|protected|checked)(?: \\w+)?$|\\b(?:requires?|require) (?:auth|login|admin|owner|ownership|permission)\\b`,
);
const EXEMPT =
  /^(?:\w+ )?(?:public|open|unauthenticated|anonymous|unprotected|no auth|exempt|auth exempt|csrf exempt)(?: \w+)? (?:paths?|routes?|urls?|uris?|endpoints?|apis?|methods?|actions?|procedures?|prefixes|views?)$|\b(?:auth|csrf|login|jwt|token)(?: \w+)? (?:white ?list|allow ?list|exempt(?:ions?)?|exclude[ds]?|exclusions?|ignore[ds]?|skip(?:ped|s)?|bypass)(?: \w+)?$|^(?:white ?list|exclude|ignore|skip|allow ?list)(?:d|ed|s)? (?:auth|csrf|login)(?: \w+)?$/;
const MAX_ENTRIES = 200;
/** Characters of a name; longer keys are texts. */
const MAX_NAME = 60;

/** Switches of protections, by their names. */
const PROTECTS =
  /\b(?:auth|authentication|authori[sz]ation|login|permissions?|csrf|mfa|2fa|two factor|rate ?limit\w*|throttl\w*|access control|role enforcement|admin only|signature|ssrf|sandbox|secure|strict|verify|verification|require[sd]?|enforce\w*|protect\w*)\b/;
const TURNS_OFF =
  /\b(?:disable[ds]?|skip|bypass|allow|no|without|ignore|insecure|unsafe|exempt|debug|optional|public|auto|remember|log|verbose|ui|show|hide|display|color)\b/;
const READS =
  /^(?:get|getenv|env|bool|get_bool|getBool|getBoolean|getboolean|config|parse_boolean|get_setting|getSetting|getProperty|get_config|GetBool|getAsBoolean|optionalBoolean|parseBool)$/;

const known = new WeakMap<Reading, readonly Protection[]>();

export function protectionsIn(reading: Reading): readonly Protection[] {
  const before = known.get(reading);
  if (before !== undefined) return before;
  const found = reading.unit.context.test ? [] : [...lists(reading), ...switches(reading)];
  known.set(reading, found);
  return found;
}

function* lists(reading: Reading): Generator<Protection> {
  const { unit } = reading;
  for (const kind of ['assign', 'field', 'entry'] as const) {
    for (const node of unit.ofKind(kind)) {
      const target = childOf(
        node,
        kind === 'assign' ? 'assign.target' : `${kind}.${kind === 'field' ? 'name' : 'key'}`,
      );
      const value = childOf(node, `${kind}.value`);
      if (target === null || value === null) continue;
      const name = lastName(unit, target) ?? unit.textOf(target).replace(/^["']|["']$/g, '');
      if (name.length > MAX_NAME) continue;
      const words = wordsOf(name);
      const as = REFUSED.test(words) ? 'refused' : EXEMPT.test(words) ? 'exempt' : null;
      if (as === null) continue;
      const entries = entriesOf(reading, value);
      if (entries !== null)
        yield { kind: as, name, subject: { type: 'resource', symbol: `list ${name}` }, node, entries };
    }
  }
}

/** Texts of a list, a set, or a call that makes one: `Set.of("a", "b")`, `[]string{"a"}`, `map[string]bool{"a": true}`. */
function entriesOf(reading: Reading, value: SyntaxNode): readonly string[] | null {
  const known = constantsAt(reading, value);
  if (known !== null) return value.kind === 'string' || value.kind === 'name' ? null : known.slice(0, MAX_ENTRIES);
  if (value.kind !== 'call' && value.kind !== 'new' && value.kind !== 'array' && value.kind !== 'other') return null;
  const given = value.kind === 'call' || value.kind === 'new' ? childrenOf(value, 'call.argument') : value.children;
  const texts = given
    .flatMap((each) => (each.kind === 'array' ? each.children : [each]))
    .flatMap((each) => textAt(reading, each) ?? []);
  return texts.length === 0 ? null : texts.slice(0, MAX_ENTRIES);
}

/** `config.get("STRICT_ROLES", True)`: one that is off in any place is off. */
function* switches(reading: Reading): Generator<Protection> {
  const { unit } = reading;
  const found = new Map<string, Protection>();
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || !READS.test(name)) continue;
    const [key, otherwise] = childrenOf(call, 'call.argument');
    const text = key === undefined ? null : textAt(reading, key);
    const isOn = otherwise === undefined ? null : valueOf(reading, otherwise);
    if (text === null || text.length > MAX_NAME || isOn === null) continue;
    const words = wordsOf(text);
    if (!PROTECTS.test(words) || TURNS_OFF.test(words)) continue;
    if (found.get(text)?.entries.length === 0) continue;
    found.set(text, {
      kind: 'switch',
      name: text,
      subject: { type: 'resource', symbol: `setting ${text}` },
      node: call,
      entries: isOn ? [text] : [],
    });
  }
  yield* found.values();
}

function valueOf(reading: Reading, node: SyntaxNode): boolean | null {
  const text = node.kind === 'boolean' ? reading.unit.textOf(node) : textAt(reading, node);
  return text === null
    ? null
    : /^(?:true|1|yes|on)$/i.test(text)
      ? true
      : /^(?:false|0|no|off)$/i.test(text)
        ? false
        : null;
}
