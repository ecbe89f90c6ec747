import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';
import { newCredentials, ownerOf } from './new-credentials.ts';

/** A flow that talks to a service it did not talk to, with the credentials it got for that. */
export const workflowConnectorAdded = defineDetector({
  id: 'workflow-connector-added',
  facet: 'workflow',
  why: 'What runs through the flow can go there, with the credentials that the connector has.',
  fix: 'Check that the service may have this data, and that the connection belongs to the flow and not to a person.',
  tags: ['CWE-200', 'NHI3'],
  *detect(delta) {
    const known = new Set(
      delta
        .of('workflow.step', 'unchanged', 'moved', 'removed')
        .map((row) => `${row.fact.provenance.path} ${row.fact.resource.norm}`),
    );
    const rows = delta
      .of('workflow.step', 'added', 'redirected')
      .filter(
        (row) => row.fact.action === 'connect' && !known.has(`${row.fact.provenance.path} ${row.fact.resource.norm}`),
      );
    const credentials = newCredentials(delta);
    for (const [row, ...also] of groupRows(rows, ownerOf)) {
      const services = listWords([row, ...also].map(({ fact }) => fact.resource.norm));
      const used = credentials.filter((each) => ownerOf(each) === ownerOf(row));
      const by = used.length === 0 ? '' : `, and uses ${listWords(used.map(({ fact }) => fact.resource.norm))}`;
      yield {
        change: row,
        also: [...also, ...used],
        message: `${row.fact.subject.symbol} now talks to ${services}${by}.`,
      };
    }
  },
});
