import { policyJsonSchema } from './schema.ts';
import type { YamlPath } from './read-yaml.ts';

/** What the published schema says of one place. Of alternatives all that are possible there. */
export interface SchemaPlace {
  readonly description: string | null;
  readonly properties: ReadonlyMap<string, SchemaNode>;
  readonly words: readonly string[];
}

export interface SchemaNode {
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
}

let root: SchemaNode | null = null;

export function schemaAt(path: YamlPath): SchemaPlace | null {
  root ??= policyJsonSchema() as SchemaNode;
  let nodes: readonly SchemaNode[] = [root];
  for (const part of path) {
    nodes = nodes.flatMap(alternatives).flatMap((node) => stepInto(node, part));
    if (nodes.length === 0) return null;
  }
  return describe(nodes);
}

function describe(nodes: readonly SchemaNode[]): SchemaPlace {
  const all = nodes.flatMap(alternatives);
  const properties = new Map(all.flatMap(({ properties: own = {} }) => Object.entries(own)));
  // A list of words offers its words where one would be written without a list.
  const words = all
    .flatMap((node) => [node, ...(node.items === undefined ? [] : alternatives(node.items))])
    .flatMap(wordsOf);
  return {
    description: [...nodes, ...all].find(({ description }) => description !== undefined)?.description ?? null,
    properties,
    words: [...new Set(words)],
  };
}

function wordsOf({ enum: words = [], const: only }: SchemaNode): readonly string[] {
  return [...words, ...(only === undefined ? [] : [only])].map(String);
}

function stepInto(node: SchemaNode, part: string | number): readonly SchemaNode[] {
  if (typeof part === 'number') return node.items === undefined ? [] : [node.items];
  if (node.properties !== undefined && Object.hasOwn(node.properties, part)) return [node.properties[part]!];
  return typeof node.additionalProperties === 'object' ? [node.additionalProperties] : [];
}

const MAX_ALTERNATIVES = 50;

function alternatives(node: SchemaNode): readonly SchemaNode[] {
  const found: SchemaNode[] = [];
  const open = [node];
  for (let at = open.pop(); at !== undefined && found.length < MAX_ALTERNATIVES; at = open.pop()) {
    found.push(at);
    open.push(...(at.anyOf ?? []), ...(at.oneOf ?? []));
  }
  return found;
}
