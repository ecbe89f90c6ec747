import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { actorIn } from './actor.ts';
import { isSameNoun, recordOfKey } from './belonging.ts';
import type { Limit, Lookup } from './lookup.ts';
import { lastName, pathAt, type Path } from './paths.ts';
import { isOfCaller, pairsIn } from './query-conditions.ts';
import { wordsOf } from './words.ts';

const VERB =
  /^(?:(?:batch|bulk) )?(?:get|find|fetch|load|query|read|retrieve|look ?up|select|delete|remove|destroy|update|patch|archive|restore|download|cancel|close|open)(?: one| single| first| required)? /;
/** Words by which a name says that not every record is found. */
const LIMITED =
  /\b(?:filtered|visible|viewable|readable|editable|accessible|authori[sz]ed|permitted|allowed|owned|permission checked)\b/;
const OF_SOMEBODY =
  /\b(?:for|of|by|and|owned by) (?:the )?(?:current )?(?:user|owner|caller|viewer|member|account)(?: id)?\b/;
const TAIL =
  /\b(?:by|for|of|in|from|with|and|if|or|to|on|as|where|using|of|internal|async)\b.*$|(?: (?:or throw|or fail|details?|info|data|records?|entity|dto))+ ?$/;
const ADJECTIVES = new RegExp(`${LIMITED.source}|\\b(?:the|a|an|all|single|current|existing)\\b`, 'g');
/** What these name is no record that somebody owns. */
const NO_RECORD =
  /^(?:|item|items|value|values|key|keys|option|options|config|setting|settings|env|element|elements|node|nodes|cookie|header|headers|param|params|property|attribute|state|context|cache|string|int|bool|name|type|index|class|style|list|count|total|status|url|path|id|ids|time|date|size|lang|locale|instance|token|tokens|field|fields|column|row|rows|entry|line|text|message|messages|event|listener|handler|logger|client|service|session|request|response|body|query|result|results|error|errors)$/;
const MAX_ARGUMENTS = 6;
/** `select: { ownerId: true }` says what is read, `{ status: 'open' }` which ones of anybody's. */
const WRITTEN: ReadonlySet<SyntaxNode['kind']> = new Set(['object', 'string', 'boolean', 'number', 'null']);

/** A call of the program's own that finds a record by its id: what it is called says which, what it is given says of whom. */
export function namedLookup(reading: FileReading, call: SyntaxNode): Lookup | null {
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(reading.unit, callee);
  if (callee === null || name === null) return null;
  const words = wordsOf(name);
  if (!VERB.test(`${words} `)) return null;
  const args = childrenOf(call, 'call.argument').filter((arg) => arg.kind !== 'comment');
  if (args.length === 0 || args.length > MAX_ARGUMENTS) return null;
  const target = targetOf(reading, callee, words);
  if (target === null) return null;
  const given = args.map((arg) => givenAs(reading, arg, target));
  const [first] = args;
  // `getCard({ _id: cardId, boardId })`
  if (first?.kind === 'object') return ofObject(reading, call, first, target);
  // Nothing says which record, or everything is one: then it is no record by its id.
  const hasKey = given.includes('key');
  if (!hasKey && !(given.includes('parent') && given.includes('owner'))) return null;
  const limits = args.flatMap((node, index): readonly Limit[] => {
    const as = given[index];
    return as === 'owner' || (as === 'parent' && hasKey) ? [{ value: as, node }] : [];
  });
  const isNamed = limits.length === 0 && (LIMITED.test(words) || OF_SOMEBODY.test(words));
  return { node: call, target, limits: isNamed ? [{ value: 'visible', node: call }] : limits };
}

function ofObject(reading: FileReading, call: SyntaxNode, object: SyntaxNode, target: string): Lookup | null {
  const pairs = pairsIn(reading, object).filter(({ value }) => !WRITTEN.has(value.kind));
  if (!pairs.some(({ key }) => idWords(key) === '' || isSameNoun(target, idWords(key) ?? ''))) return null;
  const limits = pairs.flatMap(({ key, value, node }): readonly Limit[] => {
    const noun = idWords(key);
    if (noun === null || noun === '' || isSameNoun(target, noun)) return [];
    if (isOfCaller(reading, value)) return [{ value: 'owner', node }];
    return recordOfKey(`${noun} id`) === null ? [] : [{ value: 'parent', node }];
  });
  return { node: call, target, limits };
}

/** `getLabelOfRepoByID` is of labels, `getWebsiteSegment` of segments, `labels.getById` of labels. */
function targetOf(reading: FileReading, callee: SyntaxNode, words: string): string | null {
  const rest = `${words} `.replace(VERB, '').replace(TAIL, '').replace(ADJECTIVES, '').trim();
  const noun = rest.split(' ').pop() ?? '';
  const singular = singularOf(noun);
  if (!NO_RECORD.test(singular)) return singular;
  if (rest !== '' || callee.kind !== 'member') return null;
  const object = childOf(callee, 'member.object');
  const holder = object === null ? '' : wordsOf(lastName(reading.unit, object) ?? '');
  const held = singularOf(
    holder
      .replace(/ (?:repository|repo|model|service|store|dao|mapper|manager|client|api|controller|svc)$/, '')
      .split(' ')
      .pop()!,
  );
  // `service.remove(id, userId)` in the controller of one thing: whatever it is, it is found by its id.
  if (/^(?:service|repository|repo|dao|manager|svc)$/.test(held)) return 'record';
  return NO_RECORD.test(held) || /^(?:this|self|db|store|s|c|r)$/.test(held) ? null : held;
}

function singularOf(noun: string): string {
  return noun.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, '');
}

/** What an argument says of the record: which it is, on what it hangs, for whom it is. */
function givenAs(reading: FileReading, arg: SyntaxNode, target: string): 'key' | 'parent' | 'owner' | null {
  if (!['name', 'member', 'index', 'call', 'shorthand'].includes(arg.kind)) return null;
  const path = pathAt(reading, arg);
  if (path === null) return null;
  const noun = nounOf(reading, arg, path);
  if (noun !== null && (noun === '' || isSameNoun(target, noun))) return 'key';
  const actor = actorIn(path);
  if (
    actor !== null &&
    !isSameNoun(target, 'user') &&
    (actor.rest.length === 0 || /\bid$|^(?:sub|uid)$/.test(actor.rest[0]!))
  )
    return 'owner';
  if (noun !== null && /^(?:(?:login|current) )?user$/.test(noun)) return 'owner';
  return noun === null ? null : recordOfKey(`${noun} id`) === null ? 'key' : 'parent';
}

/** The kind of record that an id is of: `c.Repo.Repository.ID` is of a repository, `f.ID` of anything (``). Null: it is no id. */
function nounOf(reading: FileReading, arg: SyntaxNode, path: Path): string | null {
  const own = idWords(
    arg.kind === 'name' || arg.kind === 'shorthand' ? reading.unit.textOf(arg) : (path.segments.at(-1) ?? ''),
  );
  if (own === null) return null;
  if (own !== '') return own;
  const at = path.segments.findLastIndex((segment) => idWords(segment) !== null);
  const holder = at < 1 ? '' : wordsOf(path.segments[at - 1]!.replace('()', '')).replace(/^get /, '');
  return ANY_RECORD.test(holder) ? '' : holder;
}

const ANY_RECORD =
  /^(?:params?|query|body|args|input|parsed input|form|\w{1,2}|req|request|opts?|options|data|ctx|context|path|this|dto|payload|)$/;

/** `websiteId` -> `website`, `id` -> ``; null when it is no id. */
function idWords(name: string): string | null {
  const own = /^(?:(.+) )?(?:ids?|uuids?|pks?|guid|slug)$/.exec(wordsOf(name.replace('()', '')).replace(/^get /, ''));
  return own === null ? null : (own[1] ?? '');
}
