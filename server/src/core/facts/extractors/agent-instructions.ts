import { agentConfigTitle } from '../apis/agent-config-files.ts';
import { defineExtractor } from '../define.ts';
import { instructionsIn, isForModels } from '../instructions.ts';
import { spanOf } from '../span.ts';
import { known } from '../to-fact.ts';

/**
 * Sentences that tell agents to hide, send or skip: in the files that agents obey, and, with little confidence, in prose that
 * they may come to read.
 */
export const agentInstructions = defineExtractor({
  id: 'agent-instructions',
  kinds: ['agent.config', 'agent.prompt'],
  languages: ['text', 'markup', 'yaml', 'json'],
  *extract({ unit }) {
    const title = agentConfigTitle(unit.path);
    if (/(?:^|\/)\.countersign\//.test(unit.path)) return;
    const isProse =
      unit.language.id === 'text' ||
      unit.language.id === 'markup' ||
      /(?:^|\/)\.github\/ISSUE_TEMPLATE\//.test(unit.path);
    if (title === null ? !isProse : unit.language.id !== 'text') return;
    for (const instruction of instructionsIn(unit.tree.text)) {
      const { topic, start, end } = instruction;
      if (title === null && !isForModels(instruction)) continue;
      const node = spanOf(unit, start, end);
      const words = unit.tree.text.slice(start, end).replaceAll(/\s+/g, ' ').slice(0, 160);
      yield {
        kind: title === null ? 'agent.prompt' : 'agent.config',
        action: title === null ? 'embed' : 'instruct',
        resource: { kind: 'instruction', value: known(words), norm: `${topic} ${words.toLowerCase()}` },
        node,
        evidence: [{ node, role: 'literal' }],
        tier: title === null ? 'name' : 'pattern',
        why: [
          title === null
            ? 'It reads like an instruction for a model.'
            : `${unit.path} is read as ${title}, and agents do what it says.`,
        ],
        qualifiers: { value: topic },
        subject: { type: 'file', symbol: unit.path },
      };
    }
  },
});
