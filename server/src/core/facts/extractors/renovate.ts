import { watchSite } from '../assurance-site.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { secondsOf } from '../duration.ts';
import { asText, asTexts, entryOf, valueOfKey } from '../objects.ts';
import { known } from '../to-fact.ts';
import { WORKFLOW } from '../workflows/workflow.ts';

const FILE = /(?:^|\/)(?:renovate\.json5?|\.renovaterc(?:\.json5?)?)$/;
const DAY = 86_400;
/** What a rule is for, in the order that says most. */
const FOR = ['matchPackageNames', 'matchPackagePatterns', 'matchDepTypes', 'matchManagers', 'matchUpdateTypes'];
const AGE = /^(?:minimumReleaseAge|stabilityDays)$/;

/** How Renovate brings updates in: who merges them, and after how many days. @see https://docs.renovatebot.com/configuration-options/ (42) */
export const renovate = defineExtractor({
  id: 'renovate',
  kinds: ['workflow.step', 'assurance.detection'],
  languages: ['json', 'yaml'],
  *extract(reading) {
    if (!FILE.test(reading.unit.path)) return;
    for (const object of reading.unit.ofKind('object')) {
      if (asText(reading, valueOfKey(reading, object, 'automerge')) === 'true')
        yield merged(entryOf(reading, object, 'automerge') ?? object, whatFor(reading, object));
      for (const [key, node] of reading.resolver.entriesOf(object))
        if (AGE.test(key)) yield* aged(reading, node, object);
    }
  },
});

function whatFor(reading: Reading, object: SyntaxNode): string {
  for (const key of FOR) {
    const texts = asTexts(reading, valueOfKey(reading, object, key)).map(({ text }) => text);
    if (texts.length > 0) return texts.join(', ').slice(0, 120);
  }
  return 'all packages';
}

function merged(node: SyntaxNode, what: string): Site {
  return {
    kind: 'workflow.step',
    action: 'updates-merge-alone',
    resource: { kind: 'hazard', value: known(what) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: ['Renovate merges them when the checks pass.'],
    subject: WORKFLOW,
  };
}

function* aged(reading: Reading, node: SyntaxNode, object: SyntaxNode): Generator<Site> {
  const seconds = secondsOf(reading, node, DAY);
  if (seconds === null) return;
  const days = seconds / DAY;
  const what = whatFor(reading, object);
  const of = what === 'all packages' ? 'the age of updates' : `the age of updates of ${what}`;
  yield watchSite('cover', of, String(days), node.parent ?? node, `An update is offered when it is ${days} days old.`);
}
