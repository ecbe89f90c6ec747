import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../text/tree.ts';
import { classify, type Classification } from './data-classes.ts';
import { CLEAN, leaky, OPAQUE, PERSONAL, union, type OpenParameter, type Traced } from './data-leak.ts';
import { readMutations } from './data-mutations.ts';
import { createOwners, typeName } from './data-owners.ts';
import { isSanitizer, keepsValue, listedFields, passesOn } from './data-sanitizers.ts';
import { createWholeRecords } from './data-whole.ts';
import type { Reading } from './define.ts';
import { accessedName } from './guards/paths.ts';
import { recordFields } from './record-fields.ts';
import type { Binding } from './scopes.ts';
import { holdsHeaders, isSecretHeader, readsHeader } from './secret-headers.ts';

const MAX_NODES = 600;
const MAX_CALLS_DEEP = 3;

export interface Tracer {
  readonly trace: (node: SyntaxNode) => Traced;
}

/** Says which sensitive values an expression holds: through variables, literals, templates and functions of this file. */
export function createTracer(reading: Reading): Tracer {
  const { unit, scopes, resolver } = reading;
  const mutationsOf = readMutations(unit, scopes);
  const owners = createOwners(reading);
  const { ownerName, typeOf, typeOfExpression, surroundingsOf } = owners;
  const whole = createWholeRecords(reading, owners);
  let budget = MAX_NODES;
  /** Calls of functions of this file that are being looked into: their parameters stand for these arguments. */
  const frames: { fn: SyntaxNode; call: SyntaxNode }[] = [];
  const active = new Set<SyntaxNode>();

  function trace(node: SyntaxNode): Traced {
    budget = MAX_NODES;
    return visit(node);
  }

  function visit(node: SyntaxNode): Traced {
    if (budget-- <= 0 || active.has(node)) return OPAQUE;
    active.add(node);
    try {
      return compute(node);
    } finally {
      active.delete(node);
    }
  }

  function compute(node: SyntaxNode): Traced {
    switch (node.kind) {
      case 'name':
      case 'shorthand':
        return ofName(node, unit.textOf(node));
      case 'member':
      case 'index':
        return ofMember(node);
      case 'call':
      case 'new':
        return ofCall(node);
      case 'object':
        return union(node.children.map((child) => ofEntry(child, node)));
      case 'array':
      case 'template':
        return union(
          node.children.filter((child) => child.kind !== 'comment').map(node.kind === 'template' ? ofPart : visit),
        );
      case 'keyword': {
        const value = childOf(node, 'keyword.value');
        const name = childOf(node, 'keyword.name');
        return value === null ? CLEAN : withKey(name === null ? null : unit.textOf(name), value, null, node);
      }
      case 'binary': {
        const operator = childOf(node, 'binary.operator');
        const text = operator === null ? '' : unit.textOf(operator);
        if (!/^(?:\+|\|\||\?\?|%|or|and|&&|\|)$/.test(text)) return CLEAN;
        const right = childOf(node, 'binary.right');
        const left = childOf(node, 'binary.left');
        if ((text === '&&' || text === 'and') && right !== null) return visit(right);
        return union([left, right].flatMap((each) => (each === null ? [] : [visit(each)])));
      }
      case 'if':
        return union([...childrenOf(node, 'if.then'), ...childrenOf(node, 'if.else')].map(visit));
      case 'loop': {
        const body = childOf(node, 'loop.body');
        return body === null || body.kind === 'block' ? OPAQUE : visit(body);
      }
      case 'spread':
      case 'await':
      case 'other':
      case 'assign':
        return node.children.length === 0
          ? OPAQUE
          : visit(childOf(node, 'assign.value') ?? node.children[node.children.length - 1]!);
      case 'self':
        return OPAQUE;
      default:
        return CLEAN;
    }
  }

  /** A record in the middle of a text prints as `[object Object]`, or as what the class says. */
  function ofPart(node: SyntaxNode): Traced {
    const traced = visit(node);
    const isWhole = traced.leaks.some((leak) => leak.dataClass === PERSONAL);
    return isWhole ? { ...traced, leaks: traced.leaks.filter((leak) => leak.dataClass !== PERSONAL) } : traced;
  }

  function ofEntry(child: SyntaxNode, object: SyntaxNode): Traced {
    if (child.kind === 'entry') {
      const key = childOf(child, 'entry.key');
      const value = childOf(child, 'entry.value');
      if (value === null) return CLEAN;
      const text =
        key === null ? null : key.kind === 'string' ? unit.language.readString(unit.textOf(key)) : unit.textOf(key);
      return withKey(text, value, object, child);
    }
    return child.kind === 'function' || child.kind === 'comment' ? CLEAN : visit(child);
  }

  /** A key says what an unknown value is: `{ email: form.value }`. */
  function withKey(key: string | null, value: SyntaxNode, object: SyntaxNode | null, at: SyntaxNode): Traced {
    if (key !== null && /^(?:password|token|secret|redacted|masked)$/i.test(key) && value.kind === 'string')
      return CLEAN;
    const traced = named(key, visit(value));
    if (traced.state !== 'opaque' || key === null) return traced;
    const siblings = object === null ? [] : [...resolver.entriesOf(object).keys()];
    const found = classify({ name: key, siblings, surroundings: surroundingsOf(at) });
    return found === null ? traced : leaky(found, key, at, traced.open.length > 0 ? traced.open : []);
  }

  function ofName(node: SyntaxNode, name: string): Traced {
    const binding = scopes.lookUp(name, node);
    if (binding === null) return OPAQUE;
    if (binding.how === 'import' || binding.how === 'function' || binding.how === 'class') return CLEAN;
    const changed = union(mutationsOf(binding).map(({ key, value }) => withKey(key, value, null, value)));
    const own = ofBinding(node, name, binding);
    return changed.leaks.length > 0 || changed.open.length > 0 ? union([own, changed]) : own;
  }

  function ofBinding(node: SyntaxNode, name: string, binding: Binding): Traced {
    const last = binding.keys[binding.keys.length - 1];
    const type = typeOf(binding);
    const value = binding.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
    const isWhole = binding.keys.length === 0 || (unit.language.returnsSeveral && binding.keys.join() === '0');
    if (value !== null && value !== node && isWhole) {
      const traced = named(name, visit(value));
      if (traced.state !== 'opaque') return traced;
      return byName(node, name, type, null, traced);
    }
    const owner = value !== null ? ownerName(value) : binding.keys.length > 0 ? typeName(type) : null;
    if (binding.keys.length > 0) {
      const key = last !== undefined && !/^\d+$/.test(last) ? last : name;
      return byName(node, key, null, owner, OPAQUE);
    }
    if (binding.how !== 'parameter') return byName(node, name, type, null, OPAQUE);
    return ofParameter(node, name, binding, type);
  }

  function ofParameter(node: SyntaxNode, name: string, binding: Binding, type: string | null): Traced {
    const fn = enclosing(binding.node, 'function');
    if (fn === null) return OPAQUE;
    const all = fn.children.filter((child) => child.kind === 'parameter');
    const shift = all[0] !== undefined && /^(?:self|cls)$/.test(unit.textOf(all[0])) ? 1 : 0;
    const rest = childrenOf(binding.node, 'parameter.modifier').some((each) =>
      /^(?:\.\.\.|\*\*?)$/.test(unit.textOf(each)),
    );
    const open: OpenParameter = { function: fn, index: all.indexOf(binding.node) - shift, name, rest };
    const frame = frames.findLast((each) => each.fn === fn);
    if (frame !== undefined) {
      const args = argumentNodes(frame.call, open);
      // Outside of the frame the same names mean something else.
      const kept = frames.splice(frames.indexOf(frame));
      try {
        return args.length === 0 ? OPAQUE : union(args.map(visit));
      } finally {
        frames.push(...kept);
      }
    }
    return byName(node, name, type, null, { state: 'opaque', leaks: [], open: [open] });
  }

  /** The last resort: what the name itself says, alone or as a whole record. */
  function byName(
    node: SyntaxNode,
    name: string,
    type: string | null,
    owner: string | null,
    otherwise: Traced,
  ): Traced {
    const found = classify({ name, type, owner, surroundings: surroundingsOf(node) });
    if (found !== null && !isConstantKey(name, found)) return leaky(found, name, node, []);
    return whole.of(node, name, type, otherwise.open) ?? otherwise;
  }

  function ofMember(node: SyntaxNode): Traced {
    const object = childOf(node, `${node.kind}.object`);
    const key = childOf(node, node.kind === 'member' ? 'member.property' : 'index.key');
    if (object === null || key === null) return OPAQUE;
    const name =
      node.kind === 'member'
        ? unit.textOf(key)
        : key.kind === 'string'
          ? unit.language.readString(unit.textOf(key))
          : null;
    const value = resolver.valueOf(node);
    if (value.kind === 'text' || value.kind === 'number' || value.kind === 'boolean') return CLEAN;
    if (value.kind === 'environment') return ofEnvironment(value.name, node);
    if (name === '__dict__') return whole.serialised(node, 'vars', object, []) ?? OPAQUE;
    if (name === null) return visit(object).state === 'leaky' ? visit(object) : OPAQUE;
    if (/^(?:length|size|id|_id|uuid|created_?[aA]t|updated_?[aA]t|status|type|message|stack|code|count)$/.test(name))
      return CLEAN;
    const owner = ownerName(object);
    const record = owners.recordNamed(typeOfExpression(object));
    const recordFieldsOf = record === undefined ? [] : recordFields(unit, record);
    const declared = recordFieldsOf.find((field) => field.name === name);
    const siblings = recordFieldsOf.map((field) => field.name);
    if (holdsHeaders(owner) && isSecretHeader(name)) return authHeader(name, node);
    const found = classify({
      name,
      owner: typeOfExpression(object) ?? owner,
      type: declared?.type ?? null,
      siblings,
      surroundings: surroundingsOf(node),
    });
    if (found !== null) return isConstantKey(name, found) ? CLEAN : leaky(found, name, node);
    const entire = name.endsWith('s') ? null : whole.of(node, name, declared?.type ?? null, []);
    if (entire !== null) return entire;
    return /^(?:is|has|can|should)[A-Z_]/.test(name) ? CLEAN : OPAQUE;
  }

  function authHeader(name: string, node: SyntaxNode): Traced {
    const found = classify({ name: 'auth header' });
    return found === null ? OPAQUE : leaky(found, name, node);
  }

  function ofEnvironment(name: string, node: SyntaxNode): Traced {
    const found = classify({ name, surroundings: ['auth'] });
    return found === null || !found.dataClass.id.startsWith('credential.') ? CLEAN : leaky(found, name, node);
  }

  function ofCall(node: SyntaxNode): Traced {
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
    const listed = listedFields(reading, name, args);
    if (listed !== null) return union(listed.map((field) => fieldNamed(field, args[0] ?? node)));
    const key = args[0]?.kind === 'string' ? unit.language.readString(unit.textOf(args[0])) : null;
    if (object !== null && key !== null && isSecretHeader(key) && readsHeader(name, ownerName(object)))
      return authHeader(key, node);
    if (object !== null && /^(?:get|pop|at|item)$/.test(name) && args[0]?.kind === 'string') {
      const found =
        key === null ? null : classify({ name: key, owner: ownerName(object), surroundings: surroundingsOf(node) });
      return found === null ? OPAQUE : leaky(found, key!, node);
    }
    const record = whole.serialised(node, name, object, args);
    if (record !== null) return record;
    if (object !== null && keepsValue(name)) return union([visit(object), ...args.map(visit)]);
    if (passesOn(name, path) || node.kind === 'new')
      return union([...args.map(visit), ...(object !== null && passesOn(name, null) ? [visit(object)] : [])]);
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

  function fieldNamed(field: string, node: SyntaxNode): Traced {
    const found = classify({ name: field, owner: ownerName(node), surroundings: surroundingsOf(node) });
    return found === null ? CLEAN : leaky(found, field, node);
  }

  function ofLocalCall(call: SyntaxNode, fn: SyntaxNode): Traced {
    if (frames.length >= MAX_CALLS_DEEP || frames.some((frame) => frame.fn === fn)) return OPAQUE;
    const body = childOf(fn, 'function.body');
    if (body === null) return OPAQUE;
    frames.push({ fn, call });
    try {
      if (body.kind !== 'block') return visit(body);
      const results: Traced[] = [];
      for (const at of descendants(body, (each) => each.kind !== 'function' && each.kind !== 'class')) {
        const result = at.kind === 'return' ? at.children[0] : undefined;
        if (result !== undefined && results.length < 6) results.push(visit(result));
      }
      return results.length === 0 ? CLEAN : union(results);
    } finally {
      frames.pop();
    }
  }

  function argumentNodes(call: SyntaxNode, open: OpenParameter): readonly SyntaxNode[] {
    return argumentsFor(unit, call, open);
  }

  return { trace };
}

/** The arguments of a call that become a parameter of the function called. */
export function argumentsFor(unit: Reading['unit'], call: SyntaxNode, open: OpenParameter): readonly SyntaxNode[] {
  const args = childrenOf(call, 'call.argument').filter((each) => each.kind !== 'comment');
  const named = args.find((arg) => {
    const name = arg.kind === 'keyword' ? childOf(arg, 'keyword.name') : null;
    return name !== null && unit.textOf(name) === open.name;
  });
  if (named !== undefined) return [named];
  const positional = args.filter((arg) => arg.kind !== 'keyword');
  if (open.rest) return [...positional.slice(open.index), ...args.filter((arg) => arg.kind === 'keyword')];
  const one = positional[open.index];
  return one === undefined || one.kind === 'spread' ? [] : [one];
}

/** What is called an id is not the whole record, however it was read. */
function named(name: string | null, traced: Traced): Traced {
  if (name === null || !/(?:Id|ID|_id|Ids|_ids)$/.test(name)) return traced;
  const leaks = traced.leaks.filter((leak) => leak.dataClass !== PERSONAL);
  return leaks.length === traced.leaks.length
    ? traced
    : { ...traced, state: leaks.length > 0 ? 'leaky' : 'opaque', leaks };
}

/** `SPAN.USER_EMAIL` is the name of an attribute; only secrets are constants of their own. */
function isConstantKey(name: string, found: Classification): boolean {
  return /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name) && !found.dataClass.id.startsWith('credential.');
}
