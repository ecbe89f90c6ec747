import type { ActKind } from '../../model/passage.ts';
import type { LanguageId, SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { rowOf } from '../../text/row-of.ts';
import type { Reading } from '../define.ts';
import { argumentAt, textOfValue, type Argument } from '../value.ts';
import type { FoundAct } from './found-act.ts';
import { leadsElsewhere, showsMarkup } from './texts-of-answers.ts';

/** What a function or a method of a framework does with a text. */
interface NamedAct {
  readonly kind: ActKind;
  /** For people, behind the name: "runs it as code". */
  readonly does: string;
  /** Which argument: by place, and by name. */
  readonly at: readonly [index: number, name?: string];
  /** Only a text that has markup in it is read as such, or a call that says so. */
  readonly isText?: true;
}

const redirects: NamedAct = { kind: 'redirect', does: 'leads whoever called to the address it names', at: [0, 'url'] };
const answersFile: NamedAct = { kind: 'read', does: 'answers with the file it names', at: [0, 'path'] };
const shows: NamedAct = { kind: 'markup', does: 'shows it as markup', at: [0] };
const calls: NamedAct = { kind: 'eval', does: 'calls what it names', at: [0] };
const runsFile: NamedAct = { kind: 'eval', does: 'runs the file it names', at: [0] };
const makes: NamedAct = { kind: 'eval', does: 'makes an object of the class it names', at: [0] };
const templates: NamedAct = { kind: 'eval', does: 'runs what a template says', at: [0] };
const NONE = 99;

function rows(act: NamedAct, names: string): readonly (readonly [string, NamedAct])[] {
  return names.split(/\s+/).map((name) => [name, act] as const);
}

/** By canonical path, or by the name of what is called on nothing. Documentation of the frameworks, 2026-11. */
const CALLS: Readonly<Record<LanguageId, ReadonlyMap<string, NamedAct>>> = {
  ruby: new Map([
    ...rows(redirects, 'redirect_to redirect'),
    ...rows(answersFile, 'send_file'),
    ...rows(shows, 'raw'),
    ['render', { ...templates, at: [NONE, 'inline'] }],
    ...rows(templates, 'erb haml slim'),
    ['instance_eval', { kind: 'eval', does: 'runs it as code', at: [0] }],
  ]),
  php: new Map([
    ...rows(
      redirects,
      `header redirect wp_redirect http_redirect redirect.away redirect.to Illuminate.Support.Facades.Redirect.to
       Illuminate.Support.Facades.Redirect.away Redirect.to Redirect.away
       Symfony.Component.HttpFoundation.RedirectResponse Illuminate.Http.RedirectResponse`,
    ),
    ...rows(answersFile, 'response.download response.file Symfony.Component.HttpFoundation.BinaryFileResponse'),
    ...rows(calls, 'call_user_func call_user_func_array'),
    ...rows(runsFile, 'include include_once require require_once'),
    ...rows(
      { ...shows, isText: true },
      'response Symfony.Component.HttpFoundation.Response Illuminate.Http.Response exit die printf',
    ),
    ...rows({ ...shows, at: [0, 'html'] }, 'Illuminate.Support.HtmlString'),
    [
      'Symfony.Component.Process.Process.fromShellCommandline',
      { kind: 'exec', does: 'runs it through a shell', at: [0] },
    ],
  ]),
  csharp: new Map([
    ...rows(
      redirects,
      'Redirect RedirectPermanent RedirectPreserveMethod Results.Redirect TypedResults.Redirect RedirectResult',
    ),
    ...rows(answersFile, 'PhysicalFile PhysicalFileResult'),
    ...rows({ ...shows, isText: true }, 'Content Results.Content'),
    ...rows(shows, 'Html.Raw HtmlString MarkupString Microsoft.AspNetCore.Html.HtmlString'),
    ['Activator.CreateInstance', makes],
    ['Type.GetType', makes],
  ]),
};

/** Methods that ask for nothing, and those that nothing else has, by their names. */
const METHODS: Readonly<Record<LanguageId, ReadonlyMap<string, NamedAct>>> = {
  ruby: new Map([
    ...rows(makes, 'const_get'),
    ...rows(calls, 'send public_send __send__'),
    ...rows({ kind: 'eval', does: 'runs it as code', at: [0] }, 'instance_eval class_eval module_eval'),
  ]),
  php: new Map([...rows(redirects, 'withRedirect')]),
};
const OF_OBJECT: Readonly<Record<LanguageId, ReadonlyMap<string, NamedAct>>> = {
  ruby: new Map([...rows(shows, 'html_safe'), ...rows(makes, 'constantize safe_constantize')]),
};

/** Calls of a framework's own functions. */
export function frameworkActOf(
  reading: Reading,
  call: SyntaxNode,
  path: string | null,
  args: readonly Argument[],
): readonly FoundAct[] | null {
  const { unit } = reading;
  const callee = childOf(call, 'call.callee');
  if (callee === null) return null;
  const property = callee.kind === 'member' ? childOf(callee, 'member.property') : null;
  const object = property === null ? null : childOf(callee, 'member.object');
  const isOwn = object === null || object.kind === 'self' || unit.language.selfNames.includes(unit.textOf(object));
  const name = unit.textOf(property ?? callee).slice(0, 60);
  const ofLanguage = rowOf(CALLS, unit.language.id);
  const known =
    (path === null ? undefined : ofLanguage?.get(path.replace(/^php\.|\(\)/g, ''))) ??
    (isOwn ? ofLanguage?.get(name) : undefined) ??
    rowOf(METHODS, unit.language.id)?.get(name);
  const given = known === undefined ? null : argumentAt(args, ...known.at);
  if (known === undefined || given?.node == null || (given.name !== null && given.name !== known.at[1])) return null;
  const text = textOfValue(given.value());
  if (name === 'header' && !/^location\s*:/i.test(text ?? '')) return null;
  if (known.kind === 'redirect' && !leadsElsewhere(text)) return null;
  if (known.isText === true && !showsMarkup(text, unit.textOf(call).slice(0, 400))) return null;
  return [act(known, call, path ?? name, name, given.node)];
}

function act({ kind, does }: NamedAct, call: SyntaxNode, norm: string, name: string, given: SyntaxNode): FoundAct {
  return { kind, call, norm, words: `\`${name}\` ${does}`, given: [given], tier: 'resolved' };
}

/** What is done to a text without handing it over: `text.html_safe`, `new $class`, `$function()`. */
export function* actsOnText({ unit }: Reading): Generator<FoundAct> {
  const ofObject = rowOf(OF_OBJECT, unit.language.id);
  if (ofObject !== undefined)
    for (const node of unit.ofKind('member')) {
      const property = childOf(node, 'member.property');
      const object = childOf(node, 'member.object');
      const name = property === null ? '' : unit.textOf(property);
      const known = ofObject.get(name);
      if (known !== undefined && object !== null) yield act(known, node, name, name, object);
    }
  if (unit.language.id !== 'php') return;
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      const callee = childOf(node, 'call.callee');
      if (callee?.kind !== 'name' || unit.tree.text[callee.start] !== '$') continue;
      yield act(kind === 'new' ? makes : calls, node, kind, kind === 'new' ? 'new' : unit.textOf(callee), callee);
    }
}
