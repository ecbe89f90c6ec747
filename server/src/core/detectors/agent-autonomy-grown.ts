import type { Fact, FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** An agent does without a question what it was asked about, or could not do. */
export const agentAutonomyGrown = defineDetector({
  id: 'agent-autonomy-grown',
  facet: 'agent',
  why: 'The question is where a person sees what an agent was talked into. Without it the text it reads decides.',
  fix: 'Let it ask, or name the one command that it needs with its arguments.',
  tags: ['ASI02', 'ASI03', 'LLM06'],
  *detect(delta) {
    const grown = delta.of('agent.autonomy', 'added', 'widened', 'redirected', 'removed').filter(isGrowth);
    for (const [row, ...also] of groupRows(grown, sameAct)) {
      const as = row.change === 'removed' ? ({ as: 'widened' } as const) : {};
      yield { change: row, also, ...as, message: messageOf([row, ...also]), ...comparisonOf(row) };
    }
  },
});

function isGrowth({ change, fact, subjectPresent }: FactChange): boolean {
  const { value, reach } = fact.qualifiers ?? {};
  if (change === 'widened') return true;
  const isLost = subjectPresent || heldOthers(fact);
  if (fact.action === 'rule')
    return change === 'removed' ? isLost && value !== 'allow' : change === 'added' && value === 'allow';
  if (fact.action === 'level')
    return change === 'removed' ? isLost && reach === 'narrow' : change === 'added' && reach === 'wide';
  if (fact.action === 'limit') return change === 'removed' ? subjectPresent : reach === 'wide';
  if (/^(?:stop|check)$/.test(fact.action)) return change === 'removed' && subjectPresent;
  if (fact.action === 'hint') return change === 'added' && reach === 'wide';
  if (fact.action === 'option') return change !== 'removed' && reach === 'wide';
  return change !== 'removed';
}

/** A file of settings that is deleted held an agent that is still there; one that describes an agent goes with it. */
function heldOthers({ subject, qualifiers, provenance }: Fact): boolean {
  return (
    subject.type === 'file' &&
    qualifiers?.['held'] !== 'code' &&
    /(?:^|\/)[^/]*(?:settings|config|sandbox|opencode|permissions)[^/]*\.(?:jsonc?|toml|ya?ml)$/.test(provenance.path)
  );
}

/** Rules of one list that are added together are one act. */
function sameAct({ change, fact, before }: FactChange): string {
  const { path } = fact.provenance;
  if (fact.action !== 'rule') return `${path} ${fact.action} ${fact.resource.norm}`;
  const { value, reach } = fact.qualifiers ?? {};
  return [path, change, value, reach, before?.qualifiers?.['value'] ?? ''].join('\n');
}

const SAID: Readonly<Record<string, string>> = {
  deny: 'refused',
  ask: 'asked about',
  allow: 'done without a question',
};

function messageOf(rows: readonly [FactChange, ...FactChange[]]): string {
  const [{ change, fact, before }] = rows;
  const { value = '', otherwise = '' } = fact.qualifiers ?? {};
  const { norm } = fact.resource;
  if (fact.action === 'open-container')
    return `The development container reaches the machine around it: it gets ${norm}.`;
  if (fact.action === 'background-run') return `The task ${norm} starts when the folder is opened: ${value}.`;
  if (fact.action === 'level') {
    const [from, to] = change === 'removed' ? [value, otherwise] : [before?.qualifiers?.['value'] ?? otherwise, value];
    return `${norm} is ${to} instead of ${from}.`;
  }
  if (fact.action === 'stop' && change === 'widened')
    return `${norm} stops for a person less often: it is ${value} instead of ${before?.qualifiers?.['value'] ?? ''}.`;
  if (fact.action === 'delegate') return `An agent may have others do its work: ${norm} is ${value}.`;
  if (fact.action === 'stop') return `Nothing stops for a person any more: ${norm} is gone.`;
  if (fact.action === 'check') return `Nothing looks at what goes in or out any more: ${norm} is gone.`;
  if (fact.action === 'limit')
    return change === 'removed'
      ? `The limit ${norm} of ${value} is gone.`
      : `The limit ${norm} is ${value}${before === undefined ? '' : ` instead of ${before.qualifiers?.['value'] ?? ''}`}.`;
  if (fact.action === 'hint') return `${norm} is ${value}: clients may call it without a question.`;
  if (fact.action === 'option')
    return `${norm} is ${value}${before === undefined ? '' : ` instead of ${before.qualifiers?.['value'] ?? ''}`}.`;
  const names = listWords(rows.map((row) => row.fact.resource.norm));
  const verb = rows.length === 1 ? 'is' : 'are';
  if (change === 'removed') return `${names} ${verb} no longer ${SAID[value] ?? value}.`;
  const was = before?.qualifiers?.['value'];
  if (before !== undefined && before.resource.norm !== norm)
    return `${names} ${verb} done without a question, where it was ${before.resource.norm} only.`;
  return `${names} ${verb} ${SAID[value] ?? value}${was === undefined ? '' : `, and ${rows.length === 1 ? 'was' : 'were'} ${SAID[was] ?? was}`}.`;
}

function comparisonOf({ change, fact, before }: FactChange): {
  readonly comparison?: { before: string; after: string };
} {
  const { value = '', otherwise = '' } = fact.qualifiers ?? {};
  if (fact.action === 'level')
    return change === 'removed'
      ? { comparison: { before: value, after: otherwise } }
      : { comparison: { before: before?.qualifiers?.['value'] ?? otherwise, after: value } };
  if (before === undefined) return {};
  return { comparison: { before: before.qualifiers?.['value'] ?? '', after: value } };
}
