import type { SyntaxNode } from '../../model/syntax.ts';
import { childrenOfKind, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { declaredName } from '../names.ts';
import type { ToolRegistration } from './define.ts';

/** Annotations and attributes that make a method a tool, by canonical path. Sources: documentation of the libraries, 2026-11. */
const ANNOTATIONS: Readonly<Record<string, RegExp>> = {
  java: /^(?:org\.springframework\.ai\.(?:tool|mcp)\.annotation|org\.springaicommunity\.mcp\.annotation|dev\.langchain4j\.agent\.tool|io\.quarkiverse\.mcp\.server|io\.micronaut\.mcp\.annotations)\.(?:Mcp)?Tool$/,
  kotlin:
    /^(?:org\.springframework\.ai\.(?:tool|mcp)\.annotation|org\.springaicommunity\.mcp\.annotation|dev\.langchain4j\.agent\.tool|io\.quarkiverse\.mcp\.server|ai\.koog\.agents\.core\.tools\.annotations)\.(?:Mcp)?Tool$/,
  csharp:
    /^(?:ModelContextProtocol\.Server\.)?McpServerTool(?:Attribute)?$|^(?:Microsoft\.SemanticKernel\.)?KernelFunction(?:Attribute)?$/,
  rust: /^rmcp\.tool$/,
  php: /^(?:PhpMcp\.Server\.Attributes|Mcp\.Capability\.Attribute)\.McpTool$|^Symfony\.AI\.Agent\.Toolbox\.Attribute\.AsTool$/,
};
/** Servers look for these in all that is compiled with them, or that stands in a folder. */
const SEARCHED = /^\W{0,3}(?:[\w\\]+[.:\\]{1,2}){0,6}Mcp(?:Server)?Tool\b/;
/** Characters of an annotation that are read. */
const MAX_TEXT = 2_000;

/** `@Tool(name = "run")`, `[McpServerTool(Name = "run")]`, `#[tool(name = "run")]`; of a class: its method that is called. */
export function* annotatedTools(reading: FileReading): Generator<ToolRegistration> {
  const { unit } = reading;
  const paths = ANNOTATIONS[unit.language.id];
  if (paths === undefined) return;
  for (const decorator of unit.ofKind('decorator')) {
    const owner = decorator.parent;
    if (owner === null || !paths.test(pathOf(reading, decorator))) continue;
    const fn = owner.kind === 'function' ? owner : invoked(reading, owner);
    if (fn === null) continue;
    const around = enclosing(fn, 'class');
    const owned = around === null ? null : declaredName(unit, around);
    const isSearched = SEARCHED.test(unit.textOf(decorator).slice(0, MAX_TEXT));
    yield {
      fn,
      node: decorator,
      name: nameIn(unit.textOf(decorator).slice(0, MAX_TEXT)) ?? declaredName(unit, fn),
      description: null,
      set: isSearched ? 'folder' : owned === null ? 'file' : { class: owned },
    };
  }
}

function pathOf({ resolver }: FileReading, decorator: SyntaxNode): string {
  const [inner] = decorator.children;
  if (inner === undefined) return '';
  const value = resolver.valueOf(inner);
  return (inner.kind === 'call' ? resolver.calleeOf(inner) : value.kind === 'symbol' ? value.name : null) ?? '';
}

function invoked({ unit }: FileReading, owner: SyntaxNode): SyntaxNode | null {
  const body = owner.kind === 'class' ? (childrenOfKind(owner, 'block')[0] ?? owner) : null;
  const methods = body === null ? [] : childrenOfKind(body, 'function');
  return methods.find((fn) => declaredName(unit, fn) === '__invoke') ?? null;
}

/** Texts, each with the `name =` that stands before it: what another text says of a name is no name. */
const TEXTS = /(?:\b([nN]ame)\s*[:=]\s*)?(?:"""(?:(?!""")[^])*"""|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/gs;

function nameIn(text: string): string | null {
  for (const [, key, double, single] of text.matchAll(TEXTS)) {
    const said = double ?? single ?? '';
    if (key !== undefined && /^[^"'\n]{1,80}$/.test(said)) return said;
  }
  return /^(?:KernelFunction|AsTool)\(\s*["']([^"'\n]{1,80})["']/.exec(text)?.[1] ?? null;
}
