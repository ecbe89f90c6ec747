import { defineLanguage } from './define.ts';
import { readRubyString } from './ruby-text.ts';

/** Methods of `Kernel` that reach outside; a class may have its own of the same name, which is found first. */
const KERNEL = new Set(
  'system exec spawn fork eval open load require require_relative puts print p pp warn syscall'.split(' '),
);

export const ruby = defineLanguage({
  id: 'ruby',
  title: 'Ruby',
  grammar: 'ruby',
  inherits: [],
  extensions: ['.rb', '.rake', '.gemspec', '.ru', '.jbuilder', '.thor'],
  fileNames: [
    'Gemfile',
    'Rakefile',
    'Guardfile',
    'Capfile',
    'Podfile',
    'Fastfile',
    'Vagrantfile',
    'Brewfile',
    'Dangerfile',
  ],
  readString: readRubyString,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: true,
  exportsName: (name) => /^[A-Z]/.test(name),
  isBlocking: true,
  answersLast: true,
  handsReceiver: new Set(['tap', 'then', 'yield_self']),
  handsElements: new Set(['each', 'map', 'flat_map', 'each_with_index', 'select', 'reject', 'each_entry']),
  hasImplicitSelf: true,
  fieldName: /^@/,
  fieldRead: (name) => `@${name}`,
  fileName: /^\$/,
  closedName: /^[a-z_]/,
  constructorMember: 'new',
  unnamedCall: 'Kernel.`',
  freeName: (name, isCalled) => {
    if (/^[A-Z]/.test(name) && !isCalled) return { kind: 'symbol', name };
    if (KERNEL.has(name) || name === 'URI') return { kind: 'symbol', name: `Kernel.${name}` };
    return { kind: 'symbol', name: `self.${name}` };
  },
});
