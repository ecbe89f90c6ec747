import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { textAt } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { protectedListsIn } from '../protected-lists.ts';
import { known } from '../to-fact.ts';

/** What makes a pattern of a text. Sources: the languages' documentation, 2026-11. */
const MAKES =
  /^(?:regexp\.(?:MustCompile|Compile|MustCompilePOSIX)|java\.util\.regex\.Pattern\.compile|kotlin\.text\.Regex|Regex|System\.Text\.RegularExpressions\.Regex)$/;
const MAX_SHOWN = 80;
/** By its name a pattern decides what is let pass. */
const DECIDES =
  /\b(?:invalid|valid|allowed?|allow ?list|white ?list|den(?:y|ied)|block(?:ed)?|black ?list|forbidden|safe|unsafe|trusted|illegal|dangerous|restricted|reserved|sanit\w+)\b/;
const OF_INPUT =
  /\b(?:redirect\w*|origins?|hosts?|host ?names?|domains?|sub ?domains?|urls?|uris?|paths?|traversal|file ?names?|user ?names?|sql|script|proxy|callback|referr?er|jdbc|command|header|identifier|table ?name|order by|jndi|protocol|scheme|ip)\b/;

/** Patterns by which a value that came from outside is let pass or refused: another pattern is another check. */
export const inputPatterns = defineExtractor({
  id: 'input-patterns',
  kinds: ['identity.guard'],
  languages: ['go', 'java', 'kotlin', 'csharp'],
  *extract(reading) {
    const { unit, resolver } = reading;
    if (unit.context.test) return;
    const lists = protectedListsIn(reading);
    for (const kind of ['call', 'new'] as const) {
      for (const node of unit.ofKind(kind)) {
        const [first] = childrenOf(node, 'call.argument');
        const callee = first === undefined ? null : resolver.calleeOf(node);
        if (first === undefined || callee === null || !MAKES.test(callee)) continue;
        const name = nameOf(reading, node);
        const text = name === null ? null : textAt(reading, first);
        if (name === null || text === null || !DECIDES.test(name) || !OF_INPUT.test(name)) continue;
        // A pattern that stands among what is refused is told as an entry of that.
        if (lists.some((list) => list.node.start <= node.start && node.end <= list.node.end)) continue;
        yield {
          kind: 'identity.guard',
          action: 'require-scope',
          resource: {
            kind: 'policy',
            value: known(name),
            norm: `${name.replace(/ /g, '-')} ${text.slice(0, MAX_SHOWN).replaceAll('|', '/')}`,
          },
          node,
          evidence: [{ node: first, role: 'guard' }],
          tier: 'pattern',
          why: ['By its name the pattern says which values are let pass.'],
        };
      }
    }
  },
});

/** Of the variable or field that holds it. */
function nameOf({ unit }: Reading, node: SyntaxNode): string | null {
  const holder =
    node.parent?.kind === 'assign' || node.parent?.kind === 'field' ? node.parent : enclosing(node, 'assign', 'field');
  const target = holder === null ? null : (childOf(holder, 'assign.target') ?? childOf(holder, 'field.name'));
  const value = holder === null ? null : (childOf(holder, 'assign.value') ?? childOf(holder, 'field.value'));
  return target === null || value !== node ? null : wordsOf(unit.textOf(target));
}
