import { defineConfig } from 'vitest/config';

/** For tests that hang. How long one takes is the benchmark's affair: a busy machine is many times slower. */
const testTimeoutMs = 120_000;

/** `npx vitest --project unit`. The cli, lsp and agents suites run what `npm run build` built. */
const project = (name: string) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: testTimeoutMs,
    hookTimeout: testTimeoutMs,
  },
});

export default defineConfig({
  test: {
    // Two cores: more workers only wait for each other.
    maxWorkers: 2,
    projects: ['unit', 'golden', 'rules', 'arch', 'cli', 'webview', 'lsp', 'agents'].map(project),
  },
});
