import { defineLanguage } from './define.ts';
import { readLines } from './lines.ts';

/** Who gets onto a machine or into a database, a line each. */
export const accessLines = defineLanguage({
  id: 'access-lines',
  title: 'Access, a line each',
  grammar: '',
  inherits: [],
  extensions: [],
  fileNames: ['pg_hba.conf', '*pg_hba*.conf', 'sudoers', 'sudoers.d/*', 'authorized_keys', 'authorized_keys2'],
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  readTree: readLines,
});
