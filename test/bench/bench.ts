// npm run bench [-- --only analysis,decide,editor,gate,hook,inventory,panel,start,sets,workspace,peers]: medians and ratios on this machine, never a pass or a fail.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { benchAnalysis } from './analysis.ts';
import { benchDecide } from './decide.ts';
import { benchEditor } from './editor.ts';
import { benchGate } from './gate.ts';
import { benchHook } from './hook.ts';
import { benchInventory } from './inventory.ts';
import { benchPanel } from './panel.ts';
import { benchPeers } from './peers.ts';
import { benchSets } from './sets.ts';
import { benchStart } from './start.ts';
import { benchWorkspace } from './workspace.ts';

/** One row a part; `--only` picks. */
const parts: Readonly<Record<string, () => Promise<readonly (readonly string[])[]>>> = {
  analysis: benchAnalysis,
  decide: benchDecide,
  editor: benchEditor,
  gate: benchGate,
  hook: benchHook,
  inventory: benchInventory,
  start: benchStart,
  sets: benchSets,
  workspace: benchWorkspace,
  panel: benchPanel,
  peers: benchPeers,
};

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',') ?? Object.keys(parts);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  throw new Error(`no part is called ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
console.log(`Node ${process.version}, ${os.cpus().length} cores, load ${os.loadavg()[0]?.toFixed(1)} at the start`);
for (const name of wanted) {
  const rows = await parts[name]!();
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  console.log(`\n${name}`);
  for (const row of rows)
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd());
}
