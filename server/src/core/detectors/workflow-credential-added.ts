import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';
import { lastingInstead } from './lasting-instead.ts';
import { newCredentials, ownerOf } from './new-credentials.ts';

/** What runs by itself gets a credential that it did not have. */
export const workflowCredentialAdded = defineDetector({
  id: 'workflow-credential-added',
  facet: 'workflow',
  why: 'Every step can use it, and so can whoever can change or start what runs.',
  fix: 'Give it a credential of its own that may do only this, and one that ends by itself where the service has such.',
  tags: ['CWE-522', 'NHI5', 'NHI9'],
  *detect(delta) {
    const instead = lastingInstead(delta);
    const connected = new Set(
      delta
        .of('workflow.step', 'added', 'redirected')
        .filter(({ fact }) => fact.action === 'connect')
        .map(ownerOf),
    );
    const rows = newCredentials(delta).filter((row) => !instead.has(row) && !connected.has(ownerOf(row)));
    for (const [row, ...also] of groupRows(rows, ownerOf)) {
      const names = listWords([row, ...also].map(({ fact }) => fact.resource.norm));
      yield { change: row, also, message: `${row.fact.subject.symbol} now uses ${names}.` };
    }
  },
});
