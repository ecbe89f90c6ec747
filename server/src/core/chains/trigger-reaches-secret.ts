import type { ChainStep } from '../model/chain.ts';
import type { Fact } from '../model/fact.ts';
import { defineChainKind, type FoundChain } from './define.ts';
import { resourceOf, weakest } from './steps.ts';

/** Triggers that outsiders pull and that run with what the repository has. */
const OF_OUTSIDERS: ReadonlySet<string> = new Set([
  'pull_request_target',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
  'workflow_run',
  'fork',
  'watch',
  'gollum',
]);

/** Somebody outside starts a workflow, their text or code runs in it, and the job has what they must not get. */
export const triggerReachesSecret = defineChainKind({
  id: 'trigger-reaches-secret',
  shape: 'trigger-to-secret',
  facet: 'workflow',
  why: 'Whoever comments or opens a pull request can have a program of theirs run where this is at hand.',
  fix: 'Split it: one workflow without secrets looks at what outsiders send, another, started by people of the project, publishes.',
  tags: ['CWE-829', 'CICD-SEC-4', 'NHI4'],
  *find({ facts }): Generator<FoundChain> {
    for (const [path, all] of facts) {
      const trigger = all.find(({ kind, action }) => kind === 'workflow.trigger' && OF_OUTSIDERS.has(action));
      if (trigger === undefined) continue;
      const jobs = new Set(all.flatMap(({ subject }) => (subject.type === 'job' ? [subject.symbol] : [])));
      for (const job of jobs) {
        const entry = all.find((fact) => fact.subject.symbol === job && isEntry(fact));
        if (entry === undefined) continue;
        for (const power of powersOf(all, job)) yield toChain(path, trigger, entry, power);
      }
    }
  },
});

/** A text of an outsider is put into a command, or their code is fetched. */
function isEntry({ kind, action, qualifiers }: Fact): boolean {
  const isUntrusted = action === 'interpolate' || action === 'checkout-untrusted';
  return kind === 'workflow.step' && isUntrusted && qualifiers?.['source'] === 'outsider';
}

interface Power {
  readonly fact: Fact;
  readonly words: string;
}

/** What a job has that outsiders must not get, worst first. Rights of the workflow are those of a job that has no own. */
function powersOf(all: readonly Fact[], job: string): readonly Power[] {
  const own = all.filter(({ subject }) => subject.symbol === job);
  const isGrant = ({ kind }: Fact): boolean => kind === 'permission.grant';
  const grants = own.some(isGrant)
    ? own.filter(isGrant)
    : all.filter((fact) => isGrant(fact) && fact.subject.type === 'workflow');
  const powers: Power[] = [];
  for (const fact of own) {
    if (fact.kind === 'workflow.identity') powers.push({ fact, words: `The job acts as \`${fact.resource.norm}\`` });
    if (fact.kind === 'permission.secret' && fact.resource.norm !== 'GITHUB_TOKEN')
      powers.push({
        fact,
        words:
          fact.action === 'inherit'
            ? 'The job is given all secrets'
            : `The job has the secret \`${fact.resource.norm}\``,
      });
  }
  for (const fact of grants)
    if (fact.qualifiers?.['level'] === 'write' || fact.action.startsWith('write-all'))
      powers.push({ fact, words: `Its token may write \`${fact.action}\`` });
  return powers;
}

function toChain(path: string, trigger: Fact, entry: Fact, { fact, words }: Power): FoundChain {
  const step = (role: ChainStep['role'], of: Fact, said: string): Omit<ChainStep, 'isNew'> => ({
    role,
    path,
    range: of.provenance.range,
    words: said,
    factId: of.id,
  });
  const isCode = entry.action === 'checkout-untrusted';
  return {
    key: [entry.action, fact.kind, fact.action].join('\n'),
    ends: [trigger.action, entry.subject.symbol, fact.resource.norm].join('\n'),
    group: `${path} ${entry.subject.symbol}`,
    kind: 'workflow.step',
    action: entry.action,
    resource: resourceOf(fact.resource.kind, fact.resource.norm),
    subject: entry.subject,
    steps: [
      step('source', trigger, `\`${trigger.action}\` starts the workflow: outsiders can`),
      step(
        'step',
        entry,
        isCode ? 'Code of the pull request is fetched' : `\`${entry.resource.norm}\` is put into a command`,
      ),
      step('sink', fact, words),
    ],
    message: `Whoever triggers \`${trigger.action}\` can run their own ${isCode ? 'code' : 'commands'} in ${entry.subject.symbol}, and ${words.slice(0, 1).toLowerCase()}${words.slice(1)}.`,
    why: ['Trigger, step and right stand in one workflow.'],
    tier: weakest([trigger, entry, fact].map(({ confidence }) => confidence.tier)),
    factIds: [trigger.id, entry.id, fact.id],
    tags: [],
  };
}
