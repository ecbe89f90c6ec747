import { defineLanguage } from './define.ts';
import { ecmascriptGlobals } from './ecmascript-globals.ts';
import { readEcmascriptString } from './ecmascript-text.ts';
import { canonicalNodeModule, nodeModulePaths } from './node-modules.ts';

/** What stands before a name that a function declares for itself. */
const DECLARES = /\b(?:const|let|using|var)\s+(?:[^;{}\n]*,\s*)?$/;

export const javascript = defineLanguage({
  id: 'javascript',
  title: 'JavaScript',
  grammar: 'javascript',
  inherits: [],
  extensions: ['.js', '.mjs', '.cjs', '.jsx'],
  fileNames: ['Jakefile'],
  readString: readEcmascriptString,
  canonicalModule: canonicalNodeModule,
  modulePaths: nodeModulePaths,
  globals: ecmascriptGlobals,
  isCode: true,
  assignsOuter: (before) => !DECLARES.test(before),
});
