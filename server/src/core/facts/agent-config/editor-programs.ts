import type { Leaf } from './document.ts';
import type { Setting } from './setting.ts';

/** Settings of editors that name a program which they start. `*` is one key. Sources: the extensions' manifests, 2026-11. */
const PROGRAMS =
  /^(?:git\.path|python\.(?:defaultInterpreterPath|pythonPath|condaPath|poetryPath)|terminal\.integrated\.(?:profiles|automationProfile|automationShell|shell)\.\w+(?:\.[^.]+)?(?:\.path)?|eslint\.(?:runtime|nodePath)|typescript\.tsserver\.nodePath|(?:php\.validate|shellcheck|clang-format|hadolint)\.executable(?:Path)?|go\.alternateTools\.\w+|rust-analyzer\.(?:server\.path|check\.overrideCommand|cargo\.buildScripts\.overrideCommand)|(?:clangd|deno|terraform\.languageServer|ruff|black-formatter)\.path|java\.jdt\.ls\.java\.home|mypy\.dmypyExecutable|docker\.dockerPath|npm\.packageManager)$/;
/** In the workspace, or where anybody may write. */
const OF_WORKSPACE = /^(?:\.\.?[\\/]|\$\{workspaceFolder(?::[^}]*)?\}|\/tmp\/|\/var\/tmp\/|[\w.-]+\/)/;
/** Where tools put programs that a manifest holds. */
const INSTALLED = /(?:^|[\\/])(?:\.?v?env[\w.-]*|\.tox|\.direnv|\.pixi|node_modules|\.yarn\/sdks|vendor\/bin)[\\/]/;

/** Programs of the workspace that an editor starts in place of those of the machine. */
export function* editorProgramsIn(path: string, leaves: readonly Leaf[]): Generator<Setting> {
  if (!/(?:^|\/)\.vscode\/settings\.json$|\.code-workspace$/.test(path)) return;
  for (const leaf of leaves) {
    const name = leaf.keys
      .slice(leaf.keys[0] === 'settings' ? 1 : 0)
      .filter((key) => !/^\d+$/.test(key))
      .join('.');
    if (!PROGRAMS.test(name) || !OF_WORKSPACE.test(leaf.value) || INSTALLED.test(leaf.value)) continue;
    yield {
      kind: 'agent.config',
      action: 'run',
      slot: `${name}, by the editor`,
      value: leaf.value,
      node: leaf.node,
      covers: [leaf],
      why: 'The editor starts it, and whoever can change the workspace decides what it is.',
    };
  }
}
