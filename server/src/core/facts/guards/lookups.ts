import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { isSameNoun, recordOfKey } from './belonging.ts';
import type { Lookup } from './lookup.ts';
import { namedLookup } from './named-lookups.ts';
import { relationLookup } from './relation-lookups.ts';
import { constantAt, pathAt } from './paths.ts';
import { isOfCaller, type Pair, pairsIn, pairsInName } from './query-conditions.ts';
import type { Query } from './query.ts';
import { isLink, queryAt, takesConditions } from './query-scope.ts';
import { pairsInSql } from './sql-scope.ts';
import { wordsOf } from './words.ts';

export const lookupsIn = oncePerUnit((reading: FileReading): readonly Lookup[] => {
  const queries = queryAt(reading);
  const found: Lookup[] = [];
  for (const call of reading.unit.ofKind('call')) {
    const query = queries.get(call);
    const lookup =
      relationLookup(reading, call) ??
      (query === undefined ? null : queryLookup(reading, query)) ??
      (isLink(call) ? null : namedLookup(reading, call));
    if (lookup !== null) found.push(lookup);
  }
  return found;
});

/** The lookup that a call is, for whoever asks what came of it. */
export const lookupAt = oncePerUnit(
  (reading: FileReading): ReadonlyMap<SyntaxNode, Lookup> =>
    new Map(lookupsIn(reading).map((lookup) => [lookup.node, lookup])),
);

function queryLookup(reading: FileReading, query: Query): Lookup | null {
  const pairs = query.links.flatMap((link) => [
    ...(takesConditions(link.name) ? link.args.flatMap((arg) => pairsIn(reading, arg)) : []),
    ...pairsInSql(reading, link),
    ...(reading.unit.language.hasAccessors ? pairsInName(link) : []),
  ]);
  const limits = pairs.filter((pair) => isParentKey(reading, query.target, pair));
  const byKey = query.links.some(
    ({ name, args }) =>
      /^(?:find(?:One)?By(?:Id|Pk|PK)|findOneById|get|findOrFail|find)$/.test(name) && isKeyValue(reading, args),
  );
  const isNatural = limits.length > 0 && query.links.some(({ name }) => OF_ONE.test(name));
  const hasKey =
    byKey || pairs.some((pair) => isOwnKey(reading, query.target, pair) || (isNatural && isNaturalKey(reading, pair)));
  // Of what hangs on a record that somebody names by its id: every further record limits it.
  const beyond = hasKey ? limits : limits.slice(0, -1);
  if (!hasKey && limits.length === 0) return null;
  return {
    node: query.node,
    target: query.target,
    limits: beyond.map(({ node }) => ({ value: 'parent', node })),
    ...(query.isNarrowing === true ? { isNarrowing: true } : {}),
  };
}

/** Finders that come to one record. */
const OF_ONE =
  /^(?:findFirst|findOne|findUnique|find_one|first|one_or_none|scalar_one_or_none|firstOrFail|findFirstOrThrow|getOne|maybeSingle|single)$/;

/** `{ name, workspaceId }`: a name tells one record from the others of its parent. */
function isNaturalKey(reading: FileReading, { key, value }: Pair): boolean {
  return (
    /^(?:name|title|domain|sub ?domain|host ?name|email|user ?name|handle|path|key name|public id|external id)$/.test(
      wordsOf(key),
    ) && isVariable(reading, value)
  );
}

function isKeyValue(reading: FileReading, args: readonly SyntaxNode[]): boolean {
  const [first] = args;
  if (first === undefined || !['name', 'member', 'index', 'call'].includes(first.kind)) return false;
  const path = pathAt(reading, first);
  return path !== null && /\b(?:id|pk|uuid|slug|key)$/.test(wordsOf(path.aliases[0] ?? path.segments.at(-1) ?? ''));
}

/** A column that tells one row from all others, with a value that is not written here. */
function isOwnKey(reading: FileReading, target: string, { key, value }: Pair): boolean {
  const words = wordsOf(key);
  const isKey =
    /^(?:id|pk|uuid|guid|slug|code|token|key|hash|uid)(?: (?:in|exact|iexact))?$/.test(words) ||
    isSameNoun(target, recordOfKey(words) ?? '');
  return isKey && isVariable(reading, value);
}

/** A column that says on which other record the row hangs. */
function isParentKey(reading: FileReading, target: string, { key, value }: Pair): boolean {
  const words = wordsOf(key).replace(/ (?:exact|iexact)$/, '');
  const noun = recordOfKey(words) ?? recordOfRelation(reading, words, value);
  return noun !== null && !isSameNoun(target, noun) && isVariable(reading, value) && !isOfCaller(reading, value);
}

/** `project=project`, `workspace: { id: workspaceId }`, `repo__owner=owner`: a relation that is given its record. */
function recordOfRelation(reading: FileReading, words: string, value: SyntaxNode): string | null {
  if (!/^[a-z]+(?: [a-z]+){0,2}$/.test(words) || !PARENTS.test(words.split(' ').pop()!)) return null;
  if (value.kind === 'object') {
    const [only, ...more] = value.children;
    const key = only === undefined ? null : childOf(only, 'entry.key');
    const isById =
      more.length === 0 && key !== null && /^['"]?(?:id|uuid|slug|pk)['"]?$/.test(reading.unit.textOf(key));
    return isById ? recordOfKey(`${words} id`) : null;
  }
  const path = value.kind === 'name' || value.kind === 'member' ? pathAt(reading, value) : null;
  const own = value.kind === 'member' ? path?.segments.at(-1) : undefined;
  const given = path === null ? '' : wordsOf(own ?? path.aliases.at(-1) ?? path.segments.at(-1) ?? '');
  const noun = recordOfKey(`${words} id`);
  return noun !== null && isSameNoun(noun, given) ? noun : null;
}

/** Records that others hang on. A relation of another name is as often a plain field. */
const PARENTS =
  /^(?:project|workspace|org|organi[sz]ation|team|tenant|company|account|repo|repository|board|group|household|site|website|domain|store|shop|course|event|space|environment|product|engagement|user|owner|customer|client|parent|folder|collection|library|routine|case|namespace|server|app|application|issue|document|list|card)$/;

function isVariable(reading: FileReading, node: SyntaxNode): boolean {
  if (['string', 'number', 'boolean', 'null', 'template'].includes(node.kind)) return false;
  return constantAt(reading, node) === null;
}
