import { expressionsIn } from '../expression.ts';
import { partOf } from '../workflow.ts';
import { WORKFLOW } from '../workflow.ts';
import { defineHazard } from './define.ts';

/** `fromJSON(secrets.NAME).key` */
const PART = /\bfromjson\s{0,5}\(\s{0,5}secrets\.([\w-]{1,100})\s{0,5}\)\s{0,5}[.[]/i;

/**
 * A part of a secret: only the whole of it is taken out of logs.
 * @see https://docs.zizmor.sh/audits/#unredacted-secrets (2026-11)
 */
export const unredactedSecret = defineHazard({
  id: 'unredacted-secret',
  *find(reading, { root, jobs }) {
    for (const text of reading.unit.ofKind('string')) {
      if (text.start < root.start || text.end > root.end) continue;
      const raw = reading.unit.textOf(text);
      if (!/fromjson/i.test(raw)) continue;
      for (const { start, end } of expressionsIn(raw)) {
        const name = PART.exec(raw.slice(start, Math.min(end, start + 2_000)))?.[1];
        if (name === undefined) continue;
        const job = jobs.find(({ node }) => text.start >= node.start && text.end <= node.end);
        yield {
          node: partOf(text, start, end),
          subject: job?.subject ?? WORKFLOW,
          what: name,
          why: `Only the whole of \`${name}\` is taken out of logs, not a part of it.`,
        };
      }
    }
  },
});
