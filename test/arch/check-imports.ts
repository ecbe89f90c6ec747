import path from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';

interface CheckedImports {
  /** Source files read. Zero means that the checker was blind, not that the tree is clean. */
  readonly modules: readonly string[];
  readonly violations: readonly { readonly rule: string; readonly from: string; readonly to: string }[];
}

interface ImportConfig {
  readonly forbidden: readonly (IForbiddenRuleType & { readonly name: string })[];
  readonly options: ICruiseOptions;
}

const root = path.resolve(import.meta.dirname, '../..');

export async function loadImportConfig(): Promise<ImportConfig> {
  const file = path.join(root, '.dependency-cruiser.mjs');
  const module = (await import(file)) as { readonly default: ImportConfig };
  return module.default;
}

/** Checks the folders `server` and `client` below `baseDir` against `.dependency-cruiser.mjs`. */
export async function checkImports(baseDir: string, folders: readonly string[]): Promise<CheckedImports> {
  const { forbidden, options } = await loadImportConfig();
  const { output } = await cruise([...folders], {
    ...options,
    baseDir,
    validate: true,
    ruleSet: { forbidden: [...forbidden] },
  });
  const result = output as ICruiseResult;
  return {
    modules: result.modules.map(({ source }) => source).filter((source) => /^(server|client)\/.*\.ts$/.test(source)),
    violations: result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

async function main(): Promise<void> {
  const { modules, violations } = await checkImports(root, ['server', 'client']);
  for (const { rule, from, to } of violations) console.log(`${from}\n  imports ${to}\n  rule    ${rule}`);
  console.log(`${modules.length} modules, ${violations.length} forbidden imports`);
  process.exitCode = modules.length === 0 || violations.length > 0 ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) await main();
