import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { calledName } from '../call-chain.ts';
import type { Reading } from '../define.ts';
import { argumentAt, textOfValue, type Argument } from '../value.ts';
import type { FoundAct } from './found-act.ts';
import { leadsElsewhere } from './texts-of-answers.ts';

/** Answers that are a file, or that lead elsewhere, by canonical path; the argument that says which. Documentation of each, 2026-11. */
const ANSWERS: ReadonlyMap<string, readonly ['read' | 'redirect', number]> = new Map([
  ['flask.send_file', ['read', 0]],
  ['fastapi.responses.FileResponse', ['read', 0]],
  ['starlette.responses.FileResponse', ['read', 0]],
  ['aiohttp.web.FileResponse', ['read', 0]],
  ['net/http.ServeFile', ['read', 2]],
  ['flask.redirect', ['redirect', 0]],
  ['django.shortcuts.redirect', ['redirect', 0]],
  ['django.http.HttpResponseRedirect', ['redirect', 0]],
  ['fastapi.responses.RedirectResponse', ['redirect', 0]],
  ['starlette.responses.RedirectResponse', ['redirect', 0]],
  ['net/http.Redirect', ['redirect', 2]],
  ['next/navigation.redirect', ['redirect', 0]],
]);
/** The same as methods of an answer. */
const METHODS: ReadonlyMap<string, 'read' | 'redirect'> = new Map([
  ['sendFile', 'read'],
  ['sendfile', 'read'],
  ['download', 'read'],
  ['redirect', 'redirect'],
  ['Redirect', 'redirect'],
  ['sendRedirect', 'redirect'],
]);
const OF_ANSWER = /^(?:res|response|resp|reply|ctx|c|context|h|httpServletResponse)$/i;

/** What whoever called is answered with, where an argument says which file or address that is. */
export function answerOf(
  reading: Reading,
  call: SyntaxNode,
  path: string | null,
  args: readonly Argument[],
): readonly FoundAct[] | null {
  const row = (path === null ? undefined : ANSWERS.get(path)) ?? ofMethod(reading, call, args);
  const given = row === undefined ? null : argumentAt(args, row[1]);
  if (row === undefined || given?.node == null) return null;
  const [kind] = row;
  const name = calledName(reading, call);
  if (kind === 'redirect' && !leadsElsewhere(textOfValue(given.value()))) return null;
  if (kind === 'read' && /\broot\s*:/.test(reading.unit.textOf(call).slice(0, 400))) return null;
  const words = `\`${name}\` ${kind === 'read' ? 'answers with the file it names' : 'leads whoever called to the address it names'}`;
  return [{ kind, call, norm: path ?? name, words, given: [given.node], tier: 'resolved' }];
}

function ofMethod(
  { unit }: Reading,
  call: SyntaxNode,
  args: readonly Argument[],
): readonly ['read' | 'redirect', number] | undefined {
  const callee = childOf(call, 'call.callee');
  const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
  if (callee === null) return undefined;
  const kind = property === null ? undefined : METHODS.get(unit.textOf(property));
  const object = childOf(callee, 'member.object');
  if (kind === undefined || object === null || !OF_ANSWER.test(unit.textOf(object))) return undefined;
  // `res.redirect(302, url)`
  return [kind, kind === 'redirect' ? Math.max(0, args.length - 1) : 0];
}
