import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse } from '../define.ts';
import { requirementInName } from '../guards/names.ts';
import { lastName } from '../guards/paths.ts';
import { guardsIn } from './handlers.ts';
import { saidGuard } from './said-guard.ts';

/** Interceptors of servers of gRPC, which every call passes. The methods are functions, and are read as those. */
export const grpc = defineRouteFinder({
  id: 'grpc',
  languages: ['go', 'python', 'java'],
  *find(reading) {
    const { unit } = reading;
    if (!/\bgrpc\b/.test(unit.tree.text) || unit.context.test) return;
    let place: SyntaxNode | null = null;
    const guards: GuardUse[] = [];
    for (const call of unit.ofKind('call')) {
      const path = reading.resolver.calleeOf(call) ?? '';
      if (SERVERS.test(path)) place ??= call;
      for (const interceptor of interceptorsOf(reading, call, path))
        guards.push(...ofInterceptor(reading, interceptor));
    }
    if (place === null) return;
    yield {
      method: 'ROUTER',
      path: '*',
      symbol: 'every call of the server',
      node: place,
      handler: null,
      group: 'server',
      guards,
    };
  },
});

const SERVERS =
  /^(?:google\.golang\.org\/grpc\.NewServer|grpc\.(?:aio\.)?server|io\.grpc\.(?:netty\.)?\w*ServerBuilder\.forPort)$/;
const OPTIONS = /^google\.golang\.org\/grpc\.(?:Chain)?(?:Unary|Stream)Interceptor$/;

/** What a call hands to a server to be called first. */
function interceptorsOf(reading: FileReading, call: SyntaxNode, path: string): readonly SyntaxNode[] {
  if (OPTIONS.test(path)) return childrenOf(call, 'call.argument');
  if (reading.unit.language.id === 'python' && SERVERS.test(path)) {
    const list = reading.resolver.argumentsOf(call).find(({ name }) => name === 'interceptors')?.node ?? null;
    const value = list === null ? null : reading.resolver.valueOf(list);
    return value?.kind === 'list' ? (value.node ?? list!).children : [];
  }
  const callee = childOf(call, 'call.callee');
  const isChained = callee?.kind === 'member' && lastName(reading.unit, callee) === 'intercept';
  return isChained && reading.unit.language.id === 'java' ? childrenOf(call, 'call.argument') : [];
}

/** By its body, else by its name, which mostly ends in what it is. */
function ofInterceptor(reading: FileReading, node: SyntaxNode): readonly GuardUse[] {
  const known = guardsIn(reading, node, 'router');
  const name = lastName(reading.unit, node);
  if (known.length > 0 || name === null) return known;
  const bare = name.replace(/(?:Server)?Interceptor$|(?:Unary|Stream)(?:Server)?/g, '');
  const asked = bare === '' ? null : requirementInName(bare, null, 'middleware');
  return asked === null ? [] : [{ ...saidGuard(reading, node, asked, 'router', 'Known by its name.'), tier: 'name' }];
}
