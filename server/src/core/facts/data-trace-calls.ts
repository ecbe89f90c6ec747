import type { FunctionSummary } from '../model/summary.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf, returnsIn } from '../text/tree.ts';
import { argumentsFor } from './data-arguments.ts';
import { classifier } from './data-classes.ts';
import { CLEAN, givenLeak, isConstantKey, leaky, OPAQUE, union, type Traced } from './data-leak.ts';
import type { Owners } from './data-owners.ts';
import { isSanitizer, keepsValue, listedFields, MAPS, passesOn } from './data-sanitizers.ts';
import type { WholeRecords } from './data-whole.ts';
import type { Reading } from './define.ts';
import { accessedName } from './guards/paths.ts';
import { columnsOf } from './protections/query-fields.ts';
import { isSecretHeader, readsHeader } from './secret-headers.ts';

/** What the tracing of calls needs of the tracer around it. */
export interface CallContext {
  readonly reading: Reading;
  readonly owners: Owners;
  readonly whole: WholeRecords;
  readonly visit: (node: SyntaxNode) => Traced;
  readonly withKey: (key: string | null, value: SyntaxNode, object: SyntaxNode | null, at: SyntaxNode) => Traced;
  readonly ofEnvironment: (name: string, node: SyntaxNode) => Traced;
  readonly authHeader: (name: string, node: SyntaxNode) => Traced;
  /** A call of a function of this file, its parameters standing for the arguments. */
  readonly ofLocalCall: (call: SyntaxNode, fn: SyntaxNode) => Traced;
  readonly returnedBy: (fn: SyntaxNode) => Traced;
}

/** Steps of one chain of calls that are looked at. */
const MAX_STEPS = 30;
/** Calls that read what stands under the key that they are given. */
const READS_KEY =
  /^(?:get|pop|at|item|fetch|dig|input|query|post|param|get(?:Parameter|Attribute|String|Header|Param)|(?:Post)?FormValue|FormParam|QueryParam|Query|PostForm|safeParam)$/;
/** Calls that are given a statement and answer with rows. */
const QUERIES =
  /^(?:\$?query\w*|Query\w*|\$queryRaw\w*|execute\w*|all|any|one|many|oneOrNone|manyOrNone|raw|get|fetch\w*|select\w*|exec|sql)$/;
const BUILDS = /^(?:builder|newBuilder|build|with\w+|set\w+)$/;

/** Says which sensitive values the result of a call holds. */
export function createCallTracer(context: CallContext): (call: SyntaxNode) => Traced {
  const { reading, owners, whole, visit, withKey, ofEnvironment, authHeader, ofLocalCall, returnedBy } = context;
  const { unit, resolver } = reading;
  const classify = classifier(reading);
  const { ownerName, typeOfExpression, surroundingsOf } = owners;

  return function ofCall(node) {
    const callee = childOf(node, 'call.callee');
    if (callee === null) return OPAQUE;
    const args = childrenOf(node, 'call.argument').filter((each) => each.kind !== 'comment');
    const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
    const last = callee.kind === 'member' ? childOf(callee, 'member.property') : callee;
    const name = last === null || last.end - last.start > 60 ? '' : unit.textOf(last);
    const path = resolver.calleeOf(node);
    if (isSanitizer(name, path)) return CLEAN;
    const value = resolver.valueOf(node);
    if (value.kind === 'environment') return ofEnvironment(value.name, node);
    if (value.kind === 'text' || value.kind === 'number') return CLEAN;
    const called = resolver.valueOf(callee);
    if (called.kind === 'function') {
      const inner = ofLocalCall(node, called.node);
      if (inner.state !== 'opaque') return inner;
    }
    if (called.kind === 'symbol' && called.exported?.kind === 'function') {
      const given = ofOtherFile(node, called.exported);
      if (given !== null) return given;
    }
    const listed = listedFields(reading, name, args);
    if (listed !== null) return union(listed.map((field) => fieldNamed(field, args[0] ?? node)));
    const columns = QUERIES.test(name) ? columnsRead(args[0]) : null;
    if (columns !== null) return columns;
    const key = args[0]?.kind === 'string' ? unit.language.readString(unit.textOf(args[0])) : null;
    if (object !== null && key !== null && isSecretHeader(key) && readsHeader(name, ownerName(object)))
      return authHeader(key, node);
    if (object !== null && READS_KEY.test(name) && args[0]?.kind === 'string') {
      const found =
        key === null ? null : classify({ name: key, owner: ownerName(object), surroundings: surroundingsOf(node) });
      return found === null ? OPAQUE : leaky(found, key!, node);
    }
    const record = whole.serialised(node, name, object, args);
    if (record !== null) return record;
    // What is made of each element is the answer, not the elements.
    const made = MAPS.test(name) ? args.find((arg) => arg.kind === 'function') : undefined;
    if (made !== undefined) return returnedBy(made);
    // `Customer::getEmail`
    const reference =
      MAPS.test(name) && unit.language.hasAccessors ? args.find((arg) => arg.kind === 'member') : undefined;
    if (reference !== undefined) return ofReference(reference);
    if (object !== null && keepsValue(name)) {
      const kept = union([visit(object), ...args.filter((arg) => arg.kind !== 'function').map(visit)]);
      return name === 'build' ? union([kept, ...stepsOf(object)]) : kept;
    }
    if (object !== null && BUILDS.test(name) && args.length > 0) return union([...stepsOf(node)]);
    if (passesOn(name, path) || node.kind === 'new')
      return union([...args.map(visit), ...(object !== null && passesOn(name, null) ? [visit(object)] : [])]);
    return ofAccessor(node, object, name, args);
  };

  /** `SELECT email FROM users`: the answer holds what it reads; of `*` nobody says what. */
  function columnsRead(statement: SyntaxNode | undefined): Traced | null {
    if (statement === undefined || (statement.kind !== 'string' && statement.kind !== 'template')) return null;
    const read = columnsOf(unit.textOf(statement));
    if (read === null) return null;
    const { table: owner, columns: siblings } = read;
    const found = siblings.map((name) => ({ name, is: classify({ name, owner, siblings }) }));
    return union(found.map(({ name, is }) => (is === null ? OPAQUE : leaky(is, name, statement))));
  }

  function ofAccessor(node: SyntaxNode, object: SyntaxNode | null, name: string, args: readonly SyntaxNode[]): Traced {
    if (unit.language.hasAccessors && args.length === 0 && object !== null) {
      const field = accessedName(name) ?? name;
      const found = classify({
        name: field,
        owner: typeOfExpression(object) ?? ownerName(object),
        surroundings: surroundingsOf(node),
      });
      if (found !== null && !isConstantKey(field, found)) return leaky(found, field, node);
      const entire = accessedName(name) === null ? null : whole.of(node, field, null, []);
      if (entire !== null) return entire;
    }
    const getter = /^(?:get|fetch|load|read|current)_?(?=[A-Z_a-z])/.exec(name);
    if (getter !== null && args.length <= 1 && object !== null) {
      const found = classify({ name: name.slice(getter[0].length).replace(/^_/, ''), owner: ownerName(object) });
      if (found !== null) return leaky(found, name, node);
    }
    return OPAQUE;
  }

  function ofReference(node: SyntaxNode): Traced {
    const property = childOf(node, 'member.property');
    const object = childOf(node, 'member.object');
    if (property === null) return OPAQUE;
    const name = unit.textOf(property);
    const field = accessedName(name) ?? name;
    const found = classify({ name: field, owner: object === null ? null : unit.textOf(object), surroundings: [] });
    return found === null ? OPAQUE : leaky(found, field, node);
  }

  /** `Payload.builder().email(user.getEmail()).build()`: each step puts its argument under its name. */
  function* stepsOf(from: SyntaxNode): Generator<Traced> {
    let at: SyntaxNode | null = from;
    for (let step = 0; at?.kind === 'call' && step < MAX_STEPS; step += 1) {
      const callee: SyntaxNode | null = childOf(at, 'call.callee');
      const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
      const argument = childOf(at, 'call.argument');
      if (callee === null || property === null) return;
      const key = unit.textOf(property).replace(/^(?:with|set)_?(?=[A-Z_])/, '');
      if (argument !== null && argument.kind !== 'function') yield withKey(key, argument, null, argument);
      at = childOf(callee, 'member.object');
    }
  }

  /** What a function of another file answers with: its summary says what of it is data about people. */
  function ofOtherFile(call: SyntaxNode, summary: FunctionSummary): Traced | null {
    const { gives } = summary;
    if (gives === undefined) return null;
    if (gives.isClean === true) return CLEAN;
    const own: Traced = { state: 'leaky', leaks: gives.leaks.map((leak) => givenLeak(leak, call, summary)), open: [] };
    const handed = gives.parameters.flatMap((parameter) => argumentsFor(unit, call, parameter).map(visit));
    return union([...(gives.leaks.length > 0 ? [own] : []), ...handed]);
  }

  function fieldNamed(field: string, node: SyntaxNode): Traced {
    const found = classify({ name: field, owner: ownerName(node), surroundings: surroundingsOf(node) });
    return found === null ? CLEAN : leaky(found, field, node);
  }
}

/** A function has no answer that anybody could use. */
export function hasReturn(fn: SyntaxNode): boolean {
  const body = childOf(fn, 'function.body');
  if (body === null) return false;
  if (body.kind !== 'block') return true;
  return returnsIn(fn).some(({ children }) => children.length > 0);
}
