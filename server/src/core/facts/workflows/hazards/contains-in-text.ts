import { defineHazard } from './define.ts';
import { conditionsOf } from './places.ts';

/** `contains('main,prod', github.ref_name)`: the second is what others can name. */
const CALL =
  /\bcontains\s{0,5}\(\s{0,5}'((?:[^']|''){1,300})'\s{0,5},\s{0,5}((?:github|env|inputs|vars|runner|matrix|steps|needs|job|strategy)(?:\.[\w-]{1,100}){1,8})\s{0,5}\)/gi;

/**
 * A list that is one text: a part of a name in it is contained in it too.
 * @see https://docs.zizmor.sh/audits/#unsound-contains (2026-11)
 */
export const containsInText = defineHazard({
  id: 'contains-in-text',
  *find(reading, workflow) {
    for (const { node, text, subject } of conditionsOf(reading, workflow))
      for (const [, list = '', name = ''] of text.matchAll(CALL)) {
        if (!/[ ,;|]/.test(list)) continue;
        yield {
          node,
          subject,
          what: name,
          why: `\`${list}\` is one text: \`${name}\` is contained in it when it is a part of any name there.`,
        };
      }
  },
});
