import { enclosing } from '../../text/tree.ts';
import { agentConfigTitle } from '../apis/agent-config-files.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { instructionsIn, isForModels } from '../instructions.ts';
import { toolRegistration } from '../tools/registrations.ts';
import { spanOf } from '../span.ts';
import { known } from '../to-fact.ts';

/**
 * Sentences that tell agents to hide, send or skip: in the files that agents obey, and, with little confidence, in prose that
 * they may come to read.
 */
export const agentInstructions = defineExtractor({
  id: 'agent-instructions',
  kinds: ['agent.config', 'agent.prompt'],
  languages: 'all',
  *extract(reading) {
    const { unit } = reading;
    if (unit.language.isCode) yield* inComments(reading);
    if (unit.language.isCode) return;
    const title = agentConfigTitle(unit.path);
    if (!['text', 'markup', 'yaml', 'json'].includes(unit.language.id)) return;
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

/** Whom a comment for people does not speak to. */
const TO_MODELS =
  /\b(?:AI|LLM|language model|coding|code review) (?:assistants?|agents?|models?|reviewers?|tools?)\b|\b(?:copilot|claude|cursor|codex|gemini|chatgpt|llms?)\b|^\W*SYSTEM(?: PROMPT| NOTE)?:|<\/?(?:system|important|instructions)>/im;
const MAX_COMMENT = 20_000;

/** Agents read comments with the code. Little is claimed: it counts where it speaks to models, or tells two things at once. */
function* inComments(reading: Reading): Generator<Site> {
  const { unit } = reading;
  const docs = unit
    .ofKind('string')
    .filter((node) => /^[rbu]{0,2}(?:"""|''')/i.test(unit.textOf(node).slice(0, 6)) && node.end - node.start > 40);
  for (const comment of [...unit.ofKind('comment'), ...docs]) {
    const text = unit.textOf(comment).slice(0, MAX_COMMENT);
    const found = instructionsIn(text).filter(isForModels);
    const [first] = found;
    const isMeant = TO_MODELS.test(text) || new Set(found.map(({ topic }) => topic)).size > 1;
    if (first === undefined || !isMeant) continue;
    // What a model is told of a tool is told as that.
    const fn = enclosing(comment, 'function');
    if (fn !== null && toolRegistration(reading, fn) !== null) continue;
    const node = spanOf(unit, comment.start + first.start, comment.start + first.end);
    const words = text.slice(first.start, first.end).replaceAll(/\s+/g, ' ').slice(0, 160);
    yield {
      kind: 'agent.prompt',
      action: 'embed',
      resource: { kind: 'instruction', value: known(words), norm: `${first.topic} ${words.toLowerCase()}` },
      node,
      evidence: [{ node, role: 'literal' }],
      tier: 'name',
      why: ['It stands in a comment, reads like an instruction for a model, and agents read comments with the code.'],
      qualifiers: { value: first.topic },
      subject: { type: 'file', symbol: unit.path },
    };
  }
}
