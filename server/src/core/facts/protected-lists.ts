import type { Subject } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../text/tree.ts';
import type { Reading } from './define.ts';
import { constantsAt, lastName, textAt } from './guards/paths.ts';
import { wordsOf } from './guards/words.ts';
import { symbolPath } from './names.ts';

/**
 * ProtectedLists that are written as lists: of what is refused, of what passes unasked. Each is a subject, so that an entry that goes is
 * told from a list that goes.
 */
export interface ProtectedList {
  readonly kind: 'refused' | 'exempt';
  readonly name: string;
  readonly subject: Subject;
  readonly node: SyntaxNode;
  readonly entries: readonly string[];
}

const OF_THINGS =
  'keys?|fields?|names?|paths?|hosts?|ips?|vars?|variables?|headers?|routes?|urls?|endpoints?|methods?|props?|properties|attributes?|columns?|extensions?|domains?|networks?|ranges?|commands?|params?|parameters?|list|actions?|operations?|patterns?|imports?|modules?|protocols?|schemes?|functions?|tags?|users?|usernames?|types?|values?|words?|args?|env|envs';
const REFUSED = new RegExp(
  `\\b(?:dangerous|forbidden|blocked|black ?list(?:ed)?|block ?list|deny ?list|deny|denied|disallowed|banned|prohibited|protected|reserved|restricted|unsafe|sensitive|redact(?:ed)?)(?: \\w+){0,2}? ?(?:${OF_THINGS})$|^(?:black|block|deny) ?list$|\\b(?:remove|strip|hide|mask|omit|drop|scrub)(?:p?ed|d|den|ted|s)? (?:\\w+ )?(?:headers?|fields?|keys?|attributes?|cookies?|columns?)(?: (?:on|for|from|in|before|when) \\w+)?$|^(?:filtered|private|secret|masked|omitted|stripped) (?:fields?|keys|attributes|columns|properties|props)$|^read only fields$|\\b(?:auth|login|admin|owner|permission|ownership)(?: \\w+){0,2} (?:required|only|protected|checked)(?: \\w+)?$|\\b(?:requires?|require) (?:auth|login|admin|owner|ownership|permission)\\b`,
);
const EXEMPT =
  /^(?:\w+ )?(?:public|open|unauthenticated|anonymous|unprotected|no auth|exempt|auth exempt|csrf exempt)(?: \w+)? (?:paths?|routes?|urls?|uris?|endpoints?|apis?|methods?|actions?|procedures?|prefixes|views?)$|\b(?:auth|csrf|login|jwt|token)(?: \w+)? (?:white ?list|allow ?list|exempt(?:ions?)?|exclude[ds]?|exclusions?|ignore[ds]?|skip(?:ped|s)?|bypass)(?: \w+)?$|^(?:white ?list|exclude|ignore|skip|allow ?list)(?:d|ed|s)? (?:auth|csrf|login)(?: \w+)?$/;
/** Laravel's models: what they never write out, and what nobody fills. */
const OF_MODEL = /^(?:hidden|guarded)$/;
const MAX_ENTRIES = 200;
/** Characters of a name; longer keys are texts. */
const MAX_NAME = 60;

const known = new WeakMap<Reading, readonly ProtectedList[]>();

export function protectedListsIn(reading: Reading): readonly ProtectedList[] {
  const before = known.get(reading);
  if (before !== undefined) return before;
  const found = reading.unit.context.test ? [] : [...lists(reading)];
  known.set(reading, found);
  return found;
}

function* lists(reading: Reading): Generator<ProtectedList> {
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
      const isOfModel = unit.language.id === 'php' && OF_MODEL.test(words) && enclosing(node, 'class') !== null;
      const as = isOfModel || REFUSED.test(words) ? 'refused' : EXEMPT.test(words) ? 'exempt' : null;
      if (as === null) continue;
      const entries = entriesOf(reading, value);
      if (entries !== null)
        yield {
          kind: as,
          name,
          // A serializer stays when its whole list goes.
          subject:
            words === 'read only fields' && reading.subjectOf(node).type === 'class'
              ? reading.subjectOf(node)
              : { type: 'resource', symbol: `list ${ownerOf(reading, node, words)}${name}` },
          node,
          entries,
        };
    }
  }
}

function isPattern({ unit }: Reading, value: SyntaxNode): boolean {
  const callee = childOf(value, 'call.callee');
  return callee !== null && /^(?:re\.compile|RegExp|regexp\.MustCompile|Pattern\.compile)$/.test(unit.textOf(callee));
}

/** A pattern of what is refused, in the pieces that it puts together: one that goes lets something through. */
function piecesOf({ unit }: Reading, pattern: SyntaxNode | undefined): readonly string[] | null {
  if (pattern === undefined) return null;
  const strings = pattern.kind === 'string' ? [pattern] : pattern.children.filter(({ kind }) => kind === 'string');
  const text = strings.map((each) => unit.language.readString(unit.textOf(each)) ?? '').join('');
  const pieces = text.split(/[|()^$]|\?[:=!]|\?$/).filter((piece) => /[\w/.:@%-]{2}/.test(piece.replaceAll('\\', '')));
  return pieces.length === 0 ? null : pieces.slice(0, MAX_ENTRIES);
}

/** Classes beside each other have a list of one name each. */
function ownerOf(reading: Reading, node: SyntaxNode, words: string): string {
  const owner = words.startsWith('read only') ? enclosing(node, 'class') : null;
  const around = owner === null ? null : symbolPath(reading.unit, owner);
  return around === null ? '' : `${around}.`;
}

/** Texts of a list, a set, or a call that makes one: `Set.of("a", "b")`, `[]string{"a"}`, `map[string]bool{"a": true}`. */
function entriesOf(reading: Reading, value: SyntaxNode): readonly string[] | null {
  const known = constantsAt(reading, value);
  if (known !== null) return value.kind === 'string' || value.kind === 'name' ? null : known.slice(0, MAX_ENTRIES);
  if (value.kind !== 'call' && value.kind !== 'new' && value.kind !== 'array' && value.kind !== 'other') return null;
  const given = value.kind === 'call' || value.kind === 'new' ? childrenOf(value, 'call.argument') : value.children;
  if (isPattern(reading, value)) return piecesOf(reading, given[0]);
  const texts = given
    .flatMap((each) => (each.kind === 'array' ? each.children : [each]))
    .flatMap((each) => textAt(reading, each) ?? []);
  return texts.length === 0 ? null : texts.slice(0, MAX_ENTRIES);
}
