import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';
import type { Reading, Site, Unlisted } from './define.ts';
import { known } from './to-fact.ts';
import type { Unit } from './unit.ts';
import { pathOf, textOfValue, type Argument, type Value } from './value.ts';

/** A call of a cloud's client: which permissions it needs, or that no table says so. */
export interface CloudUse {
  readonly permissions: readonly string[] | null;
  /** The call as people read it. */
  readonly what: string;
  readonly target: Value | null;
}

/** What the extractors of one cloud say of each permission. */
export interface Cloud {
  readonly provider: 'gcp' | 'azure';
  readonly levelOf: (permission: string) => string;
  readonly risksOf: (permission: string) => readonly string[];
}

export function* cloudSites(cloud: Cloud, call: SyntaxNode, use: CloudUse): Generator<Site | Unlisted> {
  const { permissions, what, target } = use;
  if (permissions === null) {
    yield { kind: 'unlisted', node: call, what: `The table has no permission of ${what}, so none is claimed.` };
    return;
  }
  for (const permission of permissions) {
    const risk = cloud.risksOf(permission);
    yield {
      kind: 'permission.cloud',
      action: permission,
      resource: { kind: `${cloud.provider}-resource`, value: target ?? known('*') },
      node: call,
      evidence: [{ node: call, role: 'call' }],
      tier: 'resolved',
      why: [`${what} needs \`${permission}\`.`],
      qualifiers: { provider: cloud.provider },
      detail: { accessLevel: cloud.levelOf(permission), via: 'direct', ...(risk.length > 0 ? { risk } : {}) },
    };
  }
}

/** Whether a file may use a library that its text does not name: in packages of several files the clients stand elsewhere. */
export function mayUse(unit: Unit, named: RegExp): boolean {
  return unit.language.siblingPaths !== null || named.test(unit.tree.text);
}

/** Arguments by position, without the context that calls of Go begin with. */
export function namedArguments(reading: Reading, call: SyntaxNode): readonly Argument[] {
  return withoutContext(
    reading.unit,
    reading.resolver.argumentsOf(call).filter(({ name }) => name === null),
  );
}

export function withoutContext(unit: Unit, args: readonly Argument[]): readonly Argument[] {
  const first = args[0];
  if (first === undefined || unit.language.id !== 'go') return args;
  return isContext(unit, first.value()) ? args.slice(1) : args;
}

/** `ctx context.Context`, `context.Background()`, `r.Context()`, `c.Request.Context()`. */
function isContext(unit: Unit, value: Value): boolean {
  if (value.kind === 'call') return /^context\.|\.Context$/.test(value.of);
  if (value.kind !== 'parameter' || value.keys.length > 0) return false;
  const parameter = value.function.children.filter(({ kind }) => kind === 'parameter')[value.index];
  const type = parameter === undefined ? null : childOf(parameter, 'parameter.type');
  return type !== null && /\bContext$/.test(unit.textOf(type));
}

/** Methods whose first argument names what they act on: not `send('text')`, not `query('select …')`. */
const NAMES_FIRST =
  /^(?:get|set|begin|create|delete|list|lookup|find|update|upload|download|purge|recover|backup|import|rotate)|^(?:bucket|topic|subscription|dataset)$/i;

/** What the first step of a chain that names something names: the bucket of an object, the topic; `list_blobs('x')` itself. */
export function targetOfChain(reading: Reading, call: SyntaxNode, steps: readonly string[]): Value | null {
  const isNamedHere = steps.length === 1 && NAMES_FIRST.test(steps[0]!);
  const result = reading.resolver.valueOf(call);
  let found: Value | null = null;
  let at: Value | null = result;
  while (at !== null && (at.kind === 'call' || at.kind === 'symbol')) {
    // How the client was made names nothing: `storage.NewClient('…')`, `from_connection_string('…')`, `newBuilder().setProjectId('…')`.
    const isMade = at.kind === 'call' && /\.(?:from_?[A-Za-z]\w*)$|[bB]uilder\(\)/.test(at.of);
    const isMember = at.receiver !== null && (pathOf(at.receiver)?.includes('()') ?? true);
    const first =
      at.kind === 'call' && isMember && !isMade ? withoutContext(reading.unit, at.args)[0]?.value() : undefined;
    if (first !== undefined && isName(first) && (isNamedHere || at !== result)) found = first;
    at = at.receiver;
  }
  return found;
}

/** Neither a query nor the address of all. */
function isName(value: Value): boolean {
  const text = textOfValue(value);
  return text === null ? ['environment', 'parameter', 'partial'].includes(value.kind) : !/\s|:\/\//.test(text);
}
