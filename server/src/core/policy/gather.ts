import type { LayerName } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import { nearest } from '../text/nearest.ts';
import { didYouMean } from './check-shape.ts';
import { type PolicySource, type ReadLayer, type Vocabulary, readLayer } from './read-layer.ts';
import { locateValue, toProblem } from './read-yaml.ts';
import { type Reference, type SourceRoot, type WantedSource, readReference } from './references.ts';

/** What a shell answers for what was wanted; `refused` says why it may not count: absent, or another integrity. */
export type SuppliedSource = PolicySource | { readonly refused: string };

export interface Gathered {
  readonly layers: ReadLayer[];
  readonly problems: Problem[];
  readonly wants: Map<string, WantedSource>;
}

export interface GatherContext {
  readonly packs: Readonly<Record<string, PolicySource>>;
  readonly sources: ReadonlyMap<string, SuppliedSource>;
  readonly vocabulary: Vocabulary;
}

/** One file with everything it extends, each once. What it extends stands before it. */
export interface Start {
  readonly source: PolicySource;
  readonly name: LayerName;
  readonly root: SourceRoot;
  /** In its root. */
  readonly path: string;
  readonly folder?: string;
}

const MAX_DEPTH = 8;
const MAX_LAYERS = 60;

export function gather(start: Start, context: GatherContext, into: Gathered): ReadLayer {
  const own = readLayer(start.source, start.name, context.vocabulary, start.folder);
  into.problems.push(...own.problems);
  extend(own, start, [keyOf(start)], context, into);
  into.layers.push(own);
  return own;
}

function extend(own: ReadLayer, from: Start, trail: readonly string[], context: GatherContext, into: Gathered): void {
  for (const [index, given] of own.extends.entries()) {
    const refuse = (code: 'CS1009' | 'CS1019' | 'CS1020' | 'CS1021', message: string, fix?: string): void => {
      const at = locateValue(own.yaml, ['extends', index]);
      into.problems.push(toProblem(own.yaml, code, message, at, fix));
    };
    const reference = readReference(given, from.root, from.path);
    if (reference.kind === 'refused') {
      const isUnpinned = typeof given !== 'string' || /^@?[a-z0-9]/.test(given);
      refuse(isUnpinned ? 'CS1020' : 'CS1021', reference.message, reference.fix);
      continue;
    }
    const next = toStart(reference, from, context, into, refuse);
    if (next === null) continue;
    const key = keyOf(next);
    if (trail.includes(key)) {
      refuse('CS1019', `"${next.source.file}" extends itself: ${[...trail.map(toName), next.source.file].join(', ')}.`);
      continue;
    }
    if (trail.length >= MAX_DEPTH || into.layers.length >= MAX_LAYERS) {
      refuse('CS1019', `"${next.source.file}" is not loaded: packs extend each other ${MAX_DEPTH} deep at most.`);
      continue;
    }
    const isThere = into.layers.some(
      ({ layer, yaml }) => yaml.file === next.source.file && layer.name === next.name && layer.folder === next.folder,
    );
    if (isThere) continue;
    const pack = readLayer(next.source, next.name, context.vocabulary, next.folder);
    into.problems.push(...pack.problems);
    extend(pack, next, [...trail, key], context, into);
    into.layers.push(pack);
  }
}

/** What a reference leads to, when it is at hand. */
function toStart(
  reference: Exclude<Reference, { kind: 'refused' }>,
  from: Start,
  { packs, sources }: GatherContext,
  into: Gathered,
  refuse: (code: 'CS1009' | 'CS1021', message: string, fix?: string) => void,
): Start | null {
  const folder = from.folder === undefined ? {} : { folder: from.folder };
  if (reference.kind === 'shipped') {
    const { name } = reference;
    const source = Object.hasOwn(packs, name) ? packs[name] : undefined;
    if (source !== undefined) return { source, name: 'built-in', root: 'package', path: name, ...folder };
    const fix = didYouMean(nearest(name, Object.keys(packs)));
    refuse('CS1009', `The pack "${name}" cannot be loaded.`, fix);
    return null;
  }
  const title = reference.kind === 'file' ? reference.path : reference.name;
  const supplied = sources.get(reference.key);
  if (supplied === undefined) into.wants.set(reference.key, reference);
  if (supplied === undefined || 'refused' in supplied) {
    refuse('CS1021', supplied?.refused ?? `"${title}" has not been read.`);
    return null;
  }
  return reference.kind === 'file'
    ? { source: supplied, name: 'pack', root: reference.root, path: reference.path, ...folder }
    : { source: supplied, name: 'pack', root: 'package', path: reference.name, ...folder };
}

function keyOf({ root, path }: Start): string {
  return `${root} ${path}`;
}

function toName(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}
