import { defineDetector } from './define.ts';

/** What a rule of the team describes by example. The finding goes by the rule's id. */
export const codePattern = defineDetector({
  id: 'code-pattern',
  facet: 'assurance',
  why: 'The team looks for code like this.',
  fix: 'Write it another way, or say why it is right here.',
  tags: [],
  *detect(delta) {
    for (const row of delta.of('assurance.pattern', 'added', 'removed')) {
      const { message, tellsRemovals } = row.fact.detail?.pattern ?? { message: null, tellsRemovals: false };
      if (row.change === 'removed' && !(tellsRemovals && row.subjectPresent)) continue;
      const verb = row.change === 'added' ? 'Adds' : 'Removes';
      const text = `${verb} what rule ${row.fact.action} looks for`;
      yield {
        change: row,
        id: row.fact.action,
        message: message === null ? `${text}: \`${row.fact.resource.value ?? ''}\`.` : `${text}: ${message}`,
      };
    }
  },
});
