// `npm run package`: countersign.vsix, and countersign.tgz, the npm package whose `bin` is the CLI. The npm package is packed
// from a copy with a manifest of its own: everything is bundled, so its users install no dependency.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');
const stage = path.join(root, '.cache/npm');

const manifestKeys = ['name', 'version', 'description', 'license', 'author', 'type', 'bin', 'keywords', 'repository'];
const shippedFiles = [
  'server/dist',
  'server/schema',
  'server/ci',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'THIRD_PARTY_NOTICES.md',
];

function run(program, args, cwd = root) {
  const { status, error } = spawnSync(program, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) return;
  console.error(`error  ${program} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
  process.exit(1);
}

function packVsix() {
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const repositoryIsUnset = ['--allow-missing-repository', '--no-rewrite-relative-links'];
  run(process.execPath, [vsce, 'package', '--no-dependencies', ...repositoryIsUnset, '--out', 'countersign.vsix']);
}

function packNpm() {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const kept = Object.fromEntries(manifestKeys.filter((key) => key in manifest).map((key) => [key, manifest[key]]));
  fs.rmSync(stage, { recursive: true, force: true });
  for (const file of shippedFiles.filter((name) => fs.existsSync(path.join(root, name)))) {
    fs.cpSync(path.join(root, file), path.join(stage, file), {
      recursive: true,
      filter: (source) => !source.endsWith('.map'),
    });
  }
  const shipped = { ...kept, engines: { node: manifest.engines.node }, files: ['server'] };
  fs.writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(shipped, null, 2)}\n`);
  run('npm', ['pack', '--silent', '--pack-destination', root], stage);
  fs.renameSync(path.join(root, `${manifest.name}-${manifest.version}.tgz`), path.join(root, 'countersign.tgz'));
}

const { values } = parseArgs({ options: { 'no-build': { type: 'boolean', default: false } } });
if (!values['no-build']) run(process.execPath, ['esbuild.config.mjs']);
packVsix();
packNpm();
