import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** A container that is less apart from its host, its node or its cluster than it was. */
export const containerIsolationWeakened = defineDetector({
  id: 'container-isolation-weakened',
  facet: 'permission',
  why: 'Whoever gets into the container gets that much closer to everything beside it.',
  fix: 'Give the one capability, path or port that is needed, and run as a user that is not root.',
  tags: ['CWE-250', 'CWE-653', 'NHI5'],
  *detect(delta) {
    const rows = delta
      .of('permission.grant', 'added', 'widened')
      .filter((row) => row.fact.resource.kind === 'container' && (row.change === 'widened' || isTold(row)));
    const keyOf = ({ fact }: FactChange): string =>
      `${fact.provenance.path} ${fact.subject.symbol} ${fact.action} ${fact.qualifiers?.['setting'] ?? ''}`;
    for (const [row, ...also] of groupRows(rows, keyOf))
      yield { change: row, also, message: messageOf([row, ...also]) };
    for (const row of delta.of('permission.grant', 'removed')) {
      if (row.fact.action !== 'reached-by' || row.fact.resource.kind !== 'container') continue;
      yield {
        change: row,
        as: 'widened',
        message: `${row.fact.resource.norm} no longer limits what its pods are reached by.`,
      };
    }
  },
});

/** What a manifest leaves to defaults is what most of them do. */
function isTold({ fact }: FactChange): boolean {
  const setting = fact.qualifiers?.['setting'] ?? '';
  return fact.action === 'unconfined' || ['yes', 'root', 'allowed'].includes(setting);
}

function messageOf(rows: readonly [FactChange, ...FactChange[]]): string {
  const { fact } = rows[0];
  const names = listWords(rows.map((row) => row.fact.resource.value ?? row.fact.resource.norm));
  const holder = fact.subject.type === 'file' ? 'The image' : fact.subject.symbol;
  const setting = fact.qualifiers?.['setting'] ?? '';
  switch (fact.action) {
    case 'privileged':
      return `${holder} runs ${names} privileged: it can do what the host can.`;
    case 'privilege-escalation':
      return `${holder} lets programs of ${names} get more rights.`;
    case 'run-as':
      return `${holder} runs ${fact.subject.type === 'file' ? '' : `${names} `}as ${setting === 'root' ? 'root' : 'its image says, which may be root'}.`;
    case 'capability':
      return `${holder} adds the ${rows.length === 1 ? 'capability' : 'capabilities'} ${names}.`;
    case 'kept-capabilities':
      return `${holder} no longer drops all capabilities of ${names}.`;
    case 'host-namespace':
      return `${holder} shares the ${names} of its host.`;
    case 'host-path':
      return `${holder} has ${names} of its host.`;
    case 'host-device':
      return `${holder} has the device ${names} of its host.`;
    case 'service-account-token':
      return `${holder} has a token of the cluster's API in its pods.`;
    default:
      return `${holder} runs ${names} without ${setting}.`;
  }
}
