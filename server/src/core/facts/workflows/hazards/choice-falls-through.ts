import { expressionsIn } from '../expression.ts';
import { partOf, WORKFLOW } from '../workflow.ts';
import { defineHazard } from './define.ts';

/** `a && '' || b`: what stands for yes counts as no. */
const FALSE_ARM = /&&\s*(?:''|0(?:\.0+)?(?![\w.])|false\b|null\b)\s*\|\|/i;

/**
 * A choice that always ends in its second arm, because the first is empty.
 * @see https://docs.zizmor.sh/audits/#unsound-ternary (2026-11)
 */
export const choiceFallsThrough = defineHazard({
  id: 'choice-falls-through',
  *find(reading, { root, jobs }) {
    for (const text of reading.unit.ofKind('string')) {
      if (text.start < root.start || text.end > root.end) continue;
      const raw = reading.unit.textOf(text);
      if (!raw.includes('${{') || !raw.includes('||')) continue;
      for (const { start, end } of expressionsIn(raw)) {
        if (!FALSE_ARM.test(raw.slice(start, end).slice(0, 2_000))) continue;
        const job = jobs.find(({ node }) => text.start >= node.start && text.end <= node.end);
        yield {
          node: partOf(text, start, end),
          subject: job?.subject ?? WORKFLOW,
          what: raw.slice(start, end).replace(/\s+/g, ' ').slice(0, 200),
          why: 'What is meant for "yes" is empty, so the expression goes on to what is meant for "no".',
        };
      }
    }
  },
});
