import { defineEmbedded } from './define.ts';
import { runtimeNear } from './lambda-runtime.ts';
import { createOverlays, putProgram } from './overlay.ts';

const MAX_LENGTH = 1_000_000;
/** `Code.fromInline(` and `InlineCode(`, up to the text of several lines that they are given. */
const OPENS = /\b(?:fromInline|from_inline|InlineCode)\s*\(\s*(?:code\s*=\s*)?(?:[\w.]*dedent\(\s*)?r?(`|"""|''')/g;

/**
 * Functions whose code stands in a program of the CDK.
 *
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda.InlineCode.html (2026-11)
 */
export const cdkCode = defineEmbedded({
  id: 'cdk-code',
  hosts: ['typescript', 'javascript', 'python'],
  read(_path, text) {
    if (text.length > MAX_LENGTH || !/from_?[Ii]nline|InlineCode/.test(text)) return null;
    const overlays = createOverlays(text);
    let isAll = true;
    const opens = new RegExp(OPENS);
    for (let match = opens.exec(text); match !== null; match = opens.exec(text)) {
      const start = match.index + match[0].length;
      const end = text.indexOf(match[1]!, start);
      if (end < 0) break;
      opens.lastIndex = end;
      const language = runtimeNear(text, match.index, end);
      if (language === null) isAll = false;
      else if (end > start) putProgram(overlays, language, start, withoutHoles(text.slice(start, end)));
    }
    return { codes: overlays.codes(), isAll };
  },
});

/** `${bucket.bucketName}` is put in before it runs: a word, of the same length. */
function withoutHoles(code: string): string {
  return code.replace(/\$\{[^{}]*\}/g, (hole) => hole.replace(/[^\w\r\n]/g, '_'));
}
