import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { exportedValues } from './exported-values.ts';
import { guardsIn, unwrapHandler } from './handlers.ts';
import { toRoutePath } from './route-path.ts';

const ENDPOINT = /(?:^|\/)routes\/(?:(.*)\/)?\+server\.[jt]s$/;
const SERVER_LOAD = /(?:^|\/)routes\/(?:(.*)\/)?\+(page|layout)\.server\.[jt]s$/;
const HOOKS = /(?:^|\/)src\/hooks\.server(?:\/index)?\.[jt]s$|(?:^|\/)hooks\.server\.[jt]s$/;
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'fallback']);

/** SvelteKit: endpoints, what pages and layouts load, form actions, and the hook that every request passes. */
export const sveltekit = defineRouteFinder({
  id: 'sveltekit',
  languages: ['typescript', 'javascript'],
  *find(reading) {
    const { path } = reading.unit;
    const endpoint = ENDPOINT.exec(path);
    if (endpoint !== null) yield* ofEndpoint(reading, toRoutePath(endpoint[1] ?? ''));
    const load = SERVER_LOAD.exec(path);
    if (load !== null) yield* ofPage(reading, toRoutePath(load[1] ?? ''), load[2]!);
    if (HOOKS.test(path)) yield* ofHooks(reading);
  },
});

function* ofEndpoint(reading: FileReading, path: string): Generator<Route> {
  for (const [name, value] of exportedValues(reading)) {
    if (!METHODS.has(name)) continue;
    const method = name === 'fallback' ? 'ALL' : name;
    const { handler, guards } = unwrapHandler(reading, value);
    yield { method, path, symbol: `${method} ${path}`, node: value, handler, group: path, guards };
  }
}

function* ofPage(reading: FileReading, path: string, kind: string): Generator<Route> {
  for (const [name, value] of exportedValues(reading)) {
    if (name === 'load') {
      const { handler, guards } = unwrapHandler(reading, value);
      const symbol = `load of ${kind === 'layout' ? 'the layout of ' : ''}${path}`;
      // Hooks and layouts, which stand elsewhere, decide who comes here.
      yield { method: 'ACTION', path, symbol, node: value, handler, group: `load ${path}`, guards };
    }
    const actions = name === 'actions' ? reading.resolver.valueOf(value) : null;
    if (actions?.kind !== 'object') continue;
    for (const [action, node] of reading.resolver.entriesOf(actions.node)) {
      const at = action === 'default' ? path : `${path}?/${action}`;
      const { handler, guards } = unwrapHandler(reading, node);
      yield { method: 'POST', path: at, symbol: `POST ${at}`, node, handler, group: `actions ${path}`, guards };
    }
  }
}

/** `export const handle = sequence(authentication, authorization)`. */
function* ofHooks(reading: FileReading): Generator<Route> {
  for (const [name, value] of exportedValues(reading)) {
    if (name !== 'handle') continue;
    const isSequence = value.kind === 'call' && lastName(reading.unit, childOf(value, 'call.callee')!) === 'sequence';
    const parts = isSequence ? childrenOf(value, 'call.argument') : [value];
    yield {
      method: 'ROUTER',
      path: '*',
      symbol: 'every request',
      node: value,
      handler: null,
      group: 'hooks',
      guards: parts.flatMap((part) => ofHandle(reading, part)),
    };
  }
}

/** `authentication` and `session` mostly look up who is calling; by its name alone none of them is a guard. */
function ofHandle(reading: FileReading, node: SyntaxNode): readonly GuardUse[] {
  return guardsIn(reading, node, 'module').filter(
    ({ tier, name }) => tier !== 'name' || !/^(?:handle_?)?(?:auth\w*|sessions?|user)(?:_?handle)?$/i.test(name),
  );
}
