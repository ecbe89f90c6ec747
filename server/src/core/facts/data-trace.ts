import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf, enclosing, returnsIn } from '../text/tree.ts';
import { argumentsFor, iteratedBy, parameterOf } from './data-arguments.ts';
import { classifier } from './data-classes.ts';
import { CLEAN, isConstantKey, leaky, named, OPAQUE, PERSONAL, union, type Traced } from './data-leak.ts';
import { readMutations } from './data-mutations.ts';
import { createOwners, typeName } from './data-owners.ts';
import { namesModel } from './data-answers.ts';
import { createCallTracer } from './data-trace-calls.ts';
import { createWholeRecords } from './data-whole.ts';
import { isSanitizer, keepsValue, MAPS } from './data-sanitizers.ts';
import type { Reading } from './define.ts';
import { recordFields } from './record-fields.ts';
import type { Binding } from './scopes.ts';
import { holdsHeaders, isSecretHeader } from './secret-headers.ts';
import { registersTool } from './tools/registrations.ts';

const MAX_NODES = 600;
const MAX_CALLS_DEEP = 3;
/** Where clients of databases keep what a statement read. */
const ROWS = /^(?:rows|recordsets?|rowset)$/;
/** Returns of one function that are looked at. */
const MAX_RETURNS = 6;

export interface Tracer {
  readonly trace: (node: SyntaxNode) => Traced;
  /** What a function of this file answers with; its parameters are left open. */
  readonly returned: (fn: SyntaxNode) => Traced;
}

/** Says which sensitive values an expression holds: through variables, literals, templates and functions of this file. */
export function createTracer(reading: Reading): Tracer {
  const { unit, scopes, resolver } = reading;
  const classify = classifier(reading);
  const mutationsOf = readMutations(unit, scopes);
  const owners = createOwners(reading);
  const { ownerName, typeOf, typeOfExpression, surroundingsOf } = owners;
  const whole = createWholeRecords(reading, owners);
  const ofCall = createCallTracer({
    reading,
    owners,
    whole,
    visit,
    withKey,
    ofEnvironment,
    authHeader,
    ofLocalCall,
    returnedBy,
  });
  let budget = MAX_NODES;
  /** Calls of functions of this file that are being looked into: their parameters stand for these arguments. */
  const frames: { fn: SyntaxNode; call: SyntaxNode }[] = [];
  const active = new Set<SyntaxNode>();

  function trace(node: SyntaxNode): Traced {
    budget = MAX_NODES;
    return visit(node);
  }

  function returned(fn: SyntaxNode): Traced {
    budget = MAX_NODES;
    return returnedBy(fn);
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
      case 'entry':
        return ofEntry(node, node);
      case 'keyword': {
        const value = childOf(node, 'keyword.value');
        const name = childOf(node, 'keyword.name');
        return value === null ? CLEAN : withKey(name === null ? null : unit.textOf(name), value, null, node);
      }
      case 'binary': {
        const operator = childOf(node, 'binary.operator');
        const text = operator === null ? '' : unit.textOf(operator);
        if (!/^(?:[+.%|]|\|\||\?\?|or|and|&&)$/.test(text)) return CLEAN;
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
      case 'type':
        return whole.typed(node) ?? CLEAN;
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
    if (binding === null) return ofToken(node, name);
    if (binding.how === 'import' || binding.how === 'function' || binding.how === 'class')
      return namesModel(unit, node) ? (whole.typed(node) ?? CLEAN) : CLEAN;
    const changed = withoutRecords(
      union(mutationsOf(binding).map(({ key, value }) => withKey(key, value, null, value))),
      unit.language.hasAccessors,
    );
    const own = ofBinding(node, name, binding);
    return changed.leaks.length > 0 || changed.open.length > 0 ? union([own, changed]) : own;
  }

  /** Of the tokens of a macro: `email` of `user.email`. */
  function ofToken(node: SyntaxNode, name: string): Traced {
    const owner = /(\w+)\.$/.exec(unit.tree.text.slice(Math.max(0, node.start - 60), node.start))?.[1];
    return owner === undefined ? OPAQUE : byName(node, name, null, owner, OPAQUE);
  }

  /** An object that somebody was put into says, printed, what its class says, and not who that is. */
  function withoutRecords(traced: Traced, isOpaque: boolean): Traced {
    return isOpaque ? { ...traced, leaks: traced.leaks.filter((leak) => leak.dataClass !== PERSONAL) } : traced;
  }

  function ofBinding(node: SyntaxNode, name: string, binding: Binding): Traced {
    const last = binding.keys[binding.keys.length - 1];
    const type = typeOf(binding);
    const value = binding.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
    // A tool that is called as what it looks up is no record of that.
    if (value !== null && registersTool(reading, value)) return CLEAN;
    const isWhole = binding.keys.length === 0 || (unit.language.returnsSeveral && binding.keys.join() === '0');
    if (value !== null && value !== node && isWhole) {
      const traced = named(name, visit(value));
      if (traced.state !== 'opaque') return traced;
      return byName(node, name, type, null, traced);
    }
    const owner = value !== null ? ownerName(value) : binding.keys.length > 0 ? typeName(type) : null;
    if (value !== null && binding.keys.length === 1 && ROWS.test(last ?? '')) return visit(value);
    if (binding.keys.length > 0) {
      const key = last !== undefined && !/^\d+$/.test(last) ? last : name;
      const said = byName(node, key, null, owner, OPAQUE);
      // `const { data: user } = useUser()`: the key says nothing, the name does.
      return said.state === 'leaky' || key === name ? said : byName(node, name, null, owner, OPAQUE);
    }
    if (binding.how !== 'parameter') {
      const said = byName(node, name, type, null, OPAQUE);
      const loop = binding.node.parent?.kind === 'loop' && said.state !== 'leaky' ? binding.node.parent : null;
      const iterable = loop === null ? null : childOf(loop, 'loop.iterable');
      return iterable === null ? said : visit(iterable);
    }
    return ofParameter(node, name, binding, type);
  }

  function ofParameter(node: SyntaxNode, name: string, binding: Binding, type: string | null): Traced {
    const fn = enclosing(binding.node, 'function');
    if (fn === null) return OPAQUE;
    const open = parameterOf(unit, fn, binding.node, name);
    const frame = frames.findLast((each) => each.fn === fn);
    if (frame !== undefined) {
      const args = argumentsFor(unit, frame.call, open);
      // Outside of the frame the same names mean something else.
      const kept = frames.splice(frames.indexOf(frame));
      try {
        return args.length === 0 ? OPAQUE : union(args.map(visit));
      } finally {
        frames.push(...kept);
      }
    }
    const said = byName(node, name, type, null, { state: 'opaque', leaks: [], open: [open] });
    if (said.leaks.length > 0) return said;
    const elements = open.index === 0 ? iteratedBy(unit, fn) : null;
    return elements === null ? said : union([said, visit(elements)]);
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
    // What a field of a class begins with says nothing of what it becomes.
    const isInitial = object.kind === 'self' && name !== null && !/^[A-Z_\d]+$/.test(name);
    if (!isInitial && (value.kind === 'text' || value.kind === 'number' || value.kind === 'boolean')) return CLEAN;
    if (value.kind === 'environment') return ofEnvironment(value.name, node);
    if (name === '__dict__') return whole.serialised(node, 'vars', object, []) ?? OPAQUE;
    if (name === null) {
      const traced = visit(object);
      return traced.state === 'leaky' ? traced : OPAQUE;
    }
    if (/^(?:length|size|id|_id|uuid|created_?[aA]t|updated_?[aA]t|status|type|message|stack|code|count)$/.test(name))
      return CLEAN;
    // `LimitedApi.EMAILS` is a constant of a class; keys are secrets wherever they stand.
    if (
      /^[A-Z][A-Z\d_]{3,}$/.test(name) &&
      /^[A-Z]\w*[a-z]/.test(unit.textOf(object).slice(0, 60)) &&
      !/KEY|SECRET|TOKEN|PASSWORD/.test(name)
    )
      return CLEAN;
    // Of Ruby: a call that is given nothing is written like a field.
    if (unit.language.id === 'ruby') {
      if (isSanitizer(name, null)) return CLEAN;
      if (keepsValue(name) || MAPS.test(name)) return visit(object);
    }
    if (ROWS.test(name)) return visit(object);
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
    // What its declared type rules out is not said by the key that it is put under either.
    if (declared?.type != null && classify({ name, surroundings: ['auth'] }) !== null) return CLEAN;
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

  function ofLocalCall(call: SyntaxNode, fn: SyntaxNode): Traced {
    if (frames.length >= MAX_CALLS_DEEP || frames.some((frame) => frame.fn === fn)) return OPAQUE;
    frames.push({ fn, call });
    try {
      return returnedBy(fn);
    } finally {
      frames.pop();
    }
  }

  function returnedBy(fn: SyntaxNode): Traced {
    const body = childOf(fn, 'function.body');
    if (body === null) return OPAQUE;
    if (body.kind !== 'block') return visit(body);
    const results: Traced[] = [];
    for (const { children } of returnsIn(fn)) {
      const [result] = children;
      if (result !== undefined && results.length < MAX_RETURNS) results.push(visit(result));
    }
    return results.length === 0 ? CLEAN : union(results);
  }

  return { trace, returned };
}
