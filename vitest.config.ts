import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** For tests that hang. How long one takes is the benchmark's affair: a busy machine is many times slower. */
const testTimeoutMs = 120_000;

/** What takes longest in its suite, or mostly waits: what begins last is short. */
const longest = [
  'agents/long-wait',
  'agents/failing-hook',
  'agents/set-up',
  'cli/gate-attacks',
  'cli/git-hooks',
  'cli/bad-input',
  'cli/decide-range',
  'cli/records',
  'cli/large-set',
  'lsp/held',
  'lsp/approval',
  'lsp/editor',
  'lsp/review',
  'lsp/requests',
  'unit/syntax/limits',
  'unit/review/any-sequence',
  'unit/syntax/tree-cache',
  'webview/accessibility',
  'webview/inventory',
  'webview/large',
];

/** The same on every machine: what earlier runs took is not known where nothing ran yet. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  // They start programs all the time, which takes a worker the longer the more memory it holds.
  if (moduleId.includes('/unit/host/')) return -1;
  const place = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return place < 0 ? longest.length : place;
}

/** Their tests share what a worker has loaded: it takes them longer to load than to run. */
const sharing = new Set(['unit', 'cli', 'lsp', 'webview']);

/** `npx vitest --project unit`. The cli, lsp and agents suites run what `npm run build` built. */
const project = (name: string) => ({
  test: {
    name,
    isolate: !sharing.has(name),
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: testTimeoutMs,
    hookTimeout: testTimeoutMs,
  },
});

export default defineConfig({
  test: {
    // Two cores: more workers only wait for each other.
    maxWorkers: 2,
    // A worker that ends on a busy machine is no failure.
    teardownTimeout: testTimeoutMs,
    globalSetup: 'test/runner/temporary-folder.ts',
    sequence: { sequencer: LongestFirst },
    projects: ['unit', 'golden', 'rules', 'arch', 'cli', 'webview', 'lsp', 'agents'].map(project),
  },
});
