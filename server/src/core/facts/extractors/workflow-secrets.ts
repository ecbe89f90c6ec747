import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asText, entryOf, valueOfKey } from '../objects.ts';
import { known } from '../to-fact.ts';
import { bareExpression, expressionsIn, type Context } from '../workflows/expression.ts';
import { isPinned, partOf, WORKFLOW, workflowsOf, type Job, type Step } from '../workflows/workflow.ts';

/**
 * Secrets that a workflow reads, and those it hands over all at once: `secrets: inherit`, `toJSON(secrets)`, a name that is
 * computed. What the token may do is said by its permissions.
 */
export const workflowSecrets = defineExtractor({
  id: 'workflow-secrets',
  kinds: ['permission.secret'],
  languages: ['yaml'],
  *extract(reading) {
    for (const { root, jobs } of workflowsOf(reading)) {
      for (const job of jobs) {
        const inherited = asText(reading, valueOfKey(reading, job.object, 'secrets'));
        const node = inherited === 'inherit' ? entryOf(reading, job.object, 'secrets') : null;
        if (node !== null)
          yield inherits(node, job.subject, `\`${job.uses ?? ''}\` gets every secret that this workflow has.`);
      }
      for (const text of reading.unit.ofKind('string')) {
        if (!isWithin(text, root)) continue;
        yield* readsIn(reading, text, jobs);
      }
    }
  },
});

function isWithin(node: SyntaxNode, root: SyntaxNode): boolean {
  return node.start >= root.start && node.end <= root.end && node.role !== 'entry.key';
}

function* readsIn(reading: Reading, text: SyntaxNode, jobs: readonly Job[]): Generator<Site> {
  const raw = reading.unit.textOf(text);
  if (!raw.includes('secrets')) return;
  const isCondition = !raw.includes('${{') && isConditionText(reading, text);
  const found = isCondition ? [bareExpression(raw)] : expressionsIn(raw);
  for (const { start, end, contexts } of found) {
    for (const context of contexts) {
      if (!/^secrets(?:\.|$)/.test(context.path) || context.path === 'secrets.github_token') continue;
      const job = jobs.find((each) => text.start >= each.node.start && text.end <= each.node.end);
      const subject = job?.subject ?? WORKFLOW;
      const node = partOf(text, start, end);
      if (context.last === null) yield inherits(node, subject, wholeWords(context));
      else
        yield read(
          node,
          subject,
          context.last,
          job?.steps.find((each) => isHandedTo(each, text)),
        );
    }
  }
}

function isConditionText(reading: Reading, text: SyntaxNode): boolean {
  const entry = text.parent;
  const [key] = entry?.kind === 'entry' ? entry.children : [];
  return key !== undefined && reading.unit.textOf(key) === 'if';
}

function wholeWords({ path }: Context): string {
  return path === 'secrets'
    ? 'The whole `secrets` context is handed over: every secret of the repository, and each that is added later.'
    : 'Which secret it is is computed, so all of them are handed to the runner.';
}

function isHandedTo(step: Step, text: SyntaxNode): boolean {
  return step.uses !== null && text.start >= step.object.start && text.end <= step.object.end;
}

/** GitHub's own actions, and those of this repository. */
const OWN = /^(?:\.\/|\$\/|actions\/|github\/)/;

function read(node: SyntaxNode, subject: Subject, name: string, step: Step | undefined): Site {
  const to = step === undefined || OWN.test(step.uses!) || isPinned(step.uses!) ? null : step.uses!;
  return {
    kind: 'permission.secret',
    action: 'read',
    resource: { kind: 'secret-name', value: known(name) },
    node,
    evidence: [{ node, role: 'source' }, ...(step === undefined ? [] : [{ node: step.node, role: 'sink' as const }])],
    tier: 'proven',
    why: [
      `\`${name}\` is a secret of the repository, the organisation or the environment.`,
      ...(to === null ? [] : [`\`${to}\` is given it, and its code is whatever that version points to.`]),
    ],
    qualifiers: { store: 'GitHub Actions' },
    subject,
    ...(to === null ? {} : { detail: { risk: ['unpinned-action'], path: [to] } }),
  };
}

function inherits(node: SyntaxNode, subject: Subject, why: string): Site {
  return {
    kind: 'permission.secret',
    action: 'inherit',
    resource: { kind: 'secret-name', value: known('*') },
    node,
    evidence: [{ node, role: 'source' }],
    tier: 'proven',
    why: [why],
    qualifiers: { store: 'GitHub Actions' },
    subject,
  };
}
