import type { NodeKind, SyntaxNode } from '../../model/syntax.ts';
import { RAW_MARKUP } from '../../text/raw-markup.ts';
import { childOf } from '../../text/tree.ts';
import { calledName } from '../call-chain.ts';
import type { Reading } from '../define.ts';
import type { Unit } from '../unit.ts';
import { argumentAt, type Argument } from '../value.ts';
import type { FoundAct } from './found-act.ts';

/** Calls that take a text as markup, by canonical path; the argument that is. Documentation of the libraries, 2026-11. */
const BY_PATH: ReadonlyMap<string, number> = new Map([
  ['markupsafe.Markup', 0],
  ['flask.Markup', 0],
  ['django.utils.safestring.mark_safe', 0],
  ['flask.render_template_string', 0],
  ['fastapi.responses.HTMLResponse', 0],
  ['starlette.responses.HTMLResponse', 0],
  ['streamlit.html', 0],
  ['streamlit.components.v1.html', 0],
  ['gradio.HTML', 0],
  ['IPython.display.HTML', 0],
  ['document.write', 0],
  ['document.writeln', 0],
]);
/** Methods that nothing else has. */
const BY_NAME: ReadonlyMap<string, number> = new Map([
  ['insertAdjacentHTML', 1],
  ['createContextualFragment', 0],
  ['bypassSecurityTrustHtml', 0],
  ['trustAsHtml', 0],
  ['unsafeHTML', 0],
]);
/** A text that engines of templates would escape is given to them as markup that is finished. */
const FINISHED: ReadonlyMap<string, number> = new Map([
  ['handlebars.SafeString', 0],
  ['Handlebars.SafeString', 0],
  ['handlebars.default.SafeString', 0],
  ['nunjucks.runtime.SafeString', 0],
  ['django.utils.safestring.SafeString', 0],
  ['html/template.HTML', 0],
  ['html/template.JS', 0],
  ['html/template.HTMLAttr', 0],
]);

/** A text that is shown as markup: whoever chose its words runs scripts where it is read. */
export function markupOf(
  reading: Reading,
  call: SyntaxNode,
  path: string | null,
  args: readonly Argument[],
): readonly FoundAct[] | null {
  const name = calledName(reading, call);
  const isAllowed = args.some((each) => each.name === 'unsafe_allow_html' && isTrue(each));
  const at = isAllowed
    ? 0
    : ((path === null ? undefined : (BY_PATH.get(path) ?? FINISHED.get(path))) ?? BY_NAME.get(name));
  const node = at === undefined ? null : argumentAt(args, at)?.node;
  if (node == null) return null;
  return [
    {
      kind: 'markup',
      call,
      norm: path ?? name,
      words: `\`${name}\` shows it as markup`,
      given: [node],
      tier: 'resolved',
    },
  ];
}

/** `st.markdown(text, unsafe_allow_html=True)` */
function isTrue({ value }: Argument): boolean {
  const given = value();
  return given.kind === 'boolean' && given.value;
}

/** What a page shows as markup when it is given a value: `element.innerHTML = text`. */
const MEMBERS = /^(?:innerHTML|outerHTML|srcdoc)$/;
/** `dangerouslySetInnerHTML={{ __html: text }}` */
const KEY = '__html';

/** Texts that become markup without a call. */
export function* markupGiven({ unit }: Reading): Generator<FoundAct> {
  if (unit.language.id === 'php') yield* echoed(unit);
  const isScript = ['javascript', 'typescript', 'tsx'].includes(unit.language.id);
  for (const node of isScript || unit.tree.written !== undefined ? unit.ofKind('assign') : []) {
    const target = childOf(node, 'assign.target');
    if (target !== null && isRawMarkup(unit, target))
      yield* shown(node, 'markup', childOf(node, 'assign.value'), '`the template` shows it as markup');
    if (!isScript) continue;
    const property = target?.kind === 'member' ? childOf(target, 'member.property') : null;
    const name = property === null ? '' : unit.textOf(property);
    if (MEMBERS.test(name)) yield* shown(node, name, childOf(node, 'assign.value'));
  }
  for (const node of isScript ? unit.ofKind('entry') : []) {
    const key = childOf(node, 'entry.key');
    if (key !== null && unit.textOf(key) === KEY)
      yield* shown(node, 'dangerouslySetInnerHTML', childOf(node, 'entry.value'));
  }
}

/** `v-html`, `{@html …}`, `<%-`: the name stands where the file has none. */
function isRawMarkup({ tree, textOf }: Unit, target: SyntaxNode): boolean {
  return (
    tree.written !== undefined &&
    textOf(target) === RAW_MARKUP &&
    tree.written.slice(target.start, target.end) !== RAW_MARKUP
  );
}

const ECHOED: readonly NodeKind[] = ['name', 'member', 'index', 'call', 'binary', 'template', 'if'];
const ECHOES = /(?:\b(?:echo|print)\b|<\?=)[\s(]*$/;
/** Signs in front of a value that are looked at. */
const MAX_SIGNS = 40;

/** `echo $text`, `<?= $text ?>`: statements of a page, not calls. */
function* echoed(unit: Unit): Generator<FoundAct> {
  for (const kind of ECHOED)
    for (const node of unit.ofKind(kind)) {
      const { parent, start } = node;
      if (parent === null || (parent.start === start && parent.kind !== 'block')) continue;
      if (ECHOES.test(unit.tree.text.slice(Math.max(0, start - MAX_SIGNS), start))) yield* shown(node, 'echo', node);
    }
}

function* shown(
  node: SyntaxNode,
  norm: string,
  value: SyntaxNode | null,
  words = `\`${norm}\` shows it as markup`,
): Generator<FoundAct> {
  if (value !== null) yield { kind: 'markup', call: node, norm, words, given: [value], tier: 'resolved' };
}
