import * as l10n from '@vscode/l10n';
import {
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  MarkupKind,
  type CodeAction,
  type CompletionItem,
  type Diagnostic,
  type Hover,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Problem } from '../core/model/problem.ts';
import type { Position, Range } from '../core/model/text.ts';
import { policyMeaning, policyProblems, policySuggestions } from '../core/policy-editor.ts';
import { isPolicyFile, readPolicyOnDisk, withText, type PolicyTexts } from '../host/policy-on-disk.ts';
import { HostProblem } from '../host/problems.ts';
import { escapeMarkdown } from './markdown.ts';

/** Help with the writing of a policy. It is about the text on the screen; nothing is judged by it before it is at the base. */
export interface PolicyDesk {
  readonly isPolicy: (path: string) => boolean;
  readonly diagnostics: (path: string, text: string) => Promise<Diagnostic[]>;
  readonly actions: (path: string, text: string, uri: string, range: Range) => Promise<CodeAction[]>;
  readonly completions: (text: string, position: Position) => CompletionItem[];
  readonly hover: (text: string, position: Position, readsMarkdown: boolean) => Hover | null;
}

/** The other files of the policy are read again after this: each keystroke asks. */
const keptMs = 3000;

export function createPolicyDesk(root: string, organisation: string | undefined): PolicyDesk {
  let texts: { readonly read: Promise<PolicyTexts>; readonly at: number } | null = null;

  function textsNow(): Promise<PolicyTexts> {
    const now = performance.now();
    if (texts === null || now - texts.at > keptMs) texts = { read: readPolicyOnDisk(root, { organisation }), at: now };
    return texts.read;
  }

  async function problemsOf(path: string, text: string): Promise<readonly Problem[]> {
    try {
      return policyProblems(withText(await textsNow(), path, text), path);
    } catch (error) {
      texts = null;
      // Another file of the policy, which the review itself reports.
      if (error instanceof HostProblem) return [];
      throw error;
    }
  }

  return {
    isPolicy: isPolicyFile,
    diagnostics: async (path, text) => (await problemsOf(path, text)).map(toDiagnostic),
    actions: async (path, text, uri, range) =>
      (await problemsOf(path, text))
        .filter((problem) => meets(rangeOf(problem), range))
        .flatMap((problem) => toAction(problem, text, uri)),
    completions: (text, position) => toCompletions(text, position),
    hover(text, position, readsMarkdown) {
      const document = toDocument(text);
      const meaning = policyMeaning(text, document.offsetAt(position));
      if (meaning === null) return null;
      const range = { start: document.positionAt(meaning.start), end: document.positionAt(meaning.end) };
      const contents = readsMarkdown
        ? { kind: MarkupKind.Markdown, value: escapeMarkdown(meaning.answer) }
        : { kind: MarkupKind.PlainText, value: meaning.answer };
      return { contents, range };
    },
  };
}

const start = { line: 0, character: 0 };

function rangeOf({ range }: Problem): Range {
  return range ?? { start, end: start };
}

function toDiagnostic(problem: Problem): Diagnostic {
  return {
    range: rangeOf(problem),
    severity: problem.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: 'Countersign policy',
    code: problem.code,
    message: `${problem.message}\n${problem.why}\n${problem.fix}`,
  };
}

/** What a fix says in words, where the words are an edit. */
function toAction(problem: Problem, text: string, uri: string): CodeAction[] {
  const range = rangeOf(problem);
  const meant = /^Did you mean "(.+)"\?$/.exec(problem.fix)?.[1];
  const extend = problem.code === 'CS1017' ? 'extends: [ countersign:recommended ]\n' : null;
  if (meant !== undefined) {
    const written = toDocument(text).getText(range);
    const [quote = ''] = /^["']/.exec(written) ?? [];
    const sign = /^["']?(!)/.exec(written)?.[1] ?? '';
    return [edit(l10n.t`Change to ${meant}`, problem, uri, range, `${quote}${sign}${meant}${quote}`)];
  }
  if (extend === null) return [];
  const line = /^version:.*$/m.exec(text);
  const at = line === null ? 0 : toDocument(text).positionAt(line.index).line + 1;
  const place = { line: at, character: 0 };
  return [edit(l10n.t('Extend the recommended pack'), problem, uri, { start: place, end: place }, extend)];
}

function edit(title: string, problem: Problem, uri: string, range: Range, newText: string): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    isPreferred: true,
    diagnostics: [toDiagnostic(problem)],
    edit: { changes: { [uri]: [{ range, newText }] } },
  };
}

function toCompletions(text: string, position: Position): CompletionItem[] {
  const document = toDocument(text);
  const found = policySuggestions(text, document.offsetAt(position));
  if (found === null) return [];
  const range = { start: document.positionAt(found.start), end: document.positionAt(found.end) };
  return found.answer.map(({ word, kind, description, text: newText }) => ({
    label: word,
    kind: kind === 'key' ? CompletionItemKind.Property : CompletionItemKind.EnumMember,
    ...(description === null ? {} : { documentation: description }),
    filterText: newText,
    textEdit: { range, newText },
  }));
}

function toDocument(text: string): TextDocument {
  return TextDocument.create('', 'yaml', 0, text);
}

function meets(one: Range, other: Range): boolean {
  const isBefore = (a: Position, b: Position): boolean =>
    a.line < b.line || (a.line === b.line && a.character < b.character);
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start);
}
