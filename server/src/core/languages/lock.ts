import { defineLanguage } from './define.ts';

/**
 * Locks have up to a million lines: no tree is made of them, `facts/locks/` reads their text line by line. A test compares
 * the names with those of the formats.
 */
export const lock = defineLanguage({
  id: 'lock',
  title: 'Lock file',
  grammar: '',
  inherits: [],
  extensions: [],
  fileNames: [
    'package-lock.json',
    'npm-shrinkwrap.json',
    'pnpm-lock.yaml',
    'yarn.lock',
    'bun.lock',
    'deno.lock',
    'Pipfile.lock',
    'poetry.lock',
    'uv.lock',
    'pdm.lock',
    'go.sum',
    'go.work.sum',
    'gradle.lockfile',
    'buildscript-gradle.lockfile',
    'Cargo.lock',
    'packages.lock.json',
    'Gemfile.lock',
    'gems.locked',
    'composer.lock',
    '.terraform.lock.hcl',
    'Podfile.lock',
    'Package.resolved',
    'pubspec.lock',
    'mix.lock',
    'Chart.lock',
    'requirements.lock',
  ],
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
});
