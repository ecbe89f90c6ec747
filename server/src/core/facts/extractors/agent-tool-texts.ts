import { describedTools, isPartOfText, textsOfTool } from '../agent-reach/described-tools.ts';
import { FOR_MODELS_ONLY, instructionsIn, ORDERS_MODEL } from '../instructions.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { spanOf } from '../span.ts';
import { known } from '../to-fact.ts';

/** A description that says how other tools are to be used, or that nothing is to be used but this. Phrases of our own. */
const OF_OTHERS =
  /\b(?:when|whenever|if|once|while|before|after)\b[^.\n]{0,60}\b(?:the\s+)?[`'"]?[\w-]{2,40}[`'"]?\s+tools?\b[^.\n]{0,80}\b(?:must|always|never|instead|change|replace|redirect|bcc|also send|recipient)\b|\b(?:before|prior to)\s+(?:calling|using|invoking)\s+(?:any|every|all)\s+(?:other\s+)?tools?\b|\b(?:never|do not|don't)\s+(?:use|call|invoke)\s+(?:any\s+)?other\s+tools?\b|\b(?:full|whole|entire|complete)\s+(?:conversation|chat|message) (?:history|context|log)\b|\b(?:with|pass|include)\b[^.\n]{0,30}\b(?:full|whole|entire|complete)\s+conversation\b/i;

/** What models are told of a tool, and people do not see: and where it tells them to do something else as well. */
export const agentToolTexts = defineExtractor({
  id: 'agent-tool-texts',
  kinds: ['agent.tool'],
  languages: [
    'python',
    'javascript',
    'typescript',
    'tsx',
    'json',
    'go',
    'java',
    'kotlin',
    'csharp',
    'rust',
    'php',
    'ruby',
  ],
  *extract(reading) {
    const told = new Set<SyntaxNode>();
    for (const tool of describedTools(reading)) {
      const { name, node, text, isSaidElsewhere } = tool;
      if (isSaidElsewhere === true) {
        yield* poisoned(reading, node, name, true, text);
        continue;
      }
      yield describedSite(name, node, text);
      for (const each of textsOfTool(reading, tool)) {
        if (told.has(each)) continue;
        told.add(each);
        yield* poisoned(reading, each, name, isPartOfText(tool, each));
      }
    }
  },
});

function describedSite(name: string, node: SyntaxNode, text: string): Site {
  return {
    kind: 'agent.tool',
    action: 'describe',
    resource: { kind: 'tool', value: known(name), norm: name },
    node,
    evidence: [{ node, role: 'literal' }],
    tier: 'resolved',
    why: ['Models are told this of the tool.'],
    subject: { type: 'tool', symbol: `tool ${name}` },
    detail: { text },
  };
}

/** `said`: what a constant holds that the node names. */
function* poisoned(
  reading: Reading,
  node: SyntaxNode,
  name: string,
  isDescribed: boolean,
  said?: string,
): Generator<Site> {
  const { unit } = reading;
  const text = (said ?? unit.textOf(node)).slice(0, 20_000);
  const match = FOR_MODELS_ONLY.exec(text) ?? (isDescribed ? (OF_OTHERS.exec(text) ?? ORDERS_MODEL.exec(text)) : null);
  const found = match === null ? instructionsIn(text)[0] : { start: match.index, end: match.index + match[0].length };
  if (found === undefined) return;
  const words = text.slice(found.start, found.end).replaceAll(/\s+/g, ' ').slice(0, 160);
  yield {
    kind: 'agent.tool',
    action: 'instruct',
    resource: { kind: 'instruction', value: known(words), norm: `${name}: ${words.toLowerCase()}` },
    node: said === undefined ? spanOf(unit, node.start + found.start, node.start + found.end) : node,
    evidence: [{ node, role: 'literal' }],
    tier: 'pattern',
    why: [`It stands in what a model is told of the tool ${name}.`],
    subject: { type: 'tool', symbol: `tool ${name}` },
  };
}
