import { isArchivedAction } from '../apis/github-contexts.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { asText, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { WORKFLOW } from '../workflows/workflow.ts';
import { known } from '../to-fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';

const DEPENDABOT = /(?:^|\/)\.github\/dependabot\.ya?ml$/;
const HOOKS = /(?:^|\/)\.pre-commit-config\.ya?ml$/;
/** Days in which most packages that turn out to be hostile are found. */
const COOLDOWN_DAYS = 7;

/**
 * How updates come in: at once or after some days, with code of theirs run, over a connection that nobody proves.
 * @see https://docs.github.com/code-security/dependabot/working-with-dependabot/dependabot-options-reference (2026-11)
 */
export const updateSettings = defineExtractor({
  id: 'update-settings',
  kinds: ['workflow.step'],
  languages: ['yaml'],
  *extract(reading) {
    const { path } = reading.unit;
    if (DEPENDABOT.test(path)) for (const root of documentObjects(reading)) yield* updates(reading, root);
    if (HOOKS.test(path)) for (const root of documentObjects(reading)) yield* hooks(reading, root);
  },
});

function* updates(reading: Reading, root: SyntaxNode): Generator<Site> {
  const groups = objectAt(reading, root, 'multi-ecosystem-groups');
  for (const item of itemsAt(reading, root, 'updates')) {
    const ecosystem = textAt(reading, item, 'package-ecosystem') ?? 'packages';
    if (textAt(reading, item, 'insecure-external-code-execution') === 'allow')
      yield site(
        entryOf(reading, item, 'insecure-external-code-execution') ?? item,
        'updates-run-code',
        ecosystem,
        'Code of the packages runs while they are looked at.',
      );
    const group = textAt(reading, item, 'multi-ecosystem-group');
    const ofGroup = groups === null || group === null ? null : objectAt(reading, groups, group);
    const own = objectAt(reading, item, 'cooldown');
    const cooldown = own ?? (ofGroup === null ? null : objectAt(reading, ofGroup, 'cooldown'));
    const given = cooldown === null ? null : asText(reading, valueOfKey(reading, cooldown, 'default-days'));
    if (Number(given ?? 0) >= COOLDOWN_DAYS) continue;
    const at = own === null ? 'package-ecosystem' : 'cooldown';
    yield site(
      (own === null ? null : entryOf(reading, own, 'default-days')) ?? entryOf(reading, item, at) ?? item,
      'updates-at-once',
      ecosystem,
      given === null
        ? 'A new version is offered on the day that it is published.'
        : `A new version is offered after ${given} days.`,
    );
  }
}

function* hooks(reading: Reading, root: SyntaxNode): Generator<Site> {
  for (const item of itemsAt(reading, root, 'repos')) {
    const repository = textAt(reading, item, 'repo') ?? '';
    const named = /^(?:https?|git|ssh):\/\/(?:git@)?github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(
      repository,
    )?.[1];
    if (named !== undefined && isArchivedAction(named.toLowerCase()))
      yield site(
        entryOf(reading, item, 'repo') ?? item,
        'archived-action',
        named,
        'Its repository is archived: what is found in it is mended no more.',
      );
    if (/^(?:http|git):\/\//.test(repository))
      yield site(
        entryOf(reading, item, 'repo') ?? item,
        'fetched-in-the-open',
        repository,
        'Whoever is on the way can put other code in its place.',
      );
  }
}

function site(node: SyntaxNode, action: string, what: string, why: string): Site {
  return {
    kind: 'workflow.step',
    action,
    resource: { kind: 'hazard', value: known(what) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [why],
    subject: WORKFLOW,
  };
}
