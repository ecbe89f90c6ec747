import { expressionsIn } from '../expression.ts';
import { defineHazard } from './define.ts';
import { conditionsOf } from './places.ts';

/**
 * A condition that is a text: what stands beside `${{ … }}` makes it one, and a text that is not empty is true.
 * @see https://docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (2026-11)
 */
export const conditionAlwaysTrue = defineHazard({
  id: 'condition-always-true',
  *find(reading, workflow) {
    for (const { node, text, subject } of conditionsOf(reading, workflow)) {
      if (!text.includes('${{')) continue;
      const header = /^[|>][-+\d]*[^\n]*\n/.exec(text)?.[0];
      const written = header === undefined ? text.replace(/^(['"])([\s\S]*)\1$/, '$2') : text.slice(header.length);
      const found = expressionsIn(written);
      let rest = written;
      for (const { start, end } of found.toReversed()) rest = rest.slice(0, start) + rest.slice(end);
      // A block keeps the line's end unless `-` takes it away.
      const keepsEnd = header !== undefined && !header.includes('-');
      // Between quotes a blank is text too.
      const isQuoted = header === undefined && written !== text;
      if ((isQuoted ? rest : rest.trim()) === '' && !keepsEnd) continue;
      const why =
        rest.trim() === '' && !isQuoted
          ? 'The block keeps the end of its line behind the expression, so it is a text that is never empty.'
          : 'Something stands beside the expression, so it is a text that is never empty.';
      yield { node, subject, what: written.replace(/\s+/g, ' ').trim(), why };
    }
  },
});
