import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { lastName } from '../apis/agent-teams.ts';
import { calledName, chainOf } from '../call-chain.ts';
import type { FileReading } from '../define.ts';
import { textOfValue } from '../value.ts';
import { isOfAgents } from './given-tools.ts';

/** Here objects are made by chains of calls. */
const HAS_BUILDERS = /^(?:java|kotlin)$/;
const MAX_LINKS = 60;
/** Begins a request: what it is given is not what its client has. */
const REQUEST = 'prompt';

export interface ChainStart {
  readonly call: SyntaxNode;
  /** Of a request: the client that it is made by. */
  readonly client: SyntaxNode | null;
}

/** The call that made what all of a chain is said of: `builder()` of `X.builder().tools(a).build()`, also where a variable holds it. */
export function startOfChain(reading: FileReading, call: SyntaxNode): ChainStart {
  let at = call;
  if (!HAS_BUILDERS.test(reading.unit.language.id)) return { call, client: null };
  for (let links = 0; links < MAX_LINKS; links += 1) {
    const callee = childOf(at, 'call.callee');
    const object = callee === null ? null : childOf(callee, 'member.object');
    if (calledName(reading, at) === REQUEST) return { call: at, client: object };
    const inner = object === null ? null : madeBefore(reading, object);
    if (inner === null) break;
    at = inner;
  }
  return { call: at, client: null };
}

function madeBefore({ resolver }: FileReading, object: SyntaxNode): SyntaxNode | null {
  if (object.kind === 'call' || object.kind === 'new')
    return isOfAgents(resolver.calleeOf(object) ?? '') ? object : null;
  const value = resolver.valueOf(object);
  const isOpen = value.kind === 'call' && /[bB]uilder\(/.test(value.of) && lastName(value.of) !== 'build';
  return isOpen && isOfAgents(value.of) ? value.node : null;
}

/** `X.builder().name("desk")` */
export function nameInChain(reading: FileReading, call: SyntaxNode): string | null {
  if (!HAS_BUILDERS.test(reading.unit.language.id)) return null;
  const link = chainOf(reading, call).find(({ name }) => name === 'name');
  const [first] = link === undefined ? [] : reading.resolver.argumentsOf(link.call);
  return first === undefined ? null : textOfValue(first.value());
}
