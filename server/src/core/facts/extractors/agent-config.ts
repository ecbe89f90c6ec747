import { settingsOf } from '../agent-config/settings-of.ts';
import { hashParts } from '../../text/hash.ts';
import { agentConfigTitle } from '../apis/agent-config-files.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { instructionsIn } from '../instructions.ts';
import { spanOf } from '../span.ts';
import { known } from '../to-fact.ts';

/**
 * A file that steers agents or this review: one fact, whose resource is the content that is not told as a setting of its own,
 * without blank lines and line ends.
 */
export const agentConfig = defineExtractor({
  id: 'agent-config',
  kinds: ['agent.config'],
  languages: 'every',
  *extract(reading) {
    const { unit } = reading;
    const title = agentConfigTitle(unit.path);
    const parts = title === null ? null : partsOf(reading);
    if (title === null || parts === null) return;
    yield {
      kind: 'agent.config',
      action: 'configure',
      resource: { kind: 'configuration', value: known(`${title} ${hashParts(parts)}`) },
      node: unit.tree.root,
      evidence: [{ node: unit.tree.root, role: 'declaration' }],
      tier: 'proven',
      why: [`${unit.path} is read as ${title}.`],
      subject: { type: 'file', symbol: unit.path },
    };
  },
});

/** Null: all of it is told already. */
function partsOf(reading: Reading): readonly string[] | null {
  const { unit } = reading;
  const { settings, leaves } = settingsOf(reading);
  const lines = unit.tree.text.split(/\r\n?|\n/).map((line) => line.trimEnd());
  const isText = unit.language.id === 'text';
  const said = isText ? instructionsIn(unit.tree.text) : [];
  if (settings.length + said.length === 0) return wordsOf(lines, unit.language.id);
  const covered = new Set(settings.flatMap(({ covers }) => covers.map(({ node }) => node)));
  const told = new Set([
    ...settings.map(({ node }) => unit.rangeOf(node).start.line),
    ...said.map(({ start, end }) => unit.rangeOf(spanOf(unit, start, end)).start.line),
  ]);
  const rest =
    leaves.length > 0
      ? leaves
          .filter(
            ({ node, value, keys }) => !covered.has(node) && !/^(?:\[\]|\{\})$/.test(value) && keys[0] !== '$schema',
          )
          .map(({ keys, value }) => `${keys.join('.')}=${value}`)
      : lines.filter((line, at) => !told.has(at) && line !== '');
  return rest.length === 0 ? null : rest;
}

/** Of what has comments, none: a line that says why is no other configuration. */
function wordsOf(lines: readonly string[], language: string): readonly string[] {
  const hasComments = language === 'yaml' || language === 'toml';
  const told = hasComments ? lines.filter((line) => !/^\s*#/.test(line)) : lines;
  return told.filter((line) => line !== '').map((line) => (hasComments ? line.replaceAll(/(?<=\S)\s+/g, ' ') : line));
}
