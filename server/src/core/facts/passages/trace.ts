import type { GivenBack, FunctionRef, Origin } from '../../model/passage.ts';
import type { Tier } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { readMutations } from '../data-mutations.ts';
import type { Reading } from '../define.ts';
import type { Binding } from '../scopes.ts';
import { CLOSED_MEMBER, throughCall } from './calls-through.ts';
import { isCastToNumber } from './casts.ts';
import { isChecked } from './checked.ts';
import { codeWords, widest } from './dotted.ts';
import { readFilled } from './filled.ts';
import { isChosenHere, isClosed, sourceAt, sourceOfParameter } from './sources.ts';
import { isTool } from '../tools/registrations.ts';

/** One place that a value comes from. */
export interface Traced {
  readonly origin: Origin;
  readonly node: SyntaxNode;
  readonly words: string;
  readonly through: readonly GivenBack[];
  readonly tier: Tier;
}

export interface PassageTracer {
  readonly trace: (node: SyntaxNode) => readonly Traced[];
}

export interface TracerOptions {
  /** The function of the workspace that a call calls. */
  readonly calledBy: (call: SyntaxNode) => FunctionRef | null;
  /** The number of the act by which a call asks a model; null for all other calls. */
  readonly promptAt: (call: SyntaxNode) => number | null;
  /** The symbol of a function that others can call. */
  readonly symbolOf: (fn: SyntaxNode) => string | null;
}

/** Nodes of one file: beyond it nothing more is known. */
const MAX_VISITS = 30_000;
const MAX_DEPTH = 60;
const MAX_ORIGINS = 12;
const MAX_REBOUND = 5;

/**
 * Says where the values of an expression come from, within one file: texts of outsiders, answers of models, parameters, and
 * results of the workspace's own functions. Each node is looked at once, whoever asks.
 */
export function createPassageTracer(reading: Reading, options: TracerOptions): PassageTracer {
  const { unit, scopes, resolver } = reading;
  const memo = new Map<SyntaxNode, readonly Traced[]>();
  const active = new Set<SyntaxNode>();
  const mutationsOf = readMutations(unit, scopes);
  const filledBy = readFilled(unit, scopes);
  let left = MAX_VISITS;

  function trace(node: SyntaxNode): readonly Traced[] {
    const known = memo.get(node);
    if (known !== undefined) return known;
    if (active.has(node) || active.size > MAX_DEPTH || (left -= 1) < 0) return [];
    active.add(node);
    try {
      const traced = compute(node);
      memo.set(node, traced);
      return traced;
    } finally {
      active.delete(node);
    }
  }

  function compute(node: SyntaxNode): readonly Traced[] {
    if (isCastToNumber(unit, node)) return [];
    switch (node.kind) {
      case 'name':
      case 'shorthand':
        return unlessChecked(node, ofName(node, unit.textOf(node)));
      case 'member':
      case 'index':
        return ofMember(node);
      case 'call':
      case 'new':
        return ofCall(node);
      case 'object':
      case 'array':
      case 'template':
        return union(
          node.children
            .filter((child) => child.kind !== 'comment' && child.kind !== 'function' && !isShortBeside(child))
            .map(trace),
        );
      case 'entry':
        return isBeside(childOf(node, 'entry.key')) ? [] : ofRole(node, 'entry.value');
      case 'keyword':
        return isBeside(childOf(node, 'keyword.name')) ? [] : ofRole(node, 'keyword.value');
      case 'assign':
        return ofRole(node, 'assign.value');
      case 'binary':
        return ofBinary(node);
      case 'if':
        return union([...childrenOf(node, 'if.then'), ...childrenOf(node, 'if.else')].map(trace));
      case 'unary': {
        const operator = childOf(node, 'unary.operator');
        const operand = childOf(node, 'unary.operand');
        const isPlain = operator === null || /^[&*]$/.test(unit.textOf(operator));
        return operand === null || !isPlain ? [] : trace(operand);
      }
      case 'loop': {
        const body = childOf(node, 'loop.body');
        return body === null || body.kind === 'block' ? [] : trace(body);
      }
      case 'spread':
      case 'await':
      case 'other':
        return union(node.children.map(trace));
      default:
        return [];
    }
  }

  function isShortBeside(child: SyntaxNode): boolean {
    return child.kind === 'shorthand' && isBeside(child);
  }

  /** `{ text, values }`: values of a query stand beside its text. */
  function isBeside(key: SyntaxNode | null): boolean {
    return key !== null && /^['"]?(?:values|params|parameters|bindings|replacements|bind)['"]?$/.test(unit.textOf(key));
  }

  function unlessChecked(node: SyntaxNode, traced: readonly Traced[]): readonly Traced[] {
    return traced.length === 0 || isChecked(unit, node) ? [] : traced;
  }

  function ofRole(node: SyntaxNode, role: string): readonly Traced[] {
    const child = childOf(node, role);
    return child === null ? [] : trace(child);
  }

  function ofBinary(node: SyntaxNode): readonly Traced[] {
    const operator = childOf(node, 'binary.operator');
    const text = operator === null ? '' : unit.textOf(operator).trim();
    if (!/^(?:\+|\|\||\?\?|%|or|and|&&|\||\/|\.)$/.test(text)) return [];
    const right = childOf(node, 'binary.right');
    const leftSide = childOf(node, 'binary.left');
    const sides = text === '&&' || text === 'and' ? [right] : [leftSide, right];
    return union(sides.flatMap((side) => (side === null ? [] : [trace(side)])));
  }

  function sourced(node: SyntaxNode): readonly Traced[] | null {
    const source = sourceAt(reading, node);
    if (source === null) return null;
    const shown = widest(node);
    const origin: Origin = { kind: 'untrusted', source: source.source };
    return [{ origin, node: shown, words: codeWords(unit, shown), through: [], tier: source.tier }];
  }

  function ofName(node: SyntaxNode, name: string): readonly Traced[] {
    const binding = scopes.lookUp(name, node);
    if (binding === null) return [];
    if (binding.how === 'parameter') return [...ofParameter(node, binding), ...changesOf(binding)];
    if (binding.how !== 'assign' && binding.how !== 'opaque') return [];
    const found: (readonly Traced[])[] = [changesOf(binding)];
    let at: Binding | null = binding;
    for (let step = 0; at !== null && step < MAX_REBOUND; step += 1) {
      found.push(ofBinding(at, node));
      // `let line = base; if (full) line += req.query.x;`: what stood there before may still be meant.
      const isAdded = at.how === 'assign' && childOf(at.node, 'assign.operator') !== null;
      const block = enclosing(at.node, 'block');
      if (!isAdded && (block === null || (block.start <= node.start && node.end <= block.end))) break;
      at = scopes.lookUpBefore(at);
    }
    return union(found);
  }

  function ofBinding(binding: Binding, use: SyntaxNode): readonly Traced[] {
    const { node } = binding;
    if (isClosed(reading, binding)) return [];
    const value = childOf(node, 'assign.value');
    if (value !== null) return value === use ? [] : trace(value);
    const loop = node.parent?.kind === 'loop' ? node.parent : null;
    const iterable = loop === null ? null : childOf(loop, 'loop.iterable');
    return iterable === null ? [] : trace(iterable);
  }

  function changesOf(binding: Binding): readonly Traced[] {
    const changed = [...mutationsOf(binding).map(({ value }) => value), ...filledBy(binding)];
    return changed.length === 0 ? [] : union(changed.slice(0, MAX_ORIGINS).map(trace));
  }

  function ofParameter(node: SyntaxNode, binding: Binding): readonly Traced[] {
    const fn = enclosing(binding.node, 'function');
    if (fn === null || isClosed(reading, binding)) return [];
    const source = sourceOfParameter(reading, binding, fn);
    if (source !== null) {
      const origin: Origin = { kind: 'untrusted', source: source.source };
      return [{ origin, node: binding.node, words: binding.name, through: [], tier: source.tier }];
    }
    if (isTool(reading, fn)) return [];
    // `items.map((item) => …)`: one of them.
    const call = fn.role === 'call.argument' ? fn.parent : null;
    if (call?.kind === 'call') {
      const callee = childOf(call, 'call.callee');
      const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
      const isFirst = fn.children.find(({ kind }) => kind === 'parameter') === binding.node;
      const name = callee === null ? '' : lastName(callee);
      const isEach = /^(?:map|forEach|flatMap|filter|find|then|some|every|each|stream|ifPresent|reduce)$/.test(name);
      return object !== null && isFirst && isEach ? trace(object) : [];
    }
    const symbol = options.symbolOf(fn);
    if (symbol === null) return [];
    const all = fn.children.filter(({ kind }) => kind === 'parameter');
    const shift = all[0] !== undefined && unit.language.selfNames.includes(unit.textOf(all[0])) ? 1 : 0;
    const index = all.indexOf(binding.node) - shift;
    if (index < 0) return [];
    const origin: Origin = { kind: 'parameter', symbol, index, name: binding.name };
    return [{ origin, node, words: unit.textOf(node), through: [], tier: 'resolved' }];
  }

  function ofMember(node: SyntaxNode): readonly Traced[] {
    const found = sourced(node);
    if (found !== null) return unlessChecked(node, found);
    const object = childOf(node, `${node.kind}.object`);
    const property = childOf(node, 'member.property');
    if (object === null || (property !== null && CLOSED_MEMBER.test(unit.textOf(property)))) return [];
    if (isChosenHere(reading, node)) return [];
    return unlessChecked(node, trace(object));
  }

  function ofCall(node: SyntaxNode): readonly Traced[] {
    const callee = childOf(node, 'call.callee');
    if (callee === null) return [];
    const name = lastName(callee);
    const path = resolver.calleeOf(node);
    const act = options.promptAt(node);
    if (act !== null)
      return [
        { origin: { kind: 'answer', act }, node, words: 'the answer of the model', through: [], tier: 'resolved' },
      ];
    const source = sourced(node);
    if (source !== null) return source;
    const args = childrenOf(node, 'call.argument').filter(({ kind }) => kind !== 'comment');
    const own = options.calledBy(node);
    const written = callee.end - callee.start > 120 ? '' : unit.textOf(callee);
    const how = throughCall(name, path, written);
    // Of a file that nobody has read: it may be a library's, of which more is known.
    const isOfLibrary = own?.candidates !== undefined && how === 'makes';
    if (own !== null && node.kind === 'call' && !isOfLibrary) return ofOwnCall(node, own, args);
    const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
    switch (how) {
      case 'closes':
      case 'sanitizes':
        return [];
      case 'validates':
        // What a model or a request may say is limited to what the schema names; its texts still are theirs.
        return union(args.map(trace)).filter(({ origin }) => origin.kind !== 'answer' && !isOfModel(origin));
      case 'keeps':
        return union([...(object === null ? [] : [trace(object)]), ...args.map(trace)]);
      case 'makes':
        return union(args.map(trace));
      case 'unknown':
        // `&Query{Text: text}` holds what it is given.
        return node.kind === 'new' && args.some(({ kind }) => kind === 'keyword') ? union(args.map(trace)) : [];
    }
  }

  function ofOwnCall(node: SyntaxNode, of: FunctionRef, args: readonly SyntaxNode[]): readonly Traced[] {
    const result: Traced = {
      origin: { kind: 'result', of },
      node,
      words: codeWords(unit, node),
      through: [],
      tier: 'resolved',
    };
    const given = args.flatMap((arg, index) =>
      trace(arg).map((one) => ({ ...one, through: [...one.through, givenBack(of, arg, index)].slice(0, 4) })),
    );
    return union([[result], given]);
  }

  function givenBack(of: FunctionRef, arg: SyntaxNode, index: number): GivenBack {
    const name = arg.kind === 'keyword' ? childOf(arg, 'keyword.name') : null;
    return { of, index, ...(name === null ? {} : { name: unit.textOf(name) }) };
  }

  function lastName(callee: SyntaxNode): string {
    const last = callee.kind === 'member' ? childOf(callee, 'member.property') : callee;
    return last === null || last.end - last.start > 60 ? '' : unit.textOf(last);
  }

  return { trace };
}

function isOfModel(origin: Origin): boolean {
  return origin.kind === 'untrusted' && origin.source === 'tool-call';
}

/** Each origin once. */
function union(parts: readonly (readonly Traced[])[]): readonly Traced[] {
  const first = parts.filter((part) => part.length > 0);
  if (first.length <= 1) return first[0] ?? [];
  const found = new Map<string, Traced>();
  for (const one of first.flat()) {
    const key = `${JSON.stringify(one.origin)} ${one.node.start} ${one.through.length}`;
    if (!found.has(key)) found.set(key, one);
    if (found.size >= MAX_ORIGINS) break;
  }
  return [...found.values()];
}
