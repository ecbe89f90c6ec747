import type { Remedy, Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asObject, asText, entryOf, keyText, valueOfKey } from '../objects.ts';
import { known } from '../to-fact.ts';
import { insteadOfAll, insteadOfDefault, insteadOfScope, leastFor, type Least } from '../workflows/remedies.ts';
import { needOfGrant } from '../workflows/token-grants.ts';
import { WORKFLOW, workflowsOf, type Job } from '../workflows/workflow.ts';

/**
 * What GITHUB_TOKEN may do, by the `permissions:` blocks of a GitHub Actions workflow. Without a block the repository's
 * default holds, which may be write: a fact of its own, so that removing a block is seen.
 * @see https://docs.github.com/actions/reference/workflow-syntax-for-github-actions#permissions (2026-11)
 */
export const workflowPermissions = defineExtractor({
  id: 'workflow-permissions',
  kinds: ['permission.grant'],
  languages: ['yaml'],
  *extract(reading) {
    for (const workflow of workflowsOf(reading)) {
      const { kind, root, triggers, jobs } = workflow;
      if (kind === 'action') continue;
      const withoutBlock = jobs.filter(({ object }) => valueOfKey(reading, object, 'permissions') === null);
      const needed = (of: readonly Job[]): Needed => ({
        of: (scope, level) => needOfGrant(reading, workflow, of, scope, level),
        least: leastFor(reading, workflow, of),
      });
      const inherited = needed(withoutBlock);
      yield* grants(reading, root, WORKFLOW, inherited);
      // What can only be called has what its callers give, unless it calls on.
      const isCalled = triggers.length === 1 && triggers[0]!.event === 'workflow_call';
      for (const job of jobs)
        if (!withoutBlock.includes(job)) yield* grants(reading, job.object, job.subject, needed([job]));
      const isOpen = withoutBlock.some(({ uses }) => !isCalled || uses !== null);
      if (isOpen && valueOfKey(reading, root, 'permissions') === null) {
        const why = 'No `permissions:` block: the token has what the repository gives by default, which may be write.';
        const entry = entryOf(reading, root, 'jobs');
        const remedy = entry === null ? undefined : insteadOfDefault(reading, entry, inherited.least);
        yield grant(entry ?? root, WORKFLOW, '*', 'default', why, null, remedy);
      }
    }
  },
});

interface Needed {
  /** Whether the steps that have a scope are known to need it at that level. */
  readonly of: (scope: string, level: string) => 'declared' | 'excess' | null;
  readonly least: Least;
}

function* grants(reading: Reading, owner: SyntaxNode, subject: Subject, needed: Needed): Generator<Site> {
  const block = valueOfKey(reading, owner, 'permissions');
  if (block === null) return;
  const all = asText(reading, block);
  const place = entryOf(reading, owner, 'permissions') ?? block;
  if (all !== null && /^(read|write)-all$/.test(all)) {
    const why = `\`permissions: ${all}\` gives every scope at once.`;
    yield grant(place, subject, '*', all.replace('-all', ''), why, null, insteadOfAll(reading, place, needed.least));
    return;
  }
  const scopes = asObject(reading, block);
  if (scopes !== null && scopes.children.every(({ kind }) => kind === 'comment'))
    yield grant(place, subject, '*', 'none', 'The empty `permissions:` block takes everything away.');
  for (const entry of scopes?.children ?? []) {
    const scope = entry.kind === 'entry' ? keyText(reading, entry) : null;
    const level = scope === null ? null : asText(reading, valueOfKey(reading, scopes!, scope));
    if (scope === null || level === null || level === 'none') continue;
    const why = `\`${scope}: ${level}\` stands in the \`permissions:\` block of ${subject.symbol}.`;
    const need = needed.of(scope, level);
    const remedy = need === 'excess' ? insteadOfScope(reading, place, scopes!, entry, scope, needed.least) : undefined;
    yield grant(entry, subject, scope, level, why, need, remedy);
  }
}

function grant(
  node: SyntaxNode,
  subject: Subject,
  scope: string,
  level: string,
  why: string,
  need: ReturnType<Needed['of']> = null,
  remedy?: Remedy,
): Site {
  return {
    kind: 'permission.grant',
    action: scope,
    resource: { kind: 'token', value: known('GITHUB_TOKEN') },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [why, ...(need === 'excess' ? ['No step that has it is known to need it.'] : [])],
    qualifiers: { level },
    subject: { ...subject, principal: 'GITHUB_TOKEN' },
    detail: {
      accessLevel: level,
      ...(need === null ? {} : { grant: need }),
      ...(remedy === undefined ? {} : { remedy }),
    },
  };
}
