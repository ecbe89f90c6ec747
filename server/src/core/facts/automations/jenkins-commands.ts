import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FoundInterpolation } from './define.ts';
import { OUTSIDER, STARTER, type Writer } from './interpolate.ts';
import type { JenkinsCall } from './jenkins-blocks.ts';

export type JenkinsPlace = (span: { readonly start: number; readonly end: number }) => SyntaxNode;

/** Steps whose argument is a command. */
export const jenkinsCommands: ReadonlySet<string> = new Set(['sh', 'bat', 'powershell', 'pwsh']);

/** Variables whose text whoever pushes or opens a pull request writes; parameters are given by whoever starts it. */
const WRITTEN =
  /^(?:env\.)?(?:CHANGE_(?:TITLE|BRANCH|AUTHOR\w*|FORK|URL)|BRANCH_NAME|TAG_NAME|GIT_BRANCH|GIT_COMMIT_MESSAGE|ghprb\w+|gitlab(?:SourceBranch|MergeRequestTitle|MergeRequestDescription|UserName|TriggerPhrase)|payload\w*)$/;
const HOLE = /\$\{\s{0,5}([\w.]{1,120})(?:\s{0,5}\?:[^}\n]{0,80})?\s{0,5}\}|\$([A-Za-z_][\w.]{0,120})/g;
/** `'./deploy.sh ' + params.TAG`; what a call makes of it is not it. */
const ADDED = /\+\s{0,9}([A-Za-z_][\w.]{0,120})(?![\w.(])/g;
/** `def tag = params.TAG`, also as a text of nothing else. */
const NAMED =
  /\b(?:def|String)\s{1,5}([A-Za-z_]\w{0,80})\s{0,5}=\s{0,5}(?:"\$\{\s{0,5})?((?:params|env)\.\w{1,80})(?:\s{0,5}\}")?[ \t]{0,9}(?:$|[;\n])/gm;
const MAX_NAMES = 500;

/** Whose text becomes part of the commands of a Jenkinsfile before the shell reads them. */
export function jenkinsInterpolations(
  text: string,
  calls: readonly JenkinsCall[],
  place: JenkinsPlace,
): readonly FoundInterpolation[] {
  const names = namesIn(text);
  const limited = limitedParameters(calls);
  const writerOf = (name: string): Writer | null => {
    const meant = names.get(name) ?? name;
    const parameter = /^params\.(\w+)$/.exec(meant)?.[1];
    if (parameter !== undefined) return limited.has(parameter) ? null : STARTER;
    return WRITTEN.test(meant) ? OUTSIDER : null;
  };
  return calls
    .filter(({ name }) => jenkinsCommands.has(name))
    .flatMap((call) => {
      const stage = call.around.lastIndexOf('stage');
      const title = stage === -1 ? null : (call.titles[stage] ?? null);
      const subject: Subject | undefined = title === null ? undefined : { type: 'job', symbol: title, exposure: 'ci' };
      return textsPutIn(call, text).flatMap(({ shown, name, span }): readonly FoundInterpolation[] => {
        const writer = writerOf(name);
        if (writer === null) return [];
        const rest = { into: 'the command', node: place(span), step: place(call) };
        return [{ text: shown, ...writer, ...rest, ...(subject === undefined ? {} : { subject }) }];
      });
    });
}

interface PutIn {
  readonly shown: string;
  readonly name: string;
  readonly span: { readonly start: number; readonly end: number };
}

/** What stands after `$` between double quotes, and what is added to a text with `+`. */
function textsPutIn(call: JenkinsCall, text: string): readonly PutIn[] {
  const holes = call.texts
    .filter(({ isTemplate }) => isTemplate)
    .flatMap((each) =>
      [...each.text.matchAll(HOLE)].flatMap((match): readonly PutIn[] => {
        if (match.index > 0 && each.text[match.index - 1] === '\\') return [];
        return [{ shown: match[0], name: match[1] ?? match[2] ?? '', span: { start: each.start, end: each.end } }];
      }),
    );
  // Texts are blanked, so that a plus within one adds nothing.
  let bare = '';
  let at = call.start;
  for (const each of call.texts) {
    bare += text.slice(at, each.start) + ' '.repeat(Math.max(0, each.end - each.start));
    at = each.end;
  }
  bare += text.slice(at, call.end);
  const added = [...bare.matchAll(ADDED)].map(({ 1: name = '' }): PutIn => ({
    shown: name,
    name,
    span: { start: call.start, end: call.end },
  }));
  return [...holes, ...added];
}

function namesIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', meant = ''] of text.matchAll(NAMED)) if (found.size < MAX_NAMES) found.set(name, meant);
  return found;
}

/** Parameters of which only a few values can be given. */
function limitedParameters(calls: readonly JenkinsCall[]): ReadonlySet<string> {
  return new Set(
    calls
      .filter(({ name }) => /^(?:choice|booleanParam|extendedChoice|activeChoice)$/.test(name))
      .flatMap(({ args }) => /\bname\s{0,5}:\s{0,5}["'](\w{1,80})["']/.exec(args)?.[1] ?? []),
  );
}
