import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { declaredName } from '../names.ts';
import { nodesWithin } from '../nodes-within.ts';
import { toolRegistration, toolsIn } from '../tools/registrations.ts';
import { textOfValue } from '../value.ts';
import { nameOfTool } from './registered-tool.ts';

/** A tool with what models are told of it. */
interface DescribedTool {
  readonly name: string;
  /** The description, or what registers the tool. */
  readonly node: SyntaxNode;
  /** Shown; at most MAX_TEXT characters. */
  readonly text: string;
  /** Its text is no part of the node. */
  readonly isSaidElsewhere?: true;
  /** Of a function of the file: it, and what registers it. */
  readonly of: { readonly fn: SyntaxNode; readonly from: number; readonly to: number } | null;
}

const MAX_TEXT = 160;
/** Here tools are functions that are registered; elsewhere annotations declare them. */
const OF_SCRIPTS = /^(?:python|javascript|typescript|tsx)$/;
/** Annotations and attributes by which other languages declare tools. Sources: Spring AI, LangChain4j, the SDKs of the protocol, 2026-11. */
const DECLARES =
  /^\W{0,4}(?:\w+[.:]{1,2}){0,4}(?:Tool|McpTool|McpServerTool|KernelFunction|AIFunction|LLMDescription|ToolDescription|Description|tool|tool_box)\b/;
const OF_TOOLS =
  /\b(?:McpServerTool|KernelFunction|AIFunction|McpTool|langchain4j|spring[.]ai|springframework[.]ai|rmcp|Tool)\b/;

export function* describedTools(reading: Reading): Generator<DescribedTool> {
  const { unit } = reading;
  const seen = new Set<SyntaxNode>();
  const isScript = OF_SCRIPTS.test(unit.language.id);
  for (const fn of isScript ? unit.ofKind('function') : []) {
    const registration = toolRegistration(reading, fn) ?? promptRegistration(reading, fn);
    if (registration === null) continue;
    const of = { fn, from: Math.min(registration.start, fn.start), to: Math.max(registration.end, fn.end) };
    const name = nameOfTool(reading, fn, registration);
    const first = textsWithin(reading, of.from, of.to).find((node) => isDescription(node, fn));
    if (first !== undefined) seen.add(first);
    const elsewhere = [...saidElsewhere(reading, name, registration)];
    const text = first === undefined ? (elsewhere[0]?.text ?? '') : textOf(reading, first);
    yield { name, node: first ?? registration, text, of };
    yield* elsewhere;
  }
  const said = isScript ? [] : [...toolsIn(reading).values()];
  for (const { fn, name, description } of said) {
    if (description === null) continue;
    const node = literalOf(description);
    seen.add(node);
    yield { name: name ?? declaredName(unit, fn) ?? 'a tool', node, text: textOf(reading, node), of: null };
  }
  for (const { name, node } of [...declarations(reading), ...describedLater(reading)]) {
    if (seen.has(node)) continue;
    seen.add(node);
    yield { name, node, text: textOf(reading, node), of: null };
  }
  if (unit.language.isCode && !isScript) yield* annotated(reading);
}

/** `@mcp.prompt()`: what it gives back, models are told too. */
function promptRegistration({ unit, resolver }: Reading, fn: SyntaxNode): SyntaxNode | null {
  if (unit.language.id !== 'python') return null;
  const found = fn.children.find((decorator) => {
    const [child] = decorator.kind === 'decorator' ? decorator.children : [];
    if (child === undefined) return false;
    const value = resolver.valueOf(child);
    const path = child.kind === 'call' ? resolver.calleeOf(child) : value.kind === 'symbol' ? value.name : null;
    return path !== null && /mcp\S*\.prompt(?:\(\))?$/i.test(path);
  });
  return found ?? null;
}

/** A description that a constant holds. */
function* saidElsewhere({ resolver }: Reading, name: string, registration: SyntaxNode): Generator<DescribedTool> {
  const [inner] = registration.kind === 'decorator' ? registration.children : [registration];
  if (inner === undefined || (inner.kind !== 'call' && inner.kind !== 'new')) return;
  const options = resolver.argumentsOf(inner).flatMap(({ name: keyword, node }) => {
    const value = node === null ? null : resolver.valueOf(node);
    if (value?.kind === 'object') return [resolver.entriesOf(value.node).get('description')];
    return keyword === null || keyword === 'description' ? [node] : [];
  });
  for (const node of options) {
    const value = node == null || node.kind !== 'name' ? null : resolver.valueOf(node);
    if (node != null && value?.kind === 'text') yield { name, node, text: value.text, of: null, isSaidElsewhere: true };
  }
}

/** All texts that models are given with a tool, or that its function gives them. */
export function textsOfTool(reading: Reading, { node, of }: DescribedTool): readonly SyntaxNode[] {
  return of === null ? [node] : textsWithin(reading, of.from, of.to);
}

/** Part of what a tool says of itself, not of what its function answers. */
export function isPartOfText({ of }: DescribedTool, node: SyntaxNode): boolean {
  return of === null || isDescription(node, of.fn);
}

function textsWithin({ unit }: Reading, from: number, to: number): readonly SyntaxNode[] {
  const all = [...nodesWithin(unit, ['string', 'template-text'], { start: from, end: to })];
  return all.filter(({ start, end }) => end - start > 20);
}

/** Not a text of what the function does: its documentation, or an argument of what registers it. */
function isDescription(node: SyntaxNode, fn: SyntaxNode): boolean {
  return node.start < fn.start || node.parent === fn || node.parent?.kind !== 'call';
}

function textOf({ unit }: Reading, node: SyntaxNode): string {
  const raw = unit.textOf(node).slice(0, 2_000);
  const text = node.kind === 'string' ? (unit.language.readString(raw) ?? raw) : raw;
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_TEXT);
}

/** `{ name, description, inputSchema }`, `Tool(name=…, description=…)`, `NewTool("a", WithDescription("…"))`: as servers list what they offer. */
function* declarations(reading: Reading): Generator<{ readonly name: string; readonly node: SyntaxNode }> {
  const { unit, resolver } = reading;
  for (const object of unit.ofKind('object')) {
    const entries = resolver.entriesOf(object);
    const at = (...keys: readonly string[]): SyntaxNode | undefined =>
      keys.map((key) => entries.get(key)).find((each) => each !== undefined);
    const [name, description] = [at('name', 'Name'), at('description', 'Description')];
    const isTool =
      at('inputSchema', 'input_schema', 'parameters', 'inputs', 'InputSchema') !== undefined ||
      isToolOfGo(reading, object);
    if (isTool && name !== undefined && description !== undefined)
      yield { name: textOfValue(resolver.valueOf(name)) ?? 'a tool', node: literalOf(description) };
  }
  for (const call of unit.language.isCode ? (['call', 'new'] as const).flatMap((kind) => unit.ofKind(kind)) : []) {
    const path = resolver.calleeOf(call) ?? '';
    if (OF_SCRIPTS.test(unit.language.id) && /(?:^|\.)(?:Tool|StructuredTool|FunctionTool|from_function)$/.test(path)) {
      const args = new Map(resolver.argumentsOf(call).map((argument) => [argument.name ?? '', argument]));
      const description = args.get('description')?.node;
      const name = args.get('name')?.value();
      if (description != null)
        yield { name: (name === undefined ? null : textOfValue(name)) ?? 'a tool', node: literalOf(description) };
    } else if (/\bmcp\.WithDescription$/.test(path)) {
      const [first] = resolver.argumentsOf(call);
      const outer = enclosing(call, 'call');
      const [named] = outer === null ? [] : resolver.argumentsOf(outer);
      if (first?.node != null)
        yield { name: (named === undefined ? null : textOfValue(named.value())) ?? 'a tool', node: first.node };
    }
  }
}

/** `run.__doc__ = "…"`: what a tool says of itself is set where the program runs. */
function* describedLater(reading: Reading): Generator<{ readonly name: string; readonly node: SyntaxNode }> {
  const { unit } = reading;
  if (unit.language.id !== 'python') return;
  for (const assign of unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    const property = target?.kind === 'member' ? childOf(target, 'member.property') : null;
    if (property === null || value === null || unit.textOf(property) !== '__doc__') continue;
    const named = unit.textOf(childOf(target!, 'member.object')!);
    for (const { fn, node } of toolsIn(reading).values())
      if (declaredName(unit, fn) === named) yield { name: nameOfTool(reading, fn, node), node: value };
  }
}

/** `&mcp.Tool{Name: "a", Description: "…"}` */
function isToolOfGo({ unit }: Reading, object: SyntaxNode): boolean {
  return (
    unit.language.id === 'go' &&
    /\bmcp\.Tool\s*$/.test(unit.tree.text.slice(Math.max(0, object.start - 40), object.start))
  );
}

function literalOf(node: SyntaxNode): SyntaxNode {
  return node.kind === 'entry' ? (childOf(node, 'entry.value') ?? node) : node;
}

/** `@Tool(description = "…")`, `[McpServerTool, Description("…")]`, `#[tool(description = "…")]` */
function* annotated(reading: Reading): Generator<DescribedTool> {
  const { unit } = reading;
  if (!OF_TOOLS.test(unit.tree.text.slice(0, 200_000))) return;
  const tools = toolsIn(reading);
  for (const decorator of unit.ofKind('decorator')) {
    const raw = unit.textOf(decorator).slice(0, 4_000);
    const text = DECLARES.test(raw) ? textIn(raw) : null;
    const owner = decorator.parent;
    if (text === null || owner === null) continue;
    const own = owner.kind === 'function' ? (tools.get(owner)?.name ?? declaredName(unit, owner)) : null;
    const name = own ?? 'a tool';
    yield { name, node: decorator, text: text.replaceAll(/\s+/g, ' ').slice(0, MAX_TEXT), of: null };
  }
}

/** What it says of itself, not what it is called. */
function textIn(raw: string): string | null {
  const said =
    /\b[dD]escription\s*[:=]\s*"((?:[^"\\]|\\.){4,3000})"/s.exec(raw) ??
    /\b[dD]escription\s*[:=]\s*'((?:[^'\\]|\\.){4,3000})'/s.exec(raw) ??
    /"((?:[^"\\]|\\.){4,3000})"/s.exec(raw);
  return said?.[1] ?? null;
}
