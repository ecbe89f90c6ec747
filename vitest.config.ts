import { defineConfig } from 'vitest/config';

/** `npx vitest --project unit`. The cli and lsp suites run what `npm run build` built. */
const project = (name: string, include: readonly string[], testTimeoutMs: number) => ({
  test: { name, include: [...include], testTimeout: testTimeoutMs, hookTimeout: testTimeoutMs },
});

export default defineConfig({
  test: {
    // Two cores: more workers only wait for each other.
    maxWorkers: 2,
    projects: [
      project('unit', ['test/unit/**/*.test.ts'], 10_000),
      project('golden', ['test/golden/**/*.test.ts'], 20_000),
      project('rules', ['test/rules/**/*.test.ts'], 20_000),
      project('arch', ['test/arch/**/*.test.ts'], 60_000),
      project('cli', ['test/cli/**/*.test.ts'], 60_000),
      project('webview', ['test/webview/**/*.test.ts'], 120_000),
      project('lsp', ['test/lsp/**/*.test.ts'], 60_000),
    ],
  },
});
