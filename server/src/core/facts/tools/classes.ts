import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { declaredName } from '../names.ts';
import { receiverType } from '../receivers.ts';
import { textOfValue } from '../value.ts';
import type { ToolRegistration } from './define.ts';

interface ClassRow {
  /** Of what the class extends or implements, as written or by its canonical path. */
  readonly base: RegExp;
  /** The method that models call. */
  readonly method: RegExp;
  /** Servers take in all of a folder. */
  readonly isSearched: boolean;
}

/** Classes that are tools. Sources: documentation of the libraries, 2026-11. */
const CLASSES: Readonly<Record<string, readonly ClassRow[]>> = {
  ruby: [
    { base: /^(?:::)?(?:MCP::Tool|FastMcp::Tool|ActionTool::Base)$/, method: /^call$/, isSearched: true },
    { base: /^(?:::)?RubyLLM::Tool$/, method: /^execute$/, isSearched: false },
  ],
  php: [{ base: /^Laravel\.Mcp\.Server\.Tool$/, method: /^handle$/, isSearched: true }],
  rust: [{ base: /^rig\.tool\.Tool$/, method: /^call$/, isSearched: false }],
};

export function* classTools(reading: FileReading): Generator<ToolRegistration> {
  const { unit } = reading;
  if (unit.language.id === 'go') yield* namedAndDescribed(reading);
  const rows = CLASSES[unit.language.id];
  if (rows === undefined) return;
  for (const fn of unit.ofKind('function')) {
    const method = declaredName(unit, fn) ?? '';
    const owner = enclosing(fn, 'class');
    const row =
      owner === null ? undefined : rows.find((each) => each.method.test(method) && isOf(reading, owner, each.base));
    if (owner === null || row === undefined) continue;
    const name = declaredName(unit, owner) ?? 'a tool';
    yield { fn, node: owner, set: row.isSearched ? 'folder' : { class: name }, ...saidIn(reading, owner, name) };
  }
}

function isOf({ unit, resolver }: FileReading, owner: SyntaxNode, base: RegExp): boolean {
  return [...childrenOf(owner, 'class.base'), ...childrenOf(owner, 'class.implements')].some((node) => {
    const value = resolver.valueOf(node);
    return base.test(unit.textOf(node)) || (value.kind === 'symbol' && base.test(value.name));
  });
}

/** `tool_name "a"`, `description "…"`, `protected string $description = '…'`, `const NAME: &str = "a"` */
function saidIn(
  { unit, resolver }: FileReading,
  owner: SyntaxNode,
  otherwise: string,
): Pick<ToolRegistration, 'name' | 'description'> {
  const found = new Map<string, SyntaxNode>();
  for (const each of (childOf(owner, 'class.body') ?? owner).children) {
    const key = childOf(each, 'call.callee') ?? childOf(each, 'field.name') ?? childOf(each, 'assign.target');
    const value = childOf(each, 'call.argument') ?? childOf(each, 'field.value') ?? childOf(each, 'assign.value');
    const name = key === null ? '' : unit.textOf(key).toLowerCase();
    if (value !== null && /^(?:tool_name|name|description)$/.test(name)) found.set(name.replace('tool_', ''), value);
  }
  const name = found.get('name');
  return {
    name: (name === undefined ? null : textOfValue(resolver.valueOf(name))) ?? otherwise,
    description: found.get('description') ?? null,
  };
}

/** Types of langchaingo: with a name, a description and a call. */
function* namedAndDescribed({ unit, scopes, resolver }: FileReading): Generator<ToolRegistration> {
  if (!unit.tree.text.includes('github.com/tmc/langchaingo')) return;
  for (const fn of unit.ofKind('function')) {
    const type = declaredName(unit, fn) === 'Call' ? receiverType(unit, fn) : null;
    const methods = type === null ? null : scopes.methodsOf(type);
    const [name, description] = [methods?.get('Name'), methods?.get('Description')];
    if (type === null || name === undefined || description === undefined) continue;
    const said = textOfValue(resolver.returnOf(name));
    yield { fn, node: fn, name: said ?? type, description: returnedText(description), set: { class: type } };
  }
}

function returnedText(fn: SyntaxNode): SyntaxNode | null {
  const body = childOf(fn, 'function.body');
  const last = body?.children.at(-1);
  const value = last?.kind === 'return' ? last.children[0] : undefined;
  return value?.kind === 'string' ? value : null;
}
