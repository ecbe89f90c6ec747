import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { declaredName, symbolPath } from '../names.ts';
import { classViewGuards } from './django-classes.ts';
import { djangoSettings } from './django-settings.ts';
import { passwordValidators } from './django-passwords.ts';
import { guardsIn, joinPath, unwrapHandler } from './handlers.ts';
import {
  baseName,
  classChain,
  decoratorGuards,
  listArgument,
  pythonDecorators,
  textArgument,
} from './python-decorators.ts';

const VERBS = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'list',
  'create',
  'retrieve',
  'update',
  'partial_update',
  'destroy',
  'form_valid',
]);
const VIEW_BASE = /(?:View|View[Ss]et|APIView|ViewSetMixin|ModelAdmin)$/;
const ANSWERS =
  /^(?:render|redirect|render_to_response|HttpResponse\w*|JsonResponse|Response|TemplateResponse|FileResponse|StreamingHttpResponse)$/;

/** Django and Django REST framework: function views, class-based views, wrappers in `urls.py`, defaults in settings. */
export const django = defineRouteFinder({
  id: 'django',
  languages: ['python'],
  *find(reading) {
    const { text } = reading.unit.tree;
    if (
      !/django|rest_framework/.test(text) &&
      !/(?:^|\/)(?:views?|urls|viewsets|settings)(?:\/|\.py|\w*\.py)/.test(reading.unit.path)
    )
      return;
    if (/(?:^|\n)\s*(?:from|import) (?:flask|fastapi)\b/.test(text)) return;
    for (const fn of reading.unit.ofKind('function')) yield* ofFunction(reading, fn);
    for (const owner of reading.unit.ofKind('class')) yield* ofClass(reading, owner);
    yield* ofUrls(reading);
    yield* djangoSettings(reading);
    yield* passwordValidators(reading);
  },
  inherited: (reading, owner) => {
    const chain = classChain(reading, owner);
    const isView = chain.some((each) =>
      childrenOf(each, 'class.base').some((base) => /View|Mixin/.test(baseName(reading, base))),
    );
    return isView || declaredName(reading.unit, owner)?.endsWith('Mixin') === true
      ? classViewGuards(reading, owner, chain).map(({ guard }) => guard)
      : [];
  },
});

function* ofFunction(reading: FileReading, fn: SyntaxNode): Generator<Route> {
  const name = childOf(fn, 'function.name');
  const first = fn.children.find((child) => child.kind === 'parameter');
  if (name === null || first === undefined || fn.parent?.parent !== null || reading.unit.textOf(name).startsWith('_'))
    return;
  const firstName = childOf(first, 'parameter.name');
  if (firstName === null || reading.unit.textOf(firstName) !== 'request') return;
  const decorators = pythonDecorators(reading, fn);
  const api = decorators.find((decorator) => decorator.name === 'api_view');
  if (api === undefined && decorators.length === 0 && !answers(reading, fn)) return;
  const methods = api?.call
    ? listArgument(reading, api.call, 'http_method_names').concat(firstList(reading, api.call))
    : decorators.flatMap(({ name }) => /^require_(GET|POST|safe)$/.exec(name)?.[1]?.toUpperCase() ?? []);
  yield {
    method: methods.length === 0 ? 'ALL' : methods.join('|'),
    path: reading.unit.textOf(name),
    symbol: reading.unit.textOf(name),
    node: fn,
    handler: fn,
    group: 'function views',
    guards: decoratorGuards(reading, decorators, null),
  };
}

function firstList(reading: FileReading, call: SyntaxNode): readonly string[] {
  const [first] = childrenOf(call, 'call.argument');
  const value = first === undefined ? null : reading.resolver.valueOf(first);
  return value?.kind === 'list' ? value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])) : [];
}

function answers(reading: FileReading, fn: SyntaxNode): boolean {
  for (const node of descendants(fn)) {
    const value = node.kind === 'return' ? node.children[0] : undefined;
    if (value?.kind === 'call' && ANSWERS.test(lastName(reading.unit, value) ?? '')) return true;
  }
  return false;
}

function* ofClass(reading: FileReading, owner: SyntaxNode): Generator<Route> {
  const symbol = symbolPath(reading.unit, owner);
  const chain = classChain(reading, owner);
  const bases = chain.flatMap((each) => childrenOf(each, 'class.base').map((base) => baseName(reading, base)));
  if (symbol === null || !bases.some((base) => VIEW_BASE.test(base)) || symbol.endsWith('Mixin')) return;
  const inherited = classViewGuards(reading, owner, chain);
  const handlers = [...reading.scopes.membersOf(owner)].filter(([, member]) => member.kind === 'function');
  let isEmpty = true;
  for (const [name, method] of handlers) {
    const decorators = pythonDecorators(reading, method);
    const action = decorators.find((decorator) => /^(?:action|list_route|detail_route|link)$/.test(decorator.name));
    if (!VERBS.has(name) && action === undefined) continue;
    isEmpty = false;
    const replaced = action?.call
      ? reading.resolver.argumentsOf(action.call).find((arg) => arg.name === 'permission_classes')?.node
      : null;
    const own = replaced ? guardsIn(reading, replaced, 'route') : [];
    const above = replaced ? inherited.filter(({ resourceOf }) => resourceOf !== 'permission_classes') : inherited;
    yield {
      method: action === undefined ? name.toUpperCase() : 'ALL',
      path: `${symbol}.${name}`,
      symbol: `${symbol}.${name}`,
      node: method,
      handler: method,
      group: 'class views',
      guards: [
        ...above.map(({ guard }) => guard),
        ...own,
        ...decoratorGuards(
          reading,
          decorators.filter((each) => each !== action),
          null,
        ),
      ],
    };
  }
  // Generic views have no method of their own.
  if (isEmpty || inherited.length > 0 || bases.some((base) => /View[Ss]et$/.test(base))) {
    yield {
      method: isEmpty ? 'ALL' : 'ROUTER',
      path: symbol,
      symbol: isEmpty ? symbol : `every route of ${symbol}`,
      node: owner,
      handler: null,
      group: 'class views',
      guards: inherited.map(({ guard }) => guard),
    };
  }
}

/** `path('reports/', login_required(views.reports))`. */
function* ofUrls(reading: FileReading): Generator<Route> {
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee?.kind === 'name' ? reading.unit.textOf(callee) : null;
    if (name === null || !/^(?:path|re_path|url)$/.test(name)) continue;
    const path = textArgument(reading, call, 0, 'route');
    const view = childrenOf(call, 'call.argument').filter((arg) => arg.kind !== 'keyword' && arg.kind !== 'comment')[1];
    if (path === null || view === undefined) continue;
    const full = joinPath(path.replace(/^\^|\$$/g, ''));
    const inner = lastName(reading.unit, view);
    if (inner === 'include' || view.kind === 'array') continue;
    const guards = view.kind === 'call' && inner !== 'as_view' ? unwrapHandler(reading, view).guards : [];
    yield { method: 'URL', path: full, symbol: full, node: call, handler: null, group: 'urls', guards };
  }
}
