/**
 * Lands the sample agent's turn in a demo workspace, as a process of its own.
 *
 *     node client/scripts/land-agent-turn.mjs TARGET [--delay MS] [--from DIR]
 */
import { parseArgs } from 'node:util';
import { landAgentTurn } from './sample-workspace.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { delay: { type: 'string', default: '150' }, from: { type: 'string' } },
});
const [target] = positionals;
const delayMs = Number(values.delay);
if (!target || Number.isNaN(delayMs)) {
  console.error('usage: node client/scripts/land-agent-turn.mjs TARGET [--delay MS] [--from DIR]');
  process.exit(2);
}
for (const file of await landAgentTurn(target, { delayMs, from: values.from })) console.log(file);
