import type { LanguageDefinition } from '../model/language.ts';
import { defineLanguage } from './define.ts';

/**
 * Files of our own that no grammar is for, and that are read line by line elsewhere: chains of records (`core/records/`), and who
 * may sign (`policy/compare-people.ts`). What is asked of every text is asked of them.
 */
export const ownRecords: LanguageDefinition = defineLanguage({
  id: 'own-records',
  title: 'Records and signers',
  grammar: '',
  inherits: [],
  extensions: [],
  fileNames: [
    '.countersign/allowed_signers',
    '.countersign/revoked_signers',
    '.countersign/records/*.jsonl',
    '.countersign/records/*/*.jsonl',
  ],
  isCode: false,
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
});
