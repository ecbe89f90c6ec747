/** Locks by the manifest that they are written for: whole file names, side by side or the manifest in a folder below. */
const MANIFESTS: Readonly<Record<string, string>> = {
  'package-lock.json': 'package.json',
  'npm-shrinkwrap.json': 'package.json',
  'pnpm-lock.yaml': 'package.json',
  'yarn.lock': 'package.json',
  'bun.lock': 'package.json',
  'Cargo.lock': 'Cargo.toml',
  'poetry.lock': 'pyproject.toml',
  'uv.lock': 'pyproject.toml',
  'pdm.lock': 'pyproject.toml',
  'Pipfile.lock': 'Pipfile',
  'Gemfile.lock': 'Gemfile',
  'gems.locked': 'gems.rb',
  'composer.lock': 'composer.json',
  'go.sum': 'go.mod',
};

/** What the manifest of a lock is called; null: no lock, or of a kind whose manifests are not compared with it. */
export function manifestOf(path: string): string | null {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return Object.hasOwn(MANIFESTS, file) ? MANIFESTS[file]! : null;
}

/** As registries compare names. */
export function plainPackageName(ecosystem: string, name: string): string {
  if (ecosystem === 'pypi') return name.toLowerCase().replaceAll(/[_.]+/g, '-');
  if (ecosystem === 'cargo') return name.replaceAll('_', '-');
  // A major version is part of the path, which manifests are read without.
  if (ecosystem === 'go') return name.replace(name.startsWith('gopkg.in/') ? /\.v\d+$/ : /\/v\d+$/, '');
  return name;
}

/** Groups in which a manifest says what is taken of a package whatever else asks for it. */
export const SETTLED_GROUP = /^(?:overrides|resolutions|source|replace)$/;
/** Groups whose packages a lock need not hold, or holds as somebody else decides. */
export const UNLOCKED_GROUP =
  /^(?:overrides|resolutions|peerDependencies|build|source|replace|tool|indirect|uses|platform)$/;
