import type { LanguageId } from '../../model/syntax.ts';
import { defineEmbedded } from './define.ts';
import { runtimeNear } from './lambda-runtime.ts';
import { createOverlays, putProgram } from './overlay.ts';

const MAX_LENGTH = 1_000_000;
/** A block of lines below a key that holds code: of functions in CloudFormation and SAM, of a step in GitHub Actions. */
const BLOCK =
  /^([^\S\n]*)(?:-[^\S\n]+)?(ZipFile|InlineCode|script)[^\S\n]*:[^\S\n]*(?:!Sub[^\S\n]+)?[|>][-+\d]*[^\S\n]*(?:#[^\n]*)?\r?\n/gm;

/**
 * Functions that a template brings with it, and scripts of `actions/github-script`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html,
 *   https://github.com/actions/github-script (2026-11)
 */
export const inlineFunctions = defineEmbedded({
  id: 'inline-functions',
  hosts: ['yaml'],
  read(_path, text) {
    if (text.length > MAX_LENGTH || !/ZipFile|InlineCode|actions\/github-script/.test(text)) return null;
    const overlays = createOverlays(text);
    let isAll = true;
    const blocks = new RegExp(BLOCK);
    for (let match = blocks.exec(text); match !== null; match = blocks.exec(text)) {
      const [whole, indent = '', key = ''] = match;
      const start = match.index + whole.length;
      const end = endOfBlock(text, start, indent.length);
      blocks.lastIndex = end;
      const isScript = key === 'script';
      const language = isScript ? scriptLanguage(text, match.index) : runtimeNear(text, match.index, end);
      if (language !== null) putProgram(overlays, language, start, withoutExpressions(text.slice(start, end - 1)));
      // Other keys are called so too; a function has code, whatever runs it.
      else isAll &&= isScript;
    }
    return { codes: overlays.codes(), isAll };
  },
});

/** Where a line begins that is not deeper than the key. */
function endOfBlock(text: string, start: number, indent: number): number {
  const less = new RegExp(String.raw`^[^\S\n]{0,${indent}}(?=[^\s])`, 'gm');
  less.lastIndex = start;
  return less.exec(text)?.index ?? text.length;
}

/** Of a step that runs the action: the nearest `uses` around it. */
function scriptLanguage(text: string, at: number): LanguageId | null {
  const uses = [...text.slice(Math.max(0, at - 2_000), at).matchAll(/\buses:\s*["']?([\w./-]+)/g)].at(-1)?.[1];
  return uses === 'actions/github-script' ? 'javascript' : null;
}

/** `${{ github.actor }}` is put in before it runs: a word, of the same length. */
function withoutExpressions(code: string): string {
  return code.replace(/\$\{\{[\s\S]*?\}\}/g, (expression) => expression.replace(/[^\w\r\n]/g, '_'));
}
