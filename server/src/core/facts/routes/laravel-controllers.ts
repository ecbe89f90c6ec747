import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { constantsAt, lastName } from '../guards/paths.ts';
import { declaredName } from '../names.ts';
import { guardsIn } from './handlers.ts';
import { middlewareGuards } from './laravel-middleware.ts';
import { saidGuard } from './said-guard.ts';

/** Actions of Laravel's controllers, with the middleware that their class says. Which URL leads to them is said elsewhere. */
export const laravelControllers = defineRouteFinder({
  id: 'laravel-controllers',
  languages: ['php'],
  *find(reading) {
    for (const owner of reading.unit.ofKind('class')) {
      const name = declaredName(reading.unit, owner);
      if (name === null || !name.endsWith('Controller')) continue;
      const asked = askedByClass(reading, owner);
      for (const method of childOf(owner, 'class.body')?.children ?? []) {
        const action = method.kind === 'function' ? declaredName(reading.unit, method) : null;
        if (action === null || !isAction(reading, method, action)) continue;
        yield {
          method: 'ACTION',
          path: action,
          symbol: `${name}.${action}`,
          node: method,
          handler: method,
          group: name,
          guards: [
            ...attributesOf(reading, owner, 'class'),
            ...asked.filter(({ applies }) => applies(action)).flatMap(({ guards }) => guards),
            ...attributesOf(reading, method, 'route'),
          ],
        } satisfies Route;
      }
    }
  },
});

interface Asked {
  readonly guards: readonly GuardUse[];
  readonly applies: (action: string) => boolean;
}

/** `#[IsGranted('ROLE_ADMIN')]`, `#[Middleware('auth')]`. */
function attributesOf(reading: FileReading, node: SyntaxNode, from: GuardUse['from']): readonly GuardUse[] {
  return node.children
    .filter(({ kind }) => kind === 'decorator')
    .flatMap((decorator) => {
      const [call] = decorator.children;
      const isMiddleware = call?.kind === 'call' && lastName(reading.unit, call) === 'Middleware';
      return isMiddleware
        ? childrenOf(call, 'call.argument').flatMap((arg) => middlewareGuards(reading, arg, from))
        : guardsIn(reading, decorator, from);
    });
}

/** Public methods, by how they are written; `__invoke` is one, the others with two underscores are PHP's. */
function isAction(reading: FileReading, method: SyntaxNode, name: string): boolean {
  if (name.startsWith('__') && name !== '__invoke') return false;
  if (/^(?:middleware|authorize\w*|rules|callAction|boot)$/.test(name)) return false;
  const body = childOf(method, 'function.body');
  const head = reading.unit.tree.text.slice(method.start, body?.start ?? method.end);
  return body !== null && !/\b(?:private|protected|static|abstract)\s+(?:\w+\s+)*function\b/.test(head);
}

/** `$this->middleware('auth')->only('x')` of the constructor, `new Middleware('auth', only: [...])` of `middleware()`. */
function askedByClass(reading: FileReading, owner: SyntaxNode): readonly Asked[] {
  const members = reading.scopes.membersOf(owner);
  const asked: Asked[] = [];
  const constructor = members.get('__construct');
  if (constructor?.kind === 'function')
    for (const call of descendants(constructor)) if (call.kind === 'call') asked.push(...ofCall(reading, call));
  const listed = members.get('middleware');
  if (listed?.kind === 'function')
    for (const list of descendants(listed))
      if ((list.kind === 'array' || list.kind === 'object') && list.parent?.kind === 'return')
        asked.push(...list.children.flatMap((item) => ofItem(reading, item)));
  return asked;
}

function ofCall(reading: FileReading, call: SyntaxNode): readonly Asked[] {
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(reading.unit, callee);
  const object = callee === null ? null : childOf(callee, 'member.object');
  if (object === null || reading.unit.textOf(object) !== '$this') return [];
  const args = childrenOf(call, 'call.argument');
  if (name === 'authorizeResource') {
    const guard = saidGuard(reading, call, [{ kind: 'check', value: 'policy' }], 'class', 'A policy answers.');
    return [{ guards: [guard], applies: (action) => /^(?:index|show|create|store|edit|update|destroy)$/.test(action) }];
  }
  if (name !== 'middleware') return [];
  let only: readonly string[] | null = null;
  let except: readonly string[] = [];
  for (let at = call; at.role === 'member.object' && at.parent?.parent?.kind === 'call';) {
    at = at.parent.parent;
    const link = lastName(reading.unit, at);
    const names = childrenOf(at, 'call.argument').flatMap((arg) => constantsAt(reading, arg) ?? []);
    if (link === 'only') only = names;
    else if (link === 'except') except = names;
  }
  return [
    toAsked(
      args.flatMap((arg) => middlewareGuards(reading, arg, 'class')),
      only,
      except,
    ),
  ];
}

function ofItem(reading: FileReading, item: SyntaxNode): readonly Asked[] {
  if (item.kind !== 'new') return [toAsked(middlewareGuards(reading, item, 'class'), null, [])];
  const args = reading.resolver.argumentsOf(item);
  const given = args.find(({ name }) => name === null || name === 'middleware')?.node;
  const listOf = (key: string): readonly string[] | null => {
    const node = args.find(({ name }) => name === key)?.node;
    return node == null ? null : constantsAt(reading, node);
  };
  return given == null
    ? []
    : [toAsked(middlewareGuards(reading, given, 'class'), listOf('only'), listOf('except') ?? [])];
}

function toAsked(guards: readonly GuardUse[], only: readonly string[] | null, except: readonly string[]): Asked {
  return { guards, applies: (action) => (only === null || only.includes(action)) && !except.includes(action) };
}
