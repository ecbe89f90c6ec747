import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** What steers an agent, or this review, was edited, where no setting says what. */
export const agentConfigChanged = defineDetector({
  id: 'agent-config-changed',
  facet: 'agent',
  why: 'Agents obey these files, and this review is judged by them: who edits them decides what the next edit may do.',
  fix: 'Read every line as an instruction, or leave the file as it was.',
  tags: ['ASI01', 'ASI03', 'ASI06'],
  *detect(delta) {
    const rows = delta
      .of('agent.config', 'added', 'removed', 'redirected')
      // All that is left of the file is told setting by setting.
      .filter(
        ({ fact, change, subjectPresent }) => fact.action === 'configure' && !(change === 'removed' && subjectPresent),
      );
    // The same text in several places is read once.
    for (const [row, ...also] of groupRows(rows, ({ change, fact }) => `${change} ${fact.resource.norm}`)) {
      const copies =
        also.length === 0 ? '' : also.length === 1 ? ', and a copy of it' : `, and ${also.length} copies of it`;
      yield { change: row, also, message: `${verb(row)} ${title(row)}${copies}.` };
    }
  },
});

function verb({ change, subjectPresent }: FactChange): string {
  if (change === 'added') return subjectPresent ? 'Changes' : 'Adds';
  return change === 'removed' ? 'Removes' : 'Changes';
}

function title({ fact }: FactChange): string {
  const text = fact.resource.value ?? '';
  return text.slice(0, text.lastIndexOf(' '));
}
