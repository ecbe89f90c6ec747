import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse } from '../define.ts';
import { shownName } from '../guards/arguments.ts';
import { requirementInName } from '../guards/names.ts';
import { constantsAt, lastName } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { summariesOf } from '../guards/summaries.ts';
import { guardsIn, joinPath } from './handlers.ts';
import { saidGuard, SIGNED_IN } from './said-guard.ts';

const DRAWS = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'match',
  'resources',
  'resource',
  'mount',
  'devise_for',
]);
/** Blocks of Devise: whoever is signed in comes further. `authenticated` leads others elsewhere. */
const BLOCKS = /^(?:authenticate|authenticated)$/;
const MAX_DEPTH = 12;

/** Routes of Rails that only some are led to: `authenticate :user do … end`, `constraints AdminConstraint do … end`. */
export const railsRoutes = defineRouteFinder({
  id: 'rails-routes',
  languages: ['ruby'],
  *find(reading) {
    if (!/(?:^|\/)(?:config\/)?routes(?:\.rb$|\/)/.test(reading.unit.path)) return;
    for (const call of reading.unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      const name = callee?.kind === 'name' ? reading.unit.textOf(callee) : '';
      if (!DRAWS.has(name)) continue;
      const path = pathOf(reading, call);
      if (path === null) continue;
      const { prefix, guards } = around(reading, call);
      const full = joinPath(prefix, path);
      yield {
        method: 'URL',
        path: full,
        symbol: `${name === 'mount' || name.startsWith('resource') ? '' : `${name.toUpperCase()} `}${full}`,
        node: call,
        handler: null,
        group: 'routes',
        guards,
      };
    }
  },
});

/** `resources :posts`, `get '/x', to: …`, `mount Sidekiq::Web => '/sidekiq'`, `mount Web, at: '/x'`. */
function pathOf(reading: FileReading, call: SyntaxNode): string | null {
  for (const arg of childrenOf(call, 'call.argument')) {
    const at = arg.kind === 'keyword' ? childOf(arg, 'keyword.name') : null;
    const value = at !== null && reading.unit.textOf(at) === 'at' ? childOf(arg, 'keyword.value') : mounted(arg);
    const [text] = value === null ? [] : (constantsAt(reading, value) ?? []);
    if (text !== undefined) return text;
  }
  const [first] = childrenOf(call, 'call.argument');
  return first === undefined ? null : (constantsAt(reading, first)?.[0] ?? null);
}

function mounted(arg: SyntaxNode): SyntaxNode | null {
  const entry =
    arg.kind === 'entry' ? arg : arg.kind === 'object' ? arg.children.find(({ kind }) => kind === 'entry') : null;
  return entry == null ? null : childOf(entry, 'entry.value');
}

function around(
  reading: FileReading,
  node: SyntaxNode,
): { readonly prefix: string; readonly guards: readonly GuardUse[] } {
  let prefix = '';
  const guards: GuardUse[] = [];
  let depth = 0;
  for (let at = node.parent; at !== null && depth < MAX_DEPTH; at = at.parent) {
    if (at.kind !== 'call') continue;
    depth += 1;
    const name = lastName(reading.unit, at) ?? '';
    const args = childrenOf(at, 'call.argument');
    const [first] = args;
    if (BLOCKS.test(name)) guards.unshift(...ofBlock(reading, at, args));
    else if (name === 'constraints') guards.unshift(...args.flatMap((arg) => ofConstraint(reading, arg)));
    else if ((name === 'namespace' || name === 'scope') && first !== undefined)
      prefix = joinPath(constantsAt(reading, first)?.[0] ?? '', prefix);
  }
  return { prefix, guards };
}

/** `authenticate :user, ->(user) { user.admin? } do`: signed in, and what the test asks. */
function ofBlock(reading: FileReading, call: SyntaxNode, args: readonly SyntaxNode[]): readonly GuardUse[] {
  const callee = childOf(call, 'call.callee') ?? call;
  const asked = args.slice(0, -1).flatMap((arg) => {
    const test = functionAt(reading, arg);
    return test === null ? [] : ofTest(reading, test);
  });
  if (asked.length > 0) return asked;
  const scope = args[0] === undefined ? undefined : constantsAt(reading, args[0])?.[0];
  const isAdmin = scope !== undefined && /admin/.test(scope);
  const norm = isAdmin ? ({ kind: 'role', value: 'admin' } as const) : SIGNED_IN;
  return [saidGuard(reading, callee, [norm], 'router', 'Devise leads nobody else here.')];
}

/** `->(user) { … }`, `lambda { |user| … }`. */
function functionAt(reading: FileReading, node: SyntaxNode): SyntaxNode | null {
  if (node.kind === 'function') return node;
  const isLambda = node.kind === 'call' && /^(?:lambda|proc)$/.test(lastName(reading.unit, node) ?? '');
  return isLambda ? (node.children.find(({ kind }) => kind === 'function') ?? null) : null;
}

function ofTest(reading: FileReading, test: SyntaxNode): readonly GuardUse[] {
  const file = guardReading(reading);
  const predicate = file.predicateOf(test);
  if (predicate === null) return [];
  return summariesOf(reading, predicate, test).map((guard): GuardUse => ({
    ...guard,
    name: shownName(reading, test),
    node: test,
    from: 'router',
    tier: 'pattern',
    why: 'The test of the block asks for it.',
  }));
}

function ofConstraint(reading: FileReading, arg: SyntaxNode): readonly GuardUse[] {
  const test = functionAt(reading, arg);
  if (test !== null) return ofTest(reading, test);
  // `AdminConstraint.new`
  const of = arg.kind === 'call' ? (childOf(childOf(arg, 'call.callee') ?? arg, 'member.object') ?? arg) : arg;
  const known = guardsIn(reading, of, 'router');
  const name = (lastName(reading.unit, of) ?? '').replace(/Constraint$/, '');
  const asked = known.length > 0 ? null : requirementInName(name, null, 'middleware');
  return asked === null ? known : [saidGuard(reading, of, asked, 'router', 'Known by the name of the constraint.')];
}
