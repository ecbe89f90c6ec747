// Builds everything that ships. `--only NAME,NAME` builds parts, `--watch` keeps building, `--outdir DIR` builds
// elsewhere (the tests that compare bundles use it). Fails when an entry is missing or a bundle outgrows its budget.
import { build, context } from 'esbuild';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isSeq, parseDocument } from 'yaml';

const root = import.meta.dirname;
const KB = 1024;

// CommonJS packages inside an ES module bundle call `require` for Node's own modules.
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const node = { platform: 'node', target: 'node20', minify: false };
/** Node starts such a program in two thirds of the time that a module takes. */
const commonJs = { ...node, format: 'cjs', define: { 'import.meta.dirname': '__dirname' } };

/** A file that the bundle loads when it needs it, from beside itself: esbuild splits no CommonJS. Loaded by `require`, which costs less. */
function partBeside(name) {
  return {
    name: 'part-beside',
    setup({ initialOptions, onResolve }) {
      initialOptions.supported = { 'dynamic-import': false };
      onResolve({ filter: new RegExp(String.raw`/${name}\.ts$`) }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: `./${name}.cjs`, external: true } : undefined,
      );
    },
  };
}

/**
 * One row a bundle, or several programs of one build. Node bundles stay readable: an auditor can diff what runs with what is in the
 * repository.
 * `budget` counts the bytes of the script (and, for the webview, of its style sheet).
 */
export const bundles = [
  {
    name: 'client',
    entry: 'client/src/extension.ts',
    out: 'client/dist/extension.cjs',
    options: { ...node, format: 'cjs', external: ['vscode'] },
    budget: 1_150 * KB,
  },
  {
    name: 'webview',
    entry: 'client/webview/main.ts',
    out: 'client/dist/webview.js',
    options: { platform: 'browser', format: 'iife', target: 'es2022', minify: true },
    budget: 400 * KB,
  },
  {
    name: 'inventory',
    entry: 'client/webview/inventory/main.ts',
    out: 'client/dist/inventory.js',
    options: { platform: 'browser', format: 'iife', target: 'es2022', minify: true },
    budget: 40 * KB,
  },
  {
    name: 'agent',
    entry: 'client/webview/agent/main.ts',
    out: 'client/dist/agent.js',
    options: { platform: 'browser', format: 'iife', target: 'es2022', minify: true },
    budget: 40 * KB,
  },
  {
    // Programs of one build share what they have in common, and load only the part of it that they run.
    name: 'programs',
    entries: {
      server: 'server/src/lsp/main.ts',
      cli: 'server/src/cli/main.ts',
      reader: 'server/src/host/reading-worker.ts',
    },
    out: 'server/dist',
    options: {
      ...node,
      format: 'esm',
      splitting: true,
      outExtension: { '.js': '.mjs' },
      chunkNames: 'part-[hash]',
      banner: { js: `#!/usr/bin/env node\n${requireBanner}` },
    },
    budget: 10_000 * KB,
    executable: 'cli.mjs',
  },
  {
    name: 'hook',
    entry: 'server/src/cli/hook-main.ts',
    out: 'server/dist/hook.cjs',
    // Judging is the other program's: this one starts for every call of a tool.
    options: { ...commonJs, plugins: [partBeside('hook-away')], banner: { js: '#!/usr/bin/env node' } },
    budget: 70 * KB,
    executable: 'hook.cjs',
  },
  {
    name: 'hook-away',
    entry: 'server/src/cli/hook-away.ts',
    out: 'server/dist/hook-away.cjs',
    options: commonJs,
    budget: 130 * KB,
  },
];

/** What ships as it is. Each function returns the bytes it wrote. */
const copies = [
  { name: 'grammars', out: 'server/dist/grammars', copy: copyGrammars, budget: 40_000 * KB },
  { name: 'rules', out: 'server/dist/rules', copy: copyRules, budget: 500 * KB },
];

/**
 * The package `diff` asks a clock whether its time is up, even when it was given none. The core has no clock: in our bundles
 * the answer is always the same. Fails when the package no longer asks, so that this goes when it is not needed.
 */
export const stoppedClock = {
  name: 'stopped-clock',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/]diff[\\/].*[\\/]diff[\\/]base\.js$/ }, ({ path: file }) => {
      const contents = fs.readFileSync(file, 'utf8');
      if (!contents.includes('Date.now()')) throw new Error(`${file} asks no clock: take stoppedClock out`);
      return { contents: contents.replaceAll('Date.now()', '0') };
    });
  },
};

/**
 * A fact table is text until somebody asks for one of its keys: most files need none of them, and a start should not pay for
 * what it does not use. Who imports a table reads its keys when they are needed, not when the module loads.
 */
export const lazyTables = {
  name: 'lazy-tables',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]server[\\/]data[\\/][\w-]+\.json$/ }, ({ path: file }) => {
      const quoted = (value) => `'${JSON.stringify(value).replace(/[\\']/g, '\\$&')}'`;
      const keys = Object.entries(JSON.parse(fs.readFileSync(file, 'utf8'))).map(([key, value]) => {
        const name = JSON.stringify(key);
        return `get ${name}() { return keep(this, ${name}, JSON.parse(${quoted(value)})); },`;
      });
      const keep = 'const keep = (table, key, value) => (Object.defineProperty(table, key, { value }), value);';
      return { contents: `${keep}\nexport default {\n${keys.join('\n')}\n};\n`, loader: 'js' };
    });
  },
};

const shared = {
  bundle: true,
  plugins: [stoppedClock, lazyTables],
  absWorkingDir: root,
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
  // Its main file loads the others by a `require` that no bundler follows.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  legalComments: 'none',
  charset: 'utf8',
  loader: { '.scm': 'text', '.yaml': 'text', '.json': 'json', '.wasm': 'file', '.ttf': 'file', '.svg': 'text' },
};

function bundleOptions({ name, entry, entries = { [name]: entry }, out, options }, outdir) {
  for (const file of Object.values(entries))
    if (!fs.existsSync(path.join(root, file)))
      throw new Error(`${name}: no entry ${file}. Build the rest with --only.`);
  const place = path.join(outdir, out);
  return {
    ...shared,
    ...options,
    plugins: [...shared.plugins, ...(options.plugins ?? [])],
    ...(entry === undefined ? { entryPoints: entries, outdir: place } : { entryPoints: [entry], outfile: place }),
  };
}

async function buildBundle(bundle, outdir) {
  const options = bundleOptions(bundle, outdir);
  const folder = options.outdir ?? path.dirname(options.outfile);
  // Parts are named by what is in them: those of earlier builds would stay.
  if (options.splitting && fs.existsSync(folder))
    for (const name of fs.readdirSync(folder)) if (/^part-\w+\.mjs/.test(name)) fs.rmSync(path.join(folder, name));
  const { metafile } = await build(options);
  if (bundle.executable) fs.chmodSync(path.join(folder, bundle.executable), 0o755);
  const shipped = Object.entries(metafile.outputs).filter(([file]) => !file.endsWith('.map'));
  fs.mkdirSync(path.join(root, '.cache/meta'), { recursive: true });
  fs.writeFileSync(path.join(root, `.cache/meta/${bundle.name}.json`), JSON.stringify(metafile));
  return shipped.reduce((sum, [, output]) => sum + output.bytes, 0);
}

/** The grammars that `grammars/<id>/language.json` names, their data, and the parser's own runtime. */
function copyGrammars(out) {
  const manifest = { runtime: '', languages: [], files: {} };
  const put = (name, from) => {
    const bytes = fs.readFileSync(from);
    fs.mkdirSync(path.dirname(path.join(out, name)), { recursive: true });
    fs.writeFileSync(path.join(out, name), bytes);
    manifest.files[name] = { sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length };
    return name;
  };
  const folder = path.join(root, 'grammars');
  const ids = fs
    .readdirSync(folder)
    .filter((id) => fs.existsSync(path.join(folder, id, 'language.json')))
    .toSorted();
  if (ids.length === 0) throw new Error('grammars: no grammars/<id>/language.json');
  fs.rmSync(out, { recursive: true, force: true });
  manifest.runtime = put('web-tree-sitter.wasm', path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'));
  for (const id of ids) {
    const { grammar, largeLexer = false } = JSON.parse(fs.readFileSync(path.join(folder, id, 'language.json'), 'utf8'));
    const wasm = `tree-sitter-${grammar}.wasm`;
    const from = path.join(root, 'node_modules/tree-sitter-wasm/out', grammar, wasm);
    if (!fs.existsSync(from)) throw new Error(`grammars/${id}/language.json: tree-sitter-wasm has no "${grammar}"`);
    if (!(wasm in manifest.files)) put(wasm, from);
    const facts = path.join(folder, id, 'facts.scm');
    manifest.languages.push({
      id,
      grammar: wasm,
      language: put(`${id}/language.json`, path.join(folder, id, 'language.json')),
      facts: fs.existsSync(facts) ? put(`${id}/facts.scm`, facts) : null,
      largeLexer,
    });
  }
  fs.writeFileSync(path.join(out, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
  return Object.values(manifest.files).reduce((sum, file) => sum + file.sizeBytes, 0);
}

/** The packs, and in `known.json` what is in them, with the lines of their rules: who starts need not read YAML. */
function copyRules(out) {
  const names = fs.readdirSync(path.join(root, 'server/rules')).filter((name) => name.endsWith('.yaml'));
  if (names.length === 0) throw new Error('rules: no server/rules/*.yaml');
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  const known = {};
  let bytes = 0;
  const put = (name, text) => {
    fs.writeFileSync(path.join(out, name), text);
    bytes += Buffer.byteLength(text);
  };
  for (const name of names) {
    const text = fs.readFileSync(path.join(root, 'server/rules', name), 'utf8');
    put(name, text);
    known[path.basename(name, '.yaml')] = readPack(name, text);
  }
  put('known.json', JSON.stringify(known));
  return bytes;
}

/** `KnownYaml` of server/src/core/policy/read-yaml.ts. */
function readPack(name, text) {
  const document = parseDocument(text, { version: '1.2', schema: 'core', prettyErrors: false });
  const [wrong] = [...document.errors, ...document.warnings];
  if (wrong) throw new Error(`rules: ${name}: ${wrong.message}`);
  const lineOf = (node) => text.slice(0, node.range[0]).split('\n').length;
  const lists = document.contents.items.filter(({ value }) => isSeq(value));
  const rows = lists.map(({ key, value }) => [key.value, value.items.map(lineOf)]);
  return { data: document.toJS(), rows: Object.fromEntries(rows) };
}

function row(name, bytes, budget, ms, out) {
  const size = `${(bytes / KB).toFixed(0)} / ${(budget / KB).toFixed(0)} KB`;
  console.log(`${name.padEnd(9)} ${size.padStart(16)}  ${String(Math.round(ms)).padStart(5)} ms  ${out}`);
}

async function main() {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, watch: { type: 'boolean' }, outdir: { type: 'string', default: root } },
  });
  const names = [...bundles, ...copies].map(({ name }) => name);
  const wanted = values.only?.split(',') ?? names;
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`--only ${unknown.join(',')}: the names are ${names.join(', ')}`);
  const outdir = path.resolve(values.outdir);

  const failures = [];
  for (const item of [...copies, ...bundles].filter(({ name }) => wanted.includes(name))) {
    const start = performance.now();
    try {
      const bytes = 'copy' in item ? item.copy(path.join(outdir, item.out)) : await buildBundle(item, outdir);
      row(item.name, bytes, item.budget, performance.now() - start, item.out);
      if (bytes > item.budget) failures.push(`${item.name}: ${bytes} bytes are over its budget of ${item.budget}`);
    } catch (error) {
      failures.push(error.message);
    }
  }
  for (const failure of failures) console.error(`error  ${failure}`);
  if (!values.watch) {
    process.exitCode = failures.length > 0 ? 1 : 0;
    return;
  }
  for (const bundle of bundles.filter(({ name }) => wanted.includes(name))) {
    const watching = await context({ ...bundleOptions(bundle, outdir), logLevel: 'info' });
    await watching.watch();
  }
}

if (process.argv[1] === import.meta.filename) {
  await main().catch((error) => {
    console.error(`error  ${error.message}`);
    process.exitCode = 2;
  });
}
