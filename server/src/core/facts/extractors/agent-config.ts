import { hashParts } from '../../text/hash.ts';
import { agentConfigTitle } from '../apis/agent-config-files.ts';
import { defineExtractor } from '../define.ts';
import { known } from '../to-fact.ts';

/** A file that steers agents or this review: one fact, whose resource is the content without blank lines and line ends. */
export const agentConfig = defineExtractor({
  id: 'agent-config',
  kinds: ['agent.config'],
  languages: 'every',
  *extract({ unit }) {
    const title = agentConfigTitle(unit.path);
    if (title === null) return;
    const lines = unit.tree.text.split(/\r\n?|\n/).map((line) => line.trimEnd());
    yield {
      kind: 'agent.config',
      action: 'configure',
      resource: { kind: 'configuration', value: known(`${title} ${hashParts(lines.filter((line) => line !== ''))}`) },
      node: unit.tree.root,
      evidence: [{ node: unit.tree.root, role: 'declaration' }],
      tier: 'proven',
      why: [`${unit.path} is read as ${title}.`],
      subject: { type: 'file', symbol: unit.path },
    };
  },
});
