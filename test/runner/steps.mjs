// The steps of `npm test`, in order. A step is a command; what differs between them is data:
//
//   command   argv; the first word is found in node_modules/.bin or on the PATH (`node` is the tools' Node, >= 22.15)
//   tests     folder that must hold test files: a suite that lost its files must not pass by finding nothing
//   counts    who wrote the report that the numbers come from: vitest (to `{report}`), or the workbench (to `report`)
//   needs     steps whose output this one runs; if one of them failed in this run, this one is not run, and if it was skipped,
//             so is this one
//   node      'oldest': the tests run the built programs with the oldest Node we support, when the machine has one
//   minutes   time limit
//   lane      steps of one lane follow one another; lanes run beside each other, for the workbench and agents mostly wait. A step
//             of lane `any` runs in the one that ends first, so that both end at about the same time
//
// A command that ends with 75 (EX_TEMPFAIL of sysexits.h) wants something from the network that cannot be reached: it is skipped.

const vitest = (name) => [
  'vitest',
  'run',
  '--project',
  name,
  '--reporter=default',
  '--reporter=json',
  '--outputFile.json={report}',
];

const suite = (name, what, more = {}) => ({
  name,
  what,
  command: vitest(name),
  tests: `test/${name}`,
  counts: 'vitest',
  minutes: 10,
  ...more,
});

const files = (folder, names) => names.map((name) => `test/${folder}/${name}.test.ts`);

export const steps = [
  { name: 'format', what: 'oxfmt', command: ['oxfmt', '--check'], minutes: 2 },
  { name: 'lint', what: 'oxlint with types', command: ['oxlint', '--type-aware', '--deny-warnings'], minutes: 3 },
  { name: 'types', what: 'TypeScript, one program per environment', command: ['tsc', '-b'], minutes: 5 },
  {
    name: 'imports',
    what: 'who may import whom',
    command: ['node', '--experimental-strip-types', '--no-warnings', 'test/arch/check-imports.ts'],
    minutes: 2,
  },
  { name: 'dead', what: 'knip: unused files, exports, dependencies', command: ['knip'], minutes: 3 },
  { name: 'build', what: 'all bundles, within their budgets', command: ['node', 'esbuild.config.mjs'], minutes: 3 },
  {
    name: 'package',
    what: 'the vsix and the npm package',
    command: ['node', 'server/scripts/package.mjs', '--no-build'],
    needs: ['build'],
    minutes: 3,
  },
  suite('unit', 'functions and properties'),
  suite('golden', 'whole analyses, compared with stored answers', { lane: 'any' }),
  suite('rules', 'what the shipped rules ask for', { lane: 'any' }),
  suite('arch', 'purity, tables, import canaries', { lane: 'any' }),
  suite('webview', 'the review panel in a browser', { needs: ['build'] }),
  suite('cli', 'the built CLI', { needs: ['build'] }),
  suite('lsp', 'the built language server', { needs: ['build'] }),
  // What a Node lacks shows in any use of a program: of what takes long, one file that uses the same runs here.
  suite('cli-oldest', 'the built CLI on the oldest Node', {
    command: [...vitest('cli'), ...files('cli', ['command-line', 'gate-ci'])],
    tests: 'test/cli',
    needs: ['build'],
    node: 'oldest',
  }),
  suite('lsp-oldest', 'the built server on the oldest Node', {
    command: [...vitest('lsp'), ...files('lsp', ['mcp'])],
    tests: 'test/lsp',
    needs: ['build'],
    node: 'oldest',
  }),
  {
    name: 'workbench',
    lane: 'workbench',
    what: 'install VS Code for the next two',
    command: ['node', 'test/workbench/setup.mjs'],
    minutes: 10,
  },
  {
    name: 'canary',
    lane: 'workbench',
    what: 'the workbench harness can fail',
    command: ['node', 'test/workbench/run.mjs', 'canary'],
    tests: 'test/workbench/canary',
    counts: 'workbench',
    report: '.cache/workbench/canary.json',
    needs: ['workbench'],
    minutes: 10,
  },
  {
    name: 'host',
    lane: 'workbench',
    what: 'the extension in a real extension host',
    command: ['node', 'test/workbench/run.mjs', 'host'],
    tests: 'test/extension',
    counts: 'workbench',
    report: '.cache/workbench/host.json',
    needs: ['package', 'workbench'],
    minutes: 10,
  },
  {
    name: 'ui',
    lane: 'workbench',
    what: 'the workbench, clicked',
    command: ['node', 'test/workbench/run.mjs', 'ui'],
    tests: 'test/workbench/ui',
    counts: 'workbench',
    report: '.cache/workbench/ui.json',
    needs: ['package', 'workbench'],
    minutes: 15,
  },
  {
    name: 'agents-setup',
    lane: 'workbench',
    what: 'install the agents for the next',
    command: ['node', 'test/agents/setup.mjs'],
    minutes: 10,
  },
  suite('agents', 'real agents, whose model is a script', { lane: 'workbench', needs: ['build', 'agents-setup'] }),
];
