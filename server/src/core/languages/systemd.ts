import { readAssignments } from './assignments.ts';
import { defineLanguage } from './define.ts';

/** Read as text by what recognises automations in it; of its settings those that the tables know. */
export const systemd = defineLanguage({
  id: 'systemd',
  title: 'systemd unit',
  grammar: '',
  inherits: [],
  extensions: ['.timer', '.service'],
  fileNames: [],
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  isPartly: true,
  readTree: readAssignments,
});
