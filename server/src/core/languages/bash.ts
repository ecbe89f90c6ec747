import type { FreeName } from '../model/language.ts';
import { readBashString } from './bash-text.ts';
import { defineLanguage } from './define.ts';

/** Variables that the shell itself sets: they say nothing about what a script is given. */
const OF_THE_SHELL =
  /^(?:BASH\w*|COLUMNS|COMP_\w+|DIRSTACK|EPOCH\w+|EUID|FUNCNAME|GROUPS|HISTCMD|HOSTNAME|HOSTTYPE|HOME|IFS|LANG|LC_\w+|LINENO|LINES|MACHTYPE|MAPFILE|OLDPWD|OPTARG|OPTIND|OSTYPE|PATH|PIPESTATUS|PPID|PS[0-4]|PWD|RANDOM|READLINE_\w+|REPLY|SECONDS|SHELL|SHELLOPTS|SHLVL|SRANDOM|TERM|TMPDIR|UID|USER|LOGNAME|EDITOR)$/;

/** Files of Husky, which runs them with `sh`. */
const HUSKY = ['pre-commit', 'pre-push', 'commit-msg', 'prepare-commit-msg', 'post-merge', 'post-checkout'].map(
  (name) => `.husky/${name}`,
);

export const bash = defineLanguage({
  id: 'bash',
  title: 'Shell script',
  grammar: 'bash',
  largeLexer: true,
  inherits: [],
  extensions: ['.sh', '.bash', '.zsh', '.ksh'],
  fileNames: [
    '.bashrc',
    '.bash_profile',
    '.bash_aliases',
    '.profile',
    '.zshrc',
    '.zprofile',
    '.zshenv',
    'PKGBUILD',
    ...HUSKY,
  ],
  readString: readBashString,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: true,
  exportsName: () => true,
  isBlocking: true,
  freeName,
  leaksAssignments: true,
  callsAreCommands: true,
});

/** `$1` is what a function is given, `$API_URL` what the environment says. In lower case it is set somewhere else. */
function freeName(name: string, isCalled: boolean): FreeName {
  if (isCalled) return { kind: 'symbol', name };
  if (/^[1-9]\d?$/.test(name)) return { kind: 'parameter', index: Number(name) - 1 };
  return /^[A-Z][A-Z0-9_]*$/.test(name) && !OF_THE_SHELL.test(name) ? { kind: 'environment' } : { kind: 'unknown' };
}
