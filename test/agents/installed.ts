import fs from 'node:fs';
import path from 'node:path';

/** The program of a package that `setup.mjs` has put here. @throws when it has not */
export function installed(name: string, program: string): string {
  const folder = path.join(import.meta.dirname, 'node_modules', name);
  const manifest = path.join(folder, 'package.json');
  if (!fs.existsSync(manifest))
    throw new Error(
      `${name} is not installed. Run "node test/agents/setup.mjs", or "npm test -- --only build,agents-setup,agents".`,
    );
  const { bin } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { readonly bin: Readonly<Record<string, string>> };
  return path.join(folder, bin[program]!);
}
