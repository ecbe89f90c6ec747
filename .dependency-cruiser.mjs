// The import rules of the design, section 2. test/arch/imports.test.ts shows that each of them can fail.
const stages =
  'register|change|syntax|facts|detectors|chains|policy|review|records|gate|exports|channels|languages|fixtures';
const core = '^server/src/core/';
const packages = ['web-tree-sitter', 'diff', 'yaml', 'zod', '@noble/hashes', 'canonicalize', 'saxes', 'jsonc-parser'];
const npm = (names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

/** Stage to stage, each with its reason. Anything else a stage needs of another belongs in `model/`. */
const exceptions = [];

const forbidden = [
  {
    name: 'no-cycles',
    comment: 'Type-only cycles included: move what both need into model/.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'model-imports-nothing',
    comment: 'The nouns depend on nothing but each other.',
    severity: 'error',
    from: { path: `${core}model/` },
    to: { pathNot: `${core}model/` },
  },
  {
    name: 'text-imports-model',
    severity: 'error',
    from: { path: `${core}text/` },
    to: { path: '^(server|client|test)/', pathNot: `${core}(model|text)/` },
  },
  {
    name: 'stage-imports-model-text-itself',
    comment: 'Stages meet in a verb. Shared types go into model/, shared data into server/data/.',
    severity: 'error',
    from: {
      path: `${core}(${stages})/`,
      ...(exceptions.length > 0 && { pathNot: exceptions.map(({ from }) => from) }),
    },
    to: {
      path: '^(server|client|test)/',
      pathNot: [`${core}(model|text)/`, `${core}$1/`, '^server/data/'],
    },
  },
  ...exceptions.map(({ from, to, reason }) => ({
    name: 'stage-imports-model-text-itself',
    comment: `Also allowed: ${to}. ${reason}`,
    severity: 'error',
    from: { path: from },
    to: {
      path: '^(server|client|test)/',
      pathNot: [`${core}(model|text)/`, from, '^server/data/', to],
    },
  })),
  {
    name: 'core-imports-core',
    comment: 'Nothing calls back up: no host, shell, protocol or client in the core.',
    severity: 'error',
    from: { path: core },
    to: { path: '^(server|client|test)/', pathNot: [core, '^server/data/'] },
  },
  {
    name: 'core-is-pure',
    comment: 'No Node in the core: the host reads, the core is given text.',
    severity: 'error',
    from: { path: [core, '^server/data/.*[.](ts|json)$'] },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'core-npm-list',
    comment: `The core's whole npm list: ${packages.join(', ')}.`,
    severity: 'error',
    from: { path: core },
    to: { path: 'node_modules/', pathNot: npm(packages) },
  },
  {
    name: 'tree-sitter-in-syntax-only',
    severity: 'error',
    from: { path: core, pathNot: `${core}syntax/` },
    to: { path: npm(['web-tree-sitter']) },
  },
  {
    name: 'shell-imports-verbs-model-protocol',
    comment: 'A shell calls verbs; it never reaches into a stage.',
    severity: 'error',
    from: { path: '^server/src/(host|lsp|cli)/' },
    to: { path: core, pathNot: [`${core}[^/]+[.]ts$`, `${core}model/`] },
  },
  {
    name: 'host-below-shells',
    severity: 'error',
    from: { path: '^server/src/host/' },
    to: { path: '^(server/src/(lsp|cli)|client|test)/' },
  },
  {
    name: 'lsp-without-cli',
    comment: '`countersign lsp` starts the LSP shell; the LSP shell knows no command line.',
    severity: 'error',
    from: { path: '^server/src/lsp/' },
    to: { path: '^(server/src/cli|client|test)/' },
  },
  {
    name: 'cli-without-client',
    severity: 'error',
    from: { path: '^server/src/cli/' },
    to: { path: '^(client|test)/' },
  },
  {
    name: 'protocol-imports-model',
    comment: 'Types and names only: both the browser page and Node read it.',
    severity: 'error',
    from: { path: '^server/src/protocol/' },
    to: { pathNot: ['^server/src/protocol/', `${core}model/`] },
  },
  {
    name: 'client-imports-protocol',
    comment: 'The client judges nothing: what it shows comes from the server.',
    severity: 'error',
    from: { path: '^client/src/' },
    to: { path: '^(server|client|test)/', pathNot: ['^server/src/protocol/', '^client/(src|words)/'] },
  },
  {
    name: 'webview-imports-protocol',
    comment: 'A browser page: no vscode, no Node.',
    severity: 'error',
    from: { path: '^client/webview/' },
    to: { path: '^(server|client|test)/', pathNot: ['^server/src/protocol/', '^client/(webview|words)/'] },
  },
  {
    name: 'words-import-protocol',
    comment: 'Both the editor and the browser page speak them: neither vscode nor the page.',
    severity: 'error',
    from: { path: '^client/words/' },
    to: { pathNot: ['^server/src/protocol/', '^client/words/', npm(['@vscode/l10n'])] },
  },
  {
    name: 'webview-has-no-node',
    severity: 'error',
    from: { path: '^client/webview/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'vscode-in-client-only',
    severity: 'error',
    from: { path: '^(server|client/webview)/' },
    to: { path: ['^vscode$', npm(['vscode-languageclient', '@types/vscode'])] },
  },
  {
    name: 'nothing-unresolvable',
    severity: 'error',
    from: { path: '^(server|client)/' },
    to: { couldNotResolve: true, pathNot: '^vscode$' },
  },
];

export default {
  forbidden,
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(server|client)/dist/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
