import { pinOf, type Pin } from './package-specs.ts';

const COMMIT = /^[0-9a-f]{40}$/;
const MOVING = /^(?:main|master|develop|dev|trunk|head|~?latest|edge|nightly|stable|next|volatile|dev:.*)$/is;

/** How firmly a version text holds a package, in the words of its ecosystem. */
export function pinOfVersion(ecosystem: string, source: string, version: string): Pin {
  if (source !== 'registry')
    return COMMIT.test(version.replace(/^.*[@#]/, '')) || source === 'file' ? 'exact' : 'range';
  switch (ecosystem) {
    case 'actions':
    case 'hook':
    case 'gitlab-include':
    case 'jenkins-library':
    case 'pipeline-repository':
    case 'tekton-resolver':
    case 'prefect-pull':
      return COMMIT.test(commitOf(version)) ? 'exact' : MOVING.test(version) || version === '' ? 'none' : 'range';
    case 'image':
      return version.includes('@sha256:') ? 'exact' : version === '' || MOVING.test(version) ? 'none' : 'range';
    // Releases of orbs are never replaced; a shorter number is whichever is newest of that line.
    case 'orb':
      return /^\d+\.\d+\.\d+$/.test(version) ? 'exact' : MOVING.test(version) || version === '' ? 'none' : 'range';
    case 'npm':
      return pinOf(version, 'npm');
    case 'maven':
      return /^(?:LATEST|RELEASE|latest\..*|\+)?$/.test(version) ? 'none' : /[[(+]/.test(version) ? 'range' : 'exact';
    case 'nuget':
      return version.includes('*') ? (version === '*' ? 'none' : 'range') : version === '' ? 'none' : 'exact';
    default:
      return pinOf(version, 'pypi');
  }
}

/** The commit that a version text holds: `<commit> # v4.1.1`, `…#<commit>`, `…@<commit>`. */
export function commitOf(version: string): string {
  return version.replace(/ # .*$/, '').replace(/^.*[@#]/, '');
}

/** What the release is called beside its commit. Null: nothing is said. */
export function releaseOf(version: string): string | null {
  return / # (.*)$/.exec(version)?.[1] ?? null;
}

export function isCommit(text: string): boolean {
  return COMMIT.test(text);
}
