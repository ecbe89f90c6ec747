export type LeftOutReason = 'ignored' | 'dependencies' | 'generated' | 'lock-file' | 'configured' | 'too-large';

/** Known by their place alone: content that claims to be generated proves nothing. */
export const leftOutPlaces: readonly { readonly reason: LeftOutReason; readonly patterns: readonly string[] }[] = [
  {
    reason: 'dependencies',
    patterns: ['node_modules/', '.venv/', 'venv/', 'site-packages/', '.tox/', '.gradle/', '.cargo/registry/'],
  },
  {
    reason: 'generated',
    patterns: [
      'dist/',
      'coverage/',
      '.next/',
      '.nuxt/',
      '__pycache__/',
      '.mypy_cache/',
      '.pytest_cache/',
      '*.min.js',
      '*.js.map',
      '*.css.map',
    ],
  },
  {
    reason: 'lock-file',
    patterns: [
      'package-lock.json',
      'npm-shrinkwrap.json',
      'yarn.lock',
      'pnpm-lock.yaml',
      'bun.lock',
      'poetry.lock',
      'uv.lock',
      'Pipfile.lock',
      'Cargo.lock',
      'Gemfile.lock',
      'composer.lock',
      'go.sum',
    ],
  },
];

const folders: ReadonlySet<string> = new Set(
  leftOutPlaces.flatMap(({ patterns }) =>
    patterns.filter((pattern) => /^[^*/]+\/$/u.test(pattern)).map((pattern) => pattern.slice(0, -1)),
  ),
);

/** Whether it lies in a folder that is left out by its name: all that is asked where no ignore file is read. */
export function isInLeftOutFolder(path: string): boolean {
  return path
    .split('/')
    .slice(0, -1)
    .some((name) => folders.has(name));
}
