import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { fieldsAssigned } from '../fields-assigned.ts';
import { actorIn } from '../guards/actor.ts';
import { assignmentOf, filledFrom } from '../guards/field-lists.ts';
import { lastName, pathAt } from '../guards/paths.ts';
import { ownerField } from '../guards/properties.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';
import { valueGiven } from '../value-given.ts';

/** Calls that write a record or act for somebody. */
const WRITES =
  /^(?:create\w*|insert\w*|update\w*|upsert\w*|save\w*|add|add\w+|build|assign|merge|findByIdAndUpdate|findOneAndUpdate|bulkCreate|set|put\w*|transfer|delete\w*|remove\w*|place\w*|submit\w*|charge\w*|send\w*|publish\w*|register\w*|replaceOne|values|new\w*|toEntity)$/;
const INPUT =
  /^(?:body|params|query|query params|data|form|args|json|post|get|validated data|files|cleaned data|request body)$/;

/**
 * Who a record is written for, and which of its fields the request decides. `session`: whoever is signed in.
 * `request-input`: whoever the request names. `every-field`: the request as a whole goes in.
 */
export const principals = defineExtractor({
  id: 'principals',
  kinds: ['identity.principal', 'identity.assignment'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test) return;
    yield* ofAsked(reading);
    for (const kind of ['call', 'new'] as const) {
      for (const call of reading.unit.ofKind(kind)) {
        const callee = childOf(call, 'call.callee');
        const name = callee === null ? null : lastName(reading.unit, callee);
        if (
          name === null ||
          (kind === 'call' && !WRITES.test(writtenName(reading, name)) && !makesRecord(reading, name))
        )
          continue;
        const args = childrenOf(call, 'call.argument').filter((arg) => arg.kind !== 'function');
        yield* ofActor(
          reading,
          args.map((arg) => objectGiven(reading, arg) ?? arg),
        );
        const assignment = kind === 'call' ? assignmentOf(reading, name, args) : null;
        if (assignment !== null) yield fieldsAssigned(call, name, assignment);
      }
    }
    for (const { node, name } of filledFrom(reading)) yield fieldsAssigned(node, name, 'listed');
  },
});

/** `orders.findByUser(principal.getName())`: whose records are looked up, where the name of the call says that they are somebody's. */
function* ofAsked(reading: Reading): Generator<Site> {
  if (!['java', 'go'].includes(reading.unit.language.id)) return;
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(reading.unit, callee);
    const field = name === null ? null : fieldAsked(wordsOf(name));
    if (field === null) continue;
    for (const arg of childrenOf(call, 'call.argument')) {
      const from = sourceOf(reading, arg) ?? (isRequestParameter(reading, arg) ? 'request-input' : null);
      if (from === null) continue;
      yield {
        kind: 'identity.principal',
        action: from === 'session' ? 'session' : 'named-by-request',
        resource: { kind: 'actor', value: known(name!), norm: `asked-${field}` },
        node: call,
        evidence: [{ node: arg, role: 'source' }],
        tier: 'pattern',
        why: [from === 'session' ? 'Looked up for whoever is signed in.' : 'Looked up for whoever the request names.'],
      };
      break;
    }
  }
}

const LOOKS_UP = /^(?:find|get|list|load|fetch|query|search|select|count|read|retrieve) (?:.+ )?/;

/** `find user roles`, `list by owner id`: whose the records are. */
function fieldAsked(words: string): 'owner' | 'tenant' | null {
  if (!LOOKS_UP.test(words)) return null;
  const [, of = words] = /\b(?:by|for|of) (.+)$/.exec(words) ?? [];
  const parts = of.split(' ');
  return parts.map(ownerField).find((each) => each !== null) ?? null;
}

/** A parameter that the framework fills from the request. */
function isRequestParameter({ unit, scopes }: Reading, node: SyntaxNode): boolean {
  const binding = node.kind === 'name' ? scopes.lookUp(unit.textOf(node), node) : null;
  return (
    binding?.how === 'parameter' &&
    binding.node.children.some((child) => child.kind === 'decorator' && SENT.test(unit.textOf(child)))
  );
}

/** Annotations of Spring, JAX-RS, Quarkus and Micronaut. */
const SENT =
  /^@(?:\w+\.)*(?:RequestParam|PathVariable|RequestHeader|MatrixVariable|QueryParam|PathParam|FormParam|HeaderParam|QueryValue|RestQuery|RestPath)\b/;

/** `const note = { ownerId: … }; notes.create(note)`. */
function objectGiven(reading: Reading, arg: SyntaxNode): SyntaxNode | null {
  const value = arg.kind === 'name' ? valueGiven(reading, arg) : null;
  return value?.kind === 'object' ? value : null;
}

/** `Note(owner_id=…)` of Python: only the capital letter says that a record is made. */
function makesRecord({ unit }: Reading, name: string): boolean {
  return unit.language.id === 'python' && /^[A-Z][a-z]/.test(name);
}

/** Methods of Go begin with a capital. */
function writtenName({ unit }: Reading, name: string): string {
  return unit.language.returnsSeveral ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

function* ofActor(reading: Reading, args: readonly SyntaxNode[]): Generator<Site> {
  for (const arg of args) {
    for (const node of descendants(arg, (each) => each.kind !== 'function' && each.kind !== 'call')) {
      const [keyRole, valueRole] =
        node.kind === 'entry' ? ['entry.key', 'entry.value'] : ['keyword.name', 'keyword.value'];
      if (node.kind !== 'entry' && node.kind !== 'keyword') continue;
      const key = childOf(node, keyRole);
      const value = childOf(node, valueRole);
      const field = key === null ? null : ownerField(wordsOf(reading.unit.textOf(key).replace(/['"]/g, '')));
      const from = value === null || field === null ? null : sourceOf(reading, value);
      if (field === null || from === null) continue;
      yield {
        kind: 'identity.principal',
        action: from,
        resource: { kind: 'actor', value: known(reading.unit.textOf(key!)), norm: field },
        node,
        evidence: [{ node, role: 'source' }],
        tier: 'pattern',
        why: [from === 'session' ? 'Written for whoever is signed in.' : 'Written for whoever the request names.'],
      };
    }
  }
}

function sourceOf(reading: Reading, value: SyntaxNode): 'session' | 'request-input' | null {
  const path = pathAt(reading, value);
  if (path === null) return null;
  if (value.kind === 'name' && isGivenActor(reading, value)) return 'session';
  const actor = actorIn(path);
  if (actor?.strength === 'strong') return 'session';
  return actor === null && isInput(path.segments.map(wordsOf)) ? 'request-input' : null;
}

/** A name that one branch at least gives the caller: others are for those who may name somebody else. */
function isGivenActor(reading: Reading, name: SyntaxNode): boolean {
  const around = enclosing(name, 'function');
  const written = reading.unit.textOf(name);
  if (around === null) return false;
  for (const assign of descendants(around)) {
    const target = assign.kind === 'assign' && assign.start < name.start ? childOf(assign, 'assign.target') : null;
    const value =
      target?.kind === 'name' && reading.unit.textOf(target) === written ? childOf(assign, 'assign.value') : null;
    const path = value === null ? null : pathAt(reading, value);
    if (path !== null && actorIn(path)?.strength === 'strong') return true;
  }
  return false;
}

/** Calls that give what came with a request, by name: `r.FormValue("user")`, `c.Param("id")`. */
const INPUT_CALL = /^(?:(?:post )?form value|path value|default query|url param)$/;

function isInput(words: readonly string[]): boolean {
  const [first = '', last = ''] = [words[0], words[words.length - 1]];
  if (INPUT_CALL.test(last)) return true;
  // `req = await get_request_json()`, and then `req.get("user_id")`.
  if (words.length === 2 && last === 'get' && /^(?:req|request|body|payload|request (?:data|json|body))$/.test(first))
    return true;
  if (
    words.length === 2 &&
    /^(?:param|params|query|post form)$/.test(last) &&
    /^(?:r|c|ctx|request|context)$/.test(first)
  )
    return true;
  const at = words.findIndex((word) => INPUT.test(word));
  return at > 0 && /^(?:req|request|ctx|context|c|event|this|info|url)$/.test(words[at - 1]!) && at < words.length - 1;
}
