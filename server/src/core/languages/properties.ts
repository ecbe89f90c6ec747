import { readAssignments } from './assignments.ts';
import { defineLanguage } from './define.ts';

/** Settings a line each: `.env`, properties of Java, ini files, configuration of daemons. */
export const properties = defineLanguage({
  id: 'properties',
  title: 'Settings',
  grammar: '',
  inherits: [],
  extensions: ['.properties', '.env', '.ini', '.cfg', '.cnf', '.conf'],
  fileNames: ['.env', '.env.*', '*.env.*', '.flaskenv', '.envrc', 'sshd_config', 'ssh_config'],
  readString: (raw) => raw.replace(/^(["'])([\s\S]*)\1$/, '$2'),
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  readTree: readAssignments,
});
