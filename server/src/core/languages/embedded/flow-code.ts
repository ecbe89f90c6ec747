import { visit } from 'jsonc-parser';
import type { LanguageId } from '../../model/syntax.ts';
import { defineEmbedded } from './define.ts';
import { readInPlace } from './json-code.ts';
import { createOverlays, putProgram } from './overlay.ts';

/** Properties of nodes that hold code: of n8n, of Node-RED. */
const CODE: Readonly<Record<string, LanguageId>> = {
  jsCode: 'javascript',
  functionCode: 'javascript',
  func: 'javascript',
  pythonCode: 'python',
};
const MAX_LENGTH = 2_000_000;
const IS_FLOW = /"n8n-nodes-base\.|"@n8n\/|"type"\s*:\s*"function"/;

/**
 * Code in nodes of exported flows.
 *
 * @see https://docs.n8n.io/code/, https://nodered.org/docs/user-guide/writing-functions (2026-11)
 */
export const flowCode = defineEmbedded({
  id: 'flow-code',
  hosts: ['json'],
  read(_path, text) {
    if (text.length > MAX_LENGTH || !IS_FLOW.test(text)) return null;
    const overlays = createOverlays(text);
    let language: LanguageId | null = null;
    visit(text, {
      onObjectProperty: (name) => {
        language = Object.hasOwn(CODE, name) ? CODE[name]! : null;
      },
      onLiteralValue: (value, offset, length) => {
        if (language !== null && typeof value === 'string' && value.trim() !== '')
          putProgram(overlays, language, offset + 1, readInPlace(text.slice(offset + 1, offset + length - 1)));
        language = null;
      },
    });
    return { codes: overlays.codes(), isAll: true };
  },
});
