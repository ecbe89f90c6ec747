/**
 * End-to-end tests in a real VS Code workbench.
 *
 *     node test/workbench/run.mjs MODE… [--only TEXT] [--shots DIR] [--vsix FILE] [--keep] [--verbose]
 *
 * Modes:  host    mocha inside the extension host, test/extension/*.test.ts
 *         ui      the packaged extension, driven as a person does, test/workbench/ui/*.ui.mjs
 *         canary  shows that the two above can fail, with a throw-away extension
 *
 * Exit code 0 only when every mode had at least one pass and no failure. Results: .cache/workbench/<mode>.json.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runCanary } from './canary-mode.mjs';
import { runHost } from './host-mode.mjs';
import { cacheDir, rootDir, vsixFile } from './paths.mjs';
import { runUi } from './ui-mode.mjs';

const options = {
  only: { type: 'string' },
  shots: { type: 'string', default: path.join(cacheDir, 'workbench/shots') },
  vsix: { type: 'string', default: vsixFile },
  keep: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
};

const modes = {
  host: (values) => runHost({ ...values, suiteDir: path.join(rootDir, 'test/extension'), extensionDir: rootDir }),
  ui: (values) => runUi({ ...values, scenarioDir: path.join(import.meta.dirname, 'ui') }),
  canary: (values) => runCanary(values),
};

const { values, positionals } = readArguments();
values.keep = values.keep ? 'always' : 'failed';
values.shots = path.resolve(values.shots);
values.vsix = path.resolve(values.vsix);

let allPassed = true;
for (const mode of positionals) {
  const start = Date.now();
  console.log(`== ${mode}`);
  try {
    allPassed = (await modes[mode](values)) && allPassed;
  } catch (error) {
    console.error(error);
    allPassed = false;
  }
  console.log(`== ${mode} took ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
process.exit(allPassed ? 0 : 1);

function readArguments() {
  try {
    const parsed = parseArgs({ allowPositionals: true, options });
    const unknown = parsed.positionals.find((mode) => !Object.hasOwn(modes, mode));
    if (unknown) throw new Error(`There is no mode "${unknown}".`);
    if (parsed.positionals.length === 0) throw new Error('Name a mode.');
    return parsed;
  } catch (error) {
    console.error(
      `${error.message}\nusage: node test/workbench/run.mjs host|ui|canary… [--only TEXT] [--shots DIR] [--vsix FILE] [--keep] [--verbose]`,
    );
    process.exit(2);
  }
}
