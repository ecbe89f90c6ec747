import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { groupRows, placeOf } from './group.ts';

/** What people do not see, or take for something else, and programs read as it is. */
export const hiddenTextAdded = defineDetector({
  id: 'hidden-text-added',
  facet: 'agent',
  why: 'A reviewer reads what is shown. Compilers, shells and models read every character.',
  fix: 'Take the characters out, or write them as escapes where they are meant.',
  tags: ['CWE-1007', 'CWE-451', 'ASI01', 'CVE-2021-42574'],
  *detect(delta) {
    for (const [row, ...also] of groupRows(delta.of('agent.hidden-text', 'added'), sameAct))
      yield { change: row, also, message: messageOf(row, also.length + 1), evidence: evidenceOf([row, ...also]) };
  },
});

/** Single characters that a file is strewn with are one slip; a hidden text is each its own. */
function sameAct(row: FactChange): string {
  const { action, provenance, resource } = row.fact;
  if (action === 'insert') return `${provenance.path} ${action} ${resource.norm}`;
  if (/^(?:imitate|imitate-host|imitate-sign|overwrite|break-line)$/.test(action))
    return `${provenance.path} ${action} ${resource.norm}`;
  return placeOf(row);
}

function evidenceOf(rows: readonly FactChange[]): FactChange['fact']['provenance']['evidence'] {
  return rows.slice(0, 20).flatMap(({ fact }) => fact.provenance.evidence);
}

function messageOf({ fact }: FactChange, count: number): string {
  const { value = '', norm } = fact.resource;
  const places = count === 1 ? '' : `, in ${count} places`;
  switch (fact.action) {
    case 'reorder':
      return `Is shown in another order than it runs: ${value}.`;
    case 'hide':
      return `Hides ${value.startsWith('“') ? `a text that nobody sees: ${value}` : `what nobody sees: ${value}`}.`;
    case 'overwrite':
      return `Is shown in a terminal as something else than it is: ${value}${places}.`;
    case 'break-line':
      return `Ends a line where editors may show none: ${value}${places}.`;
    case 'imitate-sign':
      return `A sign looks like ${value} and is another one${places}.`;
    case 'imitate':
      return `${norm} looks like ${value} and is another name${places}.`;
    case 'imitate-host':
      return `The address of ${norm} looks like that of ${value}${places}.`;
    default:
      return `Holds what nobody sees: ${value}${places}.`;
  }
}
