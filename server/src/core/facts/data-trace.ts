import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../text/tree.ts';
import { splitWords } from '../text/words.ts';
import { classify, isPersonName, type Classification } from './data-classes.ts';
import { readMutations } from './data-mutations.ts';
import { passesOn, isSanitizer, keepsValue, listedFields } from './data-sanitizers.ts';
import type { Reading } from './define.ts';
import { declaredName } from './names.ts';
import { recordFields } from './record-fields.ts';
import { mainTypeName } from './resolve/type-name.ts';
import type { Binding } from './scopes.ts';

/** A sensitive value inside an expression. */
export interface Leak {
  readonly dataClass: string;
  readonly label: string;
  /** As written; words joined by `-` in facts. */
  readonly field: string;
  readonly node: SyntaxNode;
  readonly why: readonly string[];
  readonly tier: 'pattern' | 'name';
  readonly ordinaryInLogs: boolean;
}

/** A parameter whose argument decides: the callers of its function say what is in it. */
export interface OpenParameter {
  readonly function: SyntaxNode;
  readonly index: number;
  readonly name: string;
  readonly rest: boolean;
}

export interface Traced {
  /** `clean`: nothing of a person can be in it. `opaque`: nobody knows; a key it is put under may say. */
  readonly state: 'clean' | 'opaque' | 'leaky';
  readonly leaks: readonly Leak[];
  readonly open: readonly OpenParameter[];
}

const CLEAN: Traced = { state: 'clean', leaks: [], open: [] };
const OPAQUE: Traced = { state: 'opaque', leaks: [], open: [] };
const MAX_NODES = 600;
const MAX_CALLS_DEEP = 3;
/** A whole record of these in a log or body is personal data, whatever its fields. */
const WHOLE =
  /^(?:(?:\w*[a-z_])?(?:[Uu]ser|[Cc]ustomer|[Pp]atient|[Ee]mployee|[Aa]pplicant|[Ss]ubscriber|[Pp]assenger)s?)$/;

export interface Tracer {
  readonly trace: (node: SyntaxNode) => Traced;
}

/** Says which sensitive values an expression holds: through variables, literals, templates and functions of this file. */
export function createTracer(reading: Reading): Tracer {
  const { unit, scopes, resolver } = reading;
  const mutationsOf = readMutations(unit, scopes);
  const records = new Map<string, SyntaxNode>();
  for (const kind of ['class', 'interface'] as const)
    for (const node of unit.ofKind(kind)) {
      const name = declaredName(unit, node);
      if (name !== null && !records.has(name)) records.set(name, node);
    }
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
    const isWhole = traced.leaks.some((leak) => leak.dataClass === 'personal');
    return isWhole ? { ...traced, leaks: traced.leaks.filter((leak) => leak.dataClass !== 'personal') } : traced;
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
    const traced = visit(value);
    if (traced.state !== 'opaque' || key === null) return traced;
    const siblings = object === null ? [] : [...resolver.entriesOf(object).keys()];
    const found = classify({ name: key, siblings, surroundings: surroundingsOf(at) });
    return found === null ? traced : leaky(found, key, at, traced.open.length > 0 ? traced.open : []);
  }

  function leaky(found: Classification, field: string, node: SyntaxNode, open: readonly OpenParameter[] = []): Traced {
    const { id, label, ordinaryInLogs } = found.dataClass;
    return {
      state: 'leaky',
      leaks: [
        {
          dataClass: id,
          label,
          field,
          node,
          why: found.why,
          tier: found.tier,
          ordinaryInLogs: ordinaryInLogs === true,
        },
      ],
      open,
    };
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
    if (value !== null && value !== node && binding.keys.length === 0) {
      const traced = visit(value);
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
    if (found !== null) return leaky(found, name, node, []);
    const record = typeName(type) === null ? undefined : records.get(typeName(type)!);
    if (record !== undefined) {
      const whole = wholeRecord(record, typeName(type)!, node);
      if (whole !== null) return whole;
    }
    const isScalar = type !== null && /^[:\s]*(?:string|str|number|int|boolean|bool|UUID|float)\b/.test(type);
    if (WHOLE.test(name) && !isScalar && (node.kind === 'name' || node.kind === 'shorthand' || node.kind === 'member'))
      return {
        state: 'leaky',
        leaks: [
          {
            dataClass: 'personal',
            label: `the whole \`${name}\``,
            field: name,
            node,
            why: [`\`${name}\` reads as the whole record of a person.`],
            tier: 'name',
            ordinaryInLogs: false,
          },
        ],
        open: otherwise.open,
      };
    return otherwise;
  }

  function wholeRecord(record: SyntaxNode, type: string, node: SyntaxNode): Traced | null {
    const fields = recordFields(unit, record);
    const siblings = fields.map((field) => field.name);
    const leaks = fields.flatMap(({ name, type: declared }) => {
      const found = classify({ name, type: declared, owner: type, siblings });
      if (found === null) return [];
      return leaky(
        { ...found, why: [...found.why, `\`${unit.textOf(node).slice(0, 60)}\` is a whole \`${type}\`.`] },
        name,
        node,
      ).leaks;
    });
    return leaks.length === 0 ? null : { state: 'leaky', leaks, open: [] };
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
    if (name === null) return visit(object).state === 'leaky' ? visit(object) : OPAQUE;
    if (/^(?:length|size|id|_id|uuid|created_?[aA]t|updated_?[aA]t|status|type|message|stack|code|count)$/.test(name))
      return CLEAN;
    const owner = ownerName(object);
    const record = owner === null ? undefined : records.get(typeOfExpression(object) ?? '');
    const declared = record === undefined ? undefined : recordFields(unit, record).find((field) => field.name === name);
    const siblings = record === undefined ? [] : recordFields(unit, record).map((field) => field.name);
    if (/headers$/i.test(owner ?? '') && /^(?:authorization|cookie|x-api-key)$/i.test(name)) {
      const found = classify({ name: 'auth header' });
      if (found !== null) return leaky(found, name, node);
    }
    const found = classify({
      name,
      owner: typeOfExpression(object) ?? owner,
      type: declared?.type ?? null,
      siblings,
      surroundings: surroundingsOf(node),
    });
    if (found !== null) return leaky(found, name, node);
    if (WHOLE.test(name) && !name.endsWith('s')) return byName(node, name, declared?.type ?? null, null, OPAQUE);
    return /^(?:is|has|can|should)[A-Z_]/.test(name) ? CLEAN : OPAQUE;
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
    if (object !== null && /^(?:get|pop|at|item)$/.test(name) && args[0]?.kind === 'string') {
      const key = unit.language.readString(unit.textOf(args[0]));
      const found =
        key === null ? null : classify({ name: key, owner: ownerName(object), surroundings: surroundingsOf(node) });
      return found === null ? OPAQUE : leaky(found, key!, node);
    }
    if (object !== null && keepsValue(name)) return union([visit(object), ...args.map(visit)]);
    if (passesOn(name, path) || node.kind === 'new')
      return union([...args.map(visit), ...(object !== null && passesOn(name, null) ? [visit(object)] : [])]);
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

  /** `user` of `req.user`, `this.customer`, `users[0]`; the class when it is an instance. */
  function ownerName(node: SyntaxNode): string | null {
    if (node.kind === 'name' || node.kind === 'shorthand') {
      const text = unit.textOf(node);
      if (isPersonName(text)) return text;
      const type = typeOfExpression(node);
      return type !== null && isPersonName(type) ? type : text;
    }
    if (node.kind === 'member') {
      const property = childOf(node, 'member.property');
      const text = property === null ? null : unit.textOf(property);
      if (
        text !== null &&
        /^(?:body|data|attributes|dataValues|value|values|payload|fields|cleaned_data|validated_data|__dict__)$/.test(
          text,
        )
      ) {
        const inner = childOf(node, 'member.object');
        const outer = inner === null ? null : ownerName(inner);
        return outer !== null && isPersonName(outer) ? outer : text;
      }
      return text;
    }
    if (node.kind === 'self') {
      const owner = enclosing(node, 'class');
      return owner === null ? null : declaredName(unit, owner);
    }
    const inner =
      childOf(node, 'index.object') ??
      (node.kind === 'await' || node.kind === 'other' ? node.children[0] : null) ??
      null;
    if (inner !== null) return ownerName(inner);
    const callee = childOf(node, 'call.callee');
    return callee === null ? null : ownerName(callee);
  }

  function typeOf(binding: Binding): string | null {
    const type = childOf(binding.node, 'parameter.type') ?? childOf(binding.node, 'assign.type');
    return type === null ? null : unit.textOf(type);
  }

  function typeOfExpression(node: SyntaxNode): string | null {
    if (node.kind !== 'name') return node.kind === 'self' ? ownerName(node) : null;
    if (unit.language.id === 'python' && unit.textOf(node) === 'self') {
      const owner = enclosing(node, 'class');
      return owner === null ? null : declaredName(unit, owner);
    }
    const binding = scopes.lookUp(unit.textOf(node), node);
    if (binding === null || binding.keys.length > 0) return null;
    const value = binding.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
    const made =
      value !== null && (value.kind === 'new' || value.kind === 'call') ? childOf(value, 'call.callee') : null;
    const isClass = made !== null && made.kind === 'name' && /^[A-Z]/.test(unit.textOf(made));
    return typeName(typeOf(binding)) ?? (isClass ? unit.textOf(made) : null);
  }

  function surroundingsOf(node: SyntaxNode): readonly string[] {
    const fn = enclosing(node, 'function');
    const name = fn === null ? null : declaredName(unit, fn);
    const file = unit.path.slice(unit.path.lastIndexOf('/') + 1);
    return [...splitWords(name ?? ''), ...splitWords(file)];
  }

  return { trace };
}

function typeName(type: string | null): string | null {
  if (type === null) return null;
  const name = mainTypeName(type);
  return name === null ? null : (name.split('.').pop() ?? null);
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

function union(parts: readonly Traced[]): Traced {
  const leaks = parts.flatMap((part) => part.leaks);
  const open = parts.flatMap((part) => part.open);
  const state = leaks.length > 0 ? 'leaky' : parts.some((part) => part.state === 'opaque') ? 'opaque' : 'clean';
  return { state, leaks, open };
}
