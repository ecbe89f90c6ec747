import type { Fact } from '../model/fact.ts';

const REGISTRIES: Readonly<Record<string, string>> = {
  pypi: 'PyPI',
  cargo: 'crates.io',
  composer: 'Packagist',
  rubygems: 'RubyGems',
  go: 'the Go module proxy',
  maven: 'a Maven repository',
  'gradle-plugin': 'the Gradle plugin portal',
  nuget: 'NuGet',
  actions: 'GitHub',
  image: 'a container registry',
  terraform: 'a Terraform registry',
  helm: 'a chart repository',
  hook: 'a repository of hooks',
  editor: 'the extension marketplace',
  devcontainer: 'a container registry',
  pub: 'pub.dev',
  hex: 'Hex',
  deno: 'JSR or npm',
  cocoapods: 'CocoaPods',
  swift: 'a Git repository',
  bazel: 'the Bazel registry',
  'gitlab-include': 'another project of GitLab',
  orb: 'the orbs of CircleCI',
  'jenkins-library': 'the shared libraries of Jenkins',
  'pipeline-repository': 'another repository',
  'tekton-resolver': 'a catalogue of Tekton',
  'prefect-pull': 'another repository',
};

export function packageText(fact: Fact): string {
  const version = shortVersion(fact).replace(/^===?/, '');
  return version === ''
    ? `${fact.resource.value ?? fact.resource.norm}, any version`
    : `${fact.resource.value ?? fact.resource.norm} ${version}`;
}

/** A commit or digest by its beginning, with what the release is called. */
export function shortVersion(fact: Fact): string {
  const version = fact.qualifiers?.['version'] ?? '';
  const named = /^([0-9a-f]{40}) # (.+)$/.exec(version);
  return named === null
    ? version.replace(/\b([0-9a-f]{10})[0-9a-f]{30,54}\b/g, '$1…')
    : `${named[2]!} (${named[1]!.slice(0, 10)}…)`;
}

export function registryOf(fact: Fact): string {
  return REGISTRIES[fact.qualifiers?.['ecosystem'] ?? ''] ?? 'npm';
}

/** A group whose packages stay on the machines of those who work on the code. */
export function isForDevelopment(fact: Fact): boolean {
  return /^(?:dev|devDependencies|build|tool|hook|editor|test)$/.test(fact.qualifiers?.['group'] ?? '');
}
