import { compareVersions, versionNumbers } from '../../text/version-order.ts';

/** A published flaw of an action. */
export interface ActionFlaw {
  readonly id: string;
  /** The first version without it. */
  readonly fixed: string;
  /** The first with it; absent: all before. */
  readonly since?: string;
  /** A clause. */
  readonly what: string;
}

const row = (id: string, fixed: string, what: string, since?: string): ActionFlaw => ({
  id,
  fixed,
  what,
  ...(since === undefined ? {} : { since }),
});

/** Source: the GitHub Advisory Database, ecosystem "actions", as of 2026-11; not all of it. The rest is asked for by `countersign osv --online`. */
const FLAWS: Readonly<Record<string, readonly ActionFlaw[]>> = {
  'tj-actions/changed-files': [
    row('CVE-2025-30066', '46.0.1', 'its tags were moved to code that prints the secrets of the job'),
    row('CVE-2023-51664', '41', 'names of files are run as commands'),
  ],
  'tj-actions/branch-names': [row('CVE-2025-54416', '9.0.0', 'names of branches are run as commands')],
  'tj-actions/verify-changed-files': [row('CVE-2023-52137', '17.0.0', 'names of files are run as commands')],
  'actions/download-artifact': [
    row('CVE-2024-42471', '4.1.3', 'an artifact is unpacked outside of its folder', '4.0.0'),
  ],
  'dawidd6/action-download-artifact': [
    row('GHSA-5xr6-xhww-33m4', '6', 'artifacts of forks are taken for those of the repository'),
  ],
  'atlassian/gajira-create': [row('CVE-2020-14188', '2.0.1', 'titles of issues are run as code')],
  'atlassian/gajira-comment': [row('CVE-2020-14189', '2.0.2', 'texts of comments are run as code')],
  'rlespinasse/github-slug-action': [row('CVE-2023-27581', '4.4.1', 'names of branches are run as commands', '4.0.0')],
  'embano1/wip': [row('CVE-2023-30623', '2', 'titles of pull requests are run as commands')],
  'bullfrogsec/bullfrog': [row('CVE-2025-47775', '0.8.4', 'DNS over TCP goes past its filter')],
  'step-security/harden-runner': [row('CVE-2025-32955', '2.12.0', 'its ban on sudo can be gone around', '0.12.0')],
  'kartverket/github-workflows': [row('CVE-2022-39326', '2.7.5', 'its inputs are run as code')],
  'azure/setup-kubectl': [row('CVE-2023-23939', '3', 'what it installs may be written by all users')],
  'hashicorp/vault-action': [row('CVE-2021-32074', '2.2.0', 'secrets of several lines stay in the log')],
  'ozi-project/publish': [row('CVE-2025-47271', '1.13.6', 'its inputs are run as commands', '1.13.2')],
  'check-spelling/check-spelling': [row('CVE-2021-32724', '0.0.19', 'a pull request gets at the token')],
  'canonical/get-workflow-version-action': [row('CVE-2025-31479', '1.0.1', 'it prints the token where it fails')],
  'sonarsource/sonarqube-scan-action': [row('CVE-2025-58178', '5.3.1', 'its arguments are run as commands', '4.0.0')],
  'lycheeverse/lychee-action': [row('CVE-2024-48908', '2.0.2', 'its version is run as a command')],
  'gradle/gradle-build-action': [row('CVE-2023-30853', '2.4.2', 'its cache holds secrets of the build')],
  'github/codeql-action': [row('CVE-2025-24362', '3.28.3', 'its debug artifacts hold variables of the job', '3.26.11')],
  'ultralytics/actions': [row('GHSA-7x29-qqmq-v6qc', '0.0.3', 'names of branches are run as commands')],
  'pypa/gh-action-pypi-publish': [row('GHSA-vxmw-7h4f-hqxh', '1.13.0', 'its inputs are run as commands', '1.7.0')],
};

/** A tag such as `v4` moves to the newest of its line: it has the flaw only where all of the line has. */
export function flawOf(action: string, version: string): ActionFlaw | null {
  const numbers = versionNumbers(version);
  const repository = action.split('/', 2).join('/');
  const flaws = Object.hasOwn(FLAWS, repository) ? FLAWS[repository]! : [];
  if (numbers === null) return null;
  const isMoving = numbers.length < 3 && /^v?\d+(?:\.\d+)?$/.test(version);
  return flaws.find(({ fixed, since }) => isWithin(numbers, isMoving, version, fixed, since ?? '0')) ?? null;
}

function isWithin(
  numbers: readonly number[],
  isMoving: boolean,
  version: string,
  fixed: string,
  since: string,
): boolean {
  const upTo = versionNumbers(fixed)!;
  if (isMoving) {
    const line = upTo.slice(0, numbers.length).join('.');
    return (
      (compareVersions(numbers.join('.'), line) ?? 0) < 0 &&
      (compareVersions(numbers.join('.'), firstOf(since, numbers)) ?? 0) >= 0
    );
  }
  return (compareVersions(version, fixed) ?? 0) < 0 && (compareVersions(version, since) ?? 0) >= 0;
}

function firstOf(since: string, { length }: readonly number[]): string {
  return versionNumbers(since)!.slice(0, length).join('.');
}
