import { defineLanguage } from './define.ts';
import { ecmascriptGlobals } from './ecmascript-globals.ts';
import { readEcmascriptString } from './ecmascript-text.ts';
import { canonicalNodeModule, nodeModulePaths } from './node-modules.ts';

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
});
