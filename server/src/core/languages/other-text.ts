import type { LanguageDefinition } from '../model/language.ts';
import { defineLanguage } from './define.ts';

/** Whatever no language is known for: it has neither names nor extensions, and what is asked of every text is asked of it. */
export const otherText: LanguageDefinition = defineLanguage({
  id: 'other',
  title: 'Other text',
  grammar: '',
  inherits: [],
  extensions: [],
  fileNames: [],
  isCode: false,
  isUnread: true,
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
});
