import type { SyntaxNode } from '../../model/syntax.ts';
import { watchSite } from '../assurance-site.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { entriesIn, isTerraform } from '../grants/declarations.ts';
import { resourcesOf } from '../grants/resources.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { asText, asTexts, documentObjects, valueOfKey } from '../objects.ts';

/** Settings of a protected branch; `loose`: it is `true` that lets more through. */
const SETTINGS: Readonly<Record<string, 'strict' | 'loose' | 'list'>> = {
  required_approving_review_count: 'strict',
  dismiss_stale_reviews: 'strict',
  dismiss_stale_reviews_on_push: 'strict',
  require_code_owner_reviews: 'strict',
  require_code_owner_review: 'strict',
  require_last_push_approval: 'strict',
  required_review_thread_resolution: 'strict',
  require_conversation_resolution: 'strict',
  required_conversation_resolution: 'strict',
  require_signed_commits: 'strict',
  required_signatures: 'strict',
  required_linear_history: 'strict',
  enforce_admins: 'strict',
  strict: 'strict',
  strict_required_status_checks_policy: 'strict',
  strict_status_checks_policy: 'strict',
  lock_branch: 'strict',
  contexts: 'list',
  allows_force_pushes: 'loose',
  allow_force_pushes: 'loose',
  allow_force_push: 'loose',
  allows_deletions: 'loose',
  allow_deletions: 'loose',
};

/** Levels that are followed below a branch. */
const MAX_DEPTH = 6;

/**
 * What a branch insists on before it changes, where it is written as code: `settings.yml`, Terraform, exported rulesets.
 * @see https://docs.github.com/rest/repos/rules (2026-11)
 */
export const branchProtection = defineExtractor({
  id: 'branch-protection',
  kinds: ['assurance.detection'],
  languages: ['yaml', 'json', 'terraform'],
  *extract(reading) {
    const { path } = reading.unit;
    if (/(?:^|\/)\.github\/settings\.ya?ml$/.test(path)) {
      for (const root of documentObjects(reading))
        for (const branch of itemsAt(reading, root, 'branches'))
          yield* settingsIn(
            reading,
            objectAt(reading, branch, 'protection'),
            textAt(reading, branch, 'name') ?? 'a branch',
            0,
          );
    } else if (isTerraform(reading)) {
      for (const resource of resourcesOf(reading))
        if (
          /^(?:github_branch_protection(?:_v3)?|github_(?:repository|organization)_ruleset|gitlab_branch_protection)$/.test(
            resource.type,
          )
        )
          yield* settingsIn(reading, resource.body, resource.symbol, 0);
    } else if (path.endsWith('.json')) {
      for (const root of documentObjects(reading)) if (isRuleset(reading, root)) yield* ruleset(reading, root);
    }
  },
});

function* settingsIn(reading: Reading, object: SyntaxNode | null, branch: string, depth: number): Generator<Site> {
  if (object === null || depth > MAX_DEPTH) return;
  for (const [key, value] of entriesIn(reading, object)) {
    const kind = Object.hasOwn(SETTINGS, key) ? SETTINGS[key] : undefined;
    if (kind === 'list') {
      for (const { node, text } of asTexts(reading, value))
        yield watchSite('protect', `${branch}: the check ${text}`, 'on', node, `${branch} waits for ${text}.`);
    } else if (kind !== undefined) {
      const text = asText(reading, value) ?? reading.unit.textOf(value);
      yield watchSite(
        'protect',
        `${branch}: ${key}`,
        strictness(text, kind),
        value.parent ?? value,
        `\`${key}\` of ${branch} is ${text}.`,
      );
    } else if (key === 'enforcement') {
      const text = asText(reading, value) ?? '';
      yield watchSite(
        'protect',
        `${branch}: enforcement`,
        ENFORCEMENT[text] ?? '',
        value.parent ?? value,
        `The rules of ${branch} are ${text}.`,
      );
    } else if (value.kind === 'object') yield* settingsIn(reading, value, branch, depth + 1);
    else if (value.kind === 'array')
      for (const item of value.children)
        if (item.kind === 'object') yield* settingsIn(reading, item, branch, depth + 1);
  }
}

const ENFORCEMENT: Readonly<Record<string, string>> = { active: '2', evaluate: '1', disabled: '0' };

/** As a number that is the higher the stricter it is. */
function strictness(text: string, kind: 'strict' | 'loose'): string {
  if (/^\d+$/.test(text)) return text;
  const isOn = text === 'true';
  return isOn === (kind === 'strict') ? '1' : '0';
}

function isRuleset(reading: Reading, root: SyntaxNode): boolean {
  return (
    textAt(reading, root, 'enforcement') !== null &&
    valueOfKey(reading, root, 'rules') !== null &&
    /^(?:branch|tag|push)$/.test(textAt(reading, root, 'target') ?? '')
  );
}

function* ruleset(reading: Reading, root: SyntaxNode): Generator<Site> {
  const name = `ruleset ${textAt(reading, root, 'name') ?? ''}`.trim();
  yield* settingsIn(reading, root, name, 0);
  for (const rule of itemsAt(reading, root, 'rules')) {
    const type = textAt(reading, rule, 'type');
    if (type !== null) yield watchSite('protect', `${name}: ${type}`, 'on', rule, `${name} has the rule ${type}.`);
    for (const check of itemsAt(reading, objectAt(reading, rule, 'parameters'), 'required_status_checks')) {
      const context = textAt(reading, check, 'context');
      if (context !== null)
        yield watchSite('protect', `${name}: the check ${context}`, 'on', check, `${name} waits for ${context}.`);
    }
  }
  const passing = itemsAt(reading, root, 'bypass_actors');
  yield watchSite(
    'protect',
    `${name}: who passes by it`,
    String(-passing.length),
    passing[0] ?? root,
    `${passing.length} may pass by ${name}.`,
  );
}
