import { describedBefore, isTurned, toolKey } from './described-before.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** The description of a tool that was accepted before tells models to do something else now. */
export const toolDescriptionTurned = defineDetector({
  id: 'tool-description-turned',
  facet: 'agent',
  why: 'People accepted the tool by what it said of itself. Models read the new text, and nobody is asked again.',
  fix: 'Say what the tool does and what its arguments are, and nothing about other tools, files or the user.',
  tags: ['LLM01', 'ASI01', 'ASI04', 'CWE-494'],
  *detect(delta) {
    const described = describedBefore(delta);
    const rows = delta.added('agent.tool').filter((row) => isTurned(row, described));
    for (const [row, ...also] of groupRows(rows, ({ fact }) => toolKey(fact))) {
      const before = described.get(toolKey(row.fact)) ?? '';
      const after = row.fact.resource.value ?? '';
      yield {
        change: row,
        also,
        message: `The description of ${row.fact.subject.symbol} now tells models more than what it does: “${after}”. Before, it was “${before}”.`,
        comparison: { before, after },
      };
    }
  },
});
