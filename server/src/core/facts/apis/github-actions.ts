import { rowOf } from '../../text/row-of.ts';

/** What an action does with GITHUB_TOKEN, from each action's own description (2026-11). */
export interface ActionNeed {
  /** `contents: write`, the scope and the level. */
  readonly scopes: readonly string[];
  /** An input that gives it another token or key: then it needs nothing of this one, unless that is this one. */
  readonly insteadBy?: readonly string[];
  /** Needed only where this input has such a value. */
  readonly when?: readonly [input: string, value: RegExp];
  /** Comments and labels of pull requests go by this scope as well as by that of issues. */
  readonly orPullRequests?: true;
}

const row = (scopes: string, more: Omit<ActionNeed, 'scopes'> = {}): ActionNeed => ({
  scopes: scopes === '' ? [] : scopes.split(', '),
  ...more,
});
const given = (...insteadBy: string[]): Omit<ActionNeed, 'scopes'> => ({ insteadBy });

const OIDC_UNLESS_KEYS = { insteadBy: ['creds', 'aws-access-key-id', 'credentials_json', 'client-secret'] };
const ACTIONS: Readonly<Record<string, readonly ActionNeed[]>> = {
  'actions/checkout': [row('contents: read', given('token', 'ssh-key'))],
  'actions/labeler': [row('contents: read, pull-requests: write', given('repo-token'))],
  'actions/stale': [row('issues: write, pull-requests: write', given('repo-token'))],
  'actions/first-interaction': [row('issues: write, pull-requests: write', given('repo-token', 'repo_token'))],
  'actions/deploy-pages': [row('pages: write, id-token: write', given('token'))],
  'actions/configure-pages': [row('pages: read', given('token'))],
  'actions/attest': [row('id-token: write, attestations: write')],
  'actions/attest-sbom': [row('id-token: write, attestations: write')],
  'actions/attest-build-provenance': [
    row('id-token: write, attestations: write'),
    row('packages: write', { when: ['push-to-registry', /^true$/] }),
  ],
  'actions/create-release': [row('contents: write')],
  'actions/upload-release-asset': [row('contents: write')],
  'actions/delete-package-versions': [row('packages: write', given('token'))],
  'actions/dependency-review-action': [
    row('contents: read'),
    row('pull-requests: write', { when: ['comment-summary-in-pr', /^(?:always|on-failure|true)$/] }),
  ],
  'actions/download-artifact': [row('actions: read', { when: ['run-id', /./], insteadBy: [] })],
  'amannn/action-semantic-pull-request': [row('pull-requests: read')],
  'ad-m/github-push-action': [row('contents: write', given('github_token'))],
  'anothrnick/github-tag-action': [row('contents: write')],
  'aws-actions/configure-aws-credentials': [
    row('id-token: write', { ...OIDC_UNLESS_KEYS, when: ['role-to-assume', /./] }),
  ],
  'azure/login': [row('id-token: write', { ...OIDC_UNLESS_KEYS, when: ['client-id', /./] })],
  'changesets/action': [row('contents: write, pull-requests: write')],
  'cloudflare/wrangler-action': [row('deployments: write', { when: ['gitHubToken', /./] })],
  'crazy-max/ghaction-github-labeler': [row('issues: write', given('github-token'))],
  'dawidd6/action-download-artifact': [row('actions: read', given('github_token'))],
  'dependabot/fetch-metadata': [row('pull-requests: read', given('github-token'))],
  'dorny/paths-filter': [row('pull-requests: read', given('token'))],
  'dorny/test-reporter': [row('checks: write', given('token'))],
  'endbug/add-and-commit': [row('contents: write', given('github_token'))],
  'enricomi/publish-unit-test-result-action': [row('checks: write, pull-requests: write', given('github_token'))],
  'github/codeql-action/analyze': [row('security-events: write', given('token'))],
  'github/codeql-action/init': [row('contents: read', given('token'))],
  'github/codeql-action/autobuild': [],
  'github/codeql-action/upload-sarif': [row('security-events: write', given('token'))],
  'golangci/golangci-lint-action': [
    row('pull-requests: read', { ...given('github-token'), when: ['only-new-issues', /^true$/] }),
  ],
  'google-github-actions/auth': [
    row('id-token: write', { ...OIDC_UNLESS_KEYS, when: ['workload_identity_provider', /./] }),
  ],
  'google-github-actions/release-please-action': [row('contents: write, pull-requests: write', given('token'))],
  'googleapis/release-please-action': [row('contents: write, pull-requests: write', given('token'))],
  'goreleaser/goreleaser-action': [
    row('contents: write', { when: ['args', /^(?![\s\S]*--snapshot)[\s\S]*\brelease\b/] }),
  ],
  'helm/chart-releaser-action': [row('contents: write')],
  'jamesives/github-pages-deploy-action': [row('contents: write', given('token', 'ssh-key'))],
  'lewagon/wait-on-check-action': [row('checks: read', given('repo-token'))],
  'marocchino/sticky-pull-request-comment': [row('pull-requests: write', given('GITHUB_TOKEN'))],
  'mathieudutour/github-tag-action': [row('contents: write', given('github_token'))],
  'mikepenz/action-junit-report': [row('checks: write', given('token'))],
  'ncipollo/release-action': [row('contents: write', given('token'))],
  'ossf/scorecard-action': [row('contents: read'), row('id-token: write', { when: ['publish_results', /^true$/] })],
  'peaceiris/actions-gh-pages': [row('contents: write', given('deploy_key', 'personal_token', 'github_token'))],
  'peter-evans/create-issue-from-file': [row('issues: write', given('token'))],
  'peter-evans/create-or-update-comment': [row('issues: write', { ...given('token'), orPullRequests: true })],
  'peter-evans/create-pull-request': [row('contents: write, pull-requests: write', given('token'))],
  'peter-evans/enable-pull-request-automerge': [row('contents: write, pull-requests: write', given('token'))],
  'peter-evans/find-comment': [row('issues: read', { ...given('token'), orPullRequests: true })],
  'pypa/gh-action-pypi-publish': [row('id-token: write', given('password'))],
  'release-drafter/release-drafter': [row('contents: write, pull-requests: read')],
  'rubygems/release-gem': [row('contents: write, id-token: write')],
  'softprops/action-gh-release': [row('contents: write', given('token'))],
  'stefanzweifel/git-auto-commit-action': [row('contents: write')],
  'styfle/cancel-workflow-action': [row('actions: write', given('access_token'))],
  'thollander/actions-comment-pull-request': [row('pull-requests: write', given('github-token', 'GITHUB_TOKEN'))],
  'tj-actions/changed-files': [row('contents: read', given('token'))],
};

/** They fetch tools, keep files of the run, or work on what is checked out, without a call to the repository's API. */
const NEED_NOTHING =
  /^(?:actions\/(?:cache(?:\/\w+)?|setup-[\w-]+|upload-artifact|download-artifact|upload-pages-artifact|create-github-app-token|github-script|toolkit|hello-world-[\w-]+)|docker\/(?:setup-[\w-]+|build-push-action|bake-action|metadata-action|login-action)|gradle\/(?:actions\/[\w-]+|gradle-build-action|wrapper-validation-action)|dtolnay\/rust-toolchain|dart-lang\/setup-dart|actions-rs\/(?:toolchain|cargo)|actions-rust-lang\/setup-rust-toolchain|swatinem\/rust-cache|taiki-e\/install-action|astral-sh\/(?:setup-uv|ruff-action)|pnpm\/action-setup|oven-sh\/setup-bun|denoland\/setup-deno|ruby\/setup-ruby|shivammathur\/setup-php|erlef\/setup-beam|hashicorp\/setup-[\w-]+|azure\/(?:setup-[\w-]+|k8s-[\w-]+)|google-github-actions\/(?:setup-gcloud|get-gke-credentials|deploy-cloudrun)|aws-actions\/(?:amazon-ecr-login|amazon-ecs-[\w-]+)|codecov\/codecov-action|coverallsapp\/github-action|cachix\/(?:install-nix-action|cachix-action)|determinatesystems\/[\w-]+|microsoft\/setup-msbuild|ilammy\/msvc-dev-cmd|msys2\/setup-msys2|sigstore\/cosign-installer|anchore\/scan-action|aquasecurity\/trivy-action|hadolint\/hadolint-action|crate-ci\/typos|codespell-project\/actions-codespell|pre-commit\/action|psf\/black|browser-actions\/[\w-]+|cypress-io\/github-action|jetli\/wasm-pack-action|mozilla-actions\/sccache-action|extractions\/setup-just|arduino\/setup-protoc|bufbuild\/buf-setup-action|helm\/(?:kind-action|chart-testing-action)|nick-fields\/retry|mikefarah\/yq|slackapi\/slack-github-action|step-security\/harden-runner|jlumbroso\/free-disk-space|easimon\/maximize-build-space|mxschmitt\/action-tmate|madrapps\/jacoco-report)$/;

/** Null: nobody here knows what the action does with the token. @param action lower case, without its version. */
export function actionNeeds(action: string): readonly ActionNeed[] | null {
  return rowOf(ACTIONS, action) ?? (NEED_NOTHING.test(action) ? [] : null);
}
