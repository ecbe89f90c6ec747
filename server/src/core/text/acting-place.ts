/**
 * Places whose files act because of where they stand. A file that is moved into or out of one is no renamed file: what it did
 * before it did not do there.
 */
const ACTING: readonly RegExp[] = [
  /^\.github\/workflows\/[^/]+\.ya?ml$/,
  /(?:^|\/)action\.ya?ml$/,
  /(?:^|\/)\.gitlab-ci\.yml$/,
  /^\.gitlab\/.+\.ya?ml$/,
  /^\.circleci\/.+\.ya?ml$/,
  /^\.?azure-pipelines[^/]*\.ya?ml$/,
  /^bitbucket-pipelines\.yml$/,
  /^\.buildkite\/.+\.ya?ml$/,
  /^\.?zuul(?:\.d\/.+)?\.ya?ml$/,
  /(?:^|\/)Jenkinsfile$/,
  /^\.husky\/[^/]+$/,
  /^\.?lefthook\.ya?ml$/,
  /^\.pre-commit-config\.yaml$/,
  /(?:^|\/)\.countersign\//,
  /^(?:\.github\/|docs\/|\.gitlab\/|\.bitbucket\/)?CODEOWNERS$/,
];

/** Copies that nothing runs. */
const SET_ASIDE =
  /(?:^|\/)(?:docs?|examples?|samples?|demos?|tests?|__tests__|testdata|fixtures?|__mocks__|node_modules|vendor|vendored|third[_-]party)\//;

/** Whether a file that stood there and stands here now can be spoken of as the same one. */
export function keepsItsPlace(previousPath: string, path: string): boolean {
  return !comesIntoForce(previousPath, path) && placeOf(previousPath) === placeOf(path);
}

/** What is said there had no effect, or a smaller one, than it has here. */
export function comesIntoForce(previousPath: string, path: string): boolean {
  return placeOf(previousPath) < 0 && (placeOf(path) >= 0 || (SET_ASIDE.test(previousPath) && !SET_ASIDE.test(path)));
}

function placeOf(path: string): number {
  return ACTING.findIndex((place) => place.test(path));
}
