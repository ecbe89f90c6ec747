import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';
import { ownerOf } from './new-credentials.ts';

/** Code that stands within a flow, where no tool that reads programs looks, and what it takes beyond what it is given. */
export const workflowCodeAdded = defineDetector({
  id: 'workflow-code-added',
  facet: 'workflow',
  why: 'It runs on the server of the flow with what that may do, and is reviewed with nothing but the export.',
  fix: 'Use a node made for it, or keep what the code may load and read to what it needs.',
  tags: ['CWE-94', 'CWE-829', 'CICD-SEC-4'],
  *detect(delta) {
    const rows = delta.added('workflow.step').filter(({ fact }) => isOfCode(fact.action));
    for (const [row, ...also] of groupRows(rows, ownerOf)) {
      const all = [row, ...also];
      const steps = all.filter(({ fact }) => fact.action === 'run-code').map(({ fact }) => fact.resource.value ?? '');
      const reaches = all.filter(({ fact }) => fact.action === 'code-reaches');
      const what = listWords([...new Set(reaches.map(({ fact }) => fact.resource.norm))]);
      const [first = row, ...others] = [...reaches, ...all.filter((each) => !reaches.includes(each))];
      const { symbol } = row.fact.subject;
      yield {
        change: first,
        also: others,
        message:
          steps.length === 0
            ? `Code within ${symbol} ${what}.`
            : `${symbol} now runs code of its own in ${listWords(steps)}${what === '' ? '' : `: it ${what}`}.`,
      };
    }
  },
});

function isOfCode(action: FactChange['fact']['action']): boolean {
  return action === 'run-code' || action === 'code-reaches';
}
