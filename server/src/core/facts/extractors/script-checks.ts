import type { SyntaxNode } from '../../model/syntax.ts';
import { checksIn, checkSite, isSwallowed } from '../check-commands.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { itemsAt, textAt } from '../kubernetes/manifest.ts';
import { asText, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { placeIn } from '../text-place.ts';

const HOOKS = /(?:^|\/)(?:\.husky|\.?git-?hooks|\.hooks)\/[\w-]+(?:\.sh)?$/;
const SCRIPTS = /(?:^|\/)(?:ci|tests?|checks?|verify|validate|presubmit)[\w-]*\.(?:sh|bash)$/;
const TARGETS = /(?:^|\/)(?:GNUm|[Mm])akefile$|\.mk$|(?:^|\/)(?:\.?justfile|tox\.ini)$/i;
const MANAGERS = /(?:^|\/)(?:\.?lefthook(?:-local)?|Taskfile)\.ya?ml$/;
const REPOSITORIES = /(?:^|\/)\.pre-commit-config\.ya?ml$/;

/** Hooks of pre-commit that look for what must not come in, and what they are called elsewhere. Their manifests, 2026-11. */
const HOOK_IDS: readonly (readonly [RegExp, string])[] = [
  [/^gitleaks/, 'gitleaks'],
  [/^trufflehog/, 'trufflehog'],
  [
    /^(?:detect-secrets|detect-private-key|detect-aws-credentials|ripsecrets|ggshield|talisman)/,
    'the scan for secrets',
  ],
  [/^bandit$/, 'bandit'],
  [/^semgrep/, 'semgrep'],
  [
    /^(?:checkov|terraform_checkov|terraform_tfsec|terraform_trivy|tfsec|trivy|kics|terrascan)/,
    'the scan of infrastructure',
  ],
  [/^zizmor$/, 'zizmor'],
  [/^(?:pip-audit|osv-scanner|python-safety-dependencies-check|npm-audit)/, 'the audit of packages'],
  [/^(?:gosec|go-sec\w*)/, 'gosec'],
  [/^(?:pytest|tests?)$/, 'the tests'],
];

/** What hooks of Git, makefiles and scripts of pipelines run to check a change, and whether its failure stops anything. */
export const scriptChecks = defineExtractor({
  id: 'script-checks',
  kinds: ['assurance.detection'],
  languages: ['bash', 'build-script', 'settings', 'yaml'],
  *extract(reading) {
    const { path, tree } = reading.unit;
    if (HOOKS.test(path) || SCRIPTS.test(path) || TARGETS.test(path))
      yield* checksOf(tree.text, (line) => placeOf(reading, line));
    else if (REPOSITORIES.test(path)) yield* ofRepositories(reading);
    else if (MANAGERS.test(path)) for (const entry of reading.unit.ofKind('entry')) yield* ofRun(reading, entry);
  },
});

/** In a file of many targets, the line. */
function placeOf({ unit }: Reading, line: string): SyntaxNode {
  const start = Math.max(0, unit.tree.text.indexOf(line));
  const indent = line.length - line.trimStart().length;
  return placeIn(unit, start + indent, Math.min(unit.tree.text.length, start + line.length));
}

function* checksOf(text: string, at: (line: string) => SyntaxNode): Generator<Site> {
  // A recipe that begins with a hyphen goes on whatever happens.
  for (const { name, line } of checksIn(text))
    yield checkSite(name, isSwallowed(line) || line.startsWith('\t-') ? '1' : '2', at(line));
}

function* ofRun(reading: Reading, entry: SyntaxNode): Generator<Site> {
  const object = entry.parent;
  if (object?.kind !== 'object' || entryOf(reading, object, 'run') !== entry) return;
  yield* checksOf(asText(reading, valueOfKey(reading, object, 'run')) ?? '', () => entry);
}

function* ofRepositories(reading: Reading): Generator<Site> {
  const told = new Set<string>();
  for (const root of documentObjects(reading))
    for (const item of itemsAt(reading, root, 'repos'))
      for (const hook of itemsAt(reading, item, 'hooks')) {
        const id = textAt(reading, hook, 'id') ?? '';
        const name = HOOK_IDS.find(([pattern]) => pattern.test(id))?.[1];
        if (name === undefined || told.has(name)) continue;
        told.add(name);
        yield checkSite(name, '2', hook);
      }
}
