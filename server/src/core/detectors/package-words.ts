import type { Fact } from '../model/fact.ts';

const REGISTRIES: Readonly<Record<string, string>> = {
  pypi: 'PyPI',
  cargo: 'crates.io',
  composer: 'Packagist',
  rubygems: 'RubyGems',
  go: 'the Go module proxy',
};

export function packageText(fact: Fact): string {
  const version = (fact.qualifiers?.['version'] ?? '').replace(/^===?/, '');
  return version === ''
    ? `${fact.resource.value ?? fact.resource.norm}, any version`
    : `${fact.resource.value ?? fact.resource.norm} ${version}`;
}

export function registryOf(fact: Fact): string {
  return REGISTRIES[fact.qualifiers?.['ecosystem'] ?? ''] ?? 'npm';
}

/** A group whose packages stay on the machines of those who work on the code. */
export function isForDevelopment(fact: Fact): boolean {
  return /^(?:dev|devDependencies|build)$/.test(fact.qualifiers?.['group'] ?? '');
}
