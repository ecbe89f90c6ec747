import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** For tests that hang. How long one takes is the benchmark's affair: a busy machine is many times slower. */
const testTimeoutMs = 120_000;

/** What mostly waits begins first: others run beside it. */
class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isWaiting = ({ moduleId }: TestSpecification): number => (moduleId.endsWith('/long-wait.test.ts') ? 1 : 0);
    return (await super.sort(files)).toSorted((one, other) => isWaiting(other) - isWaiting(one));
  }
}

/**
 * `npx vitest --project unit`. The cli, lsp and agents suites run what `npm run build` built. Unit tests share what a worker
 * has loaded: it takes them longer to load than to run.
 */
const project = (name: string) => ({
  test: {
    name,
    isolate: name !== 'unit',
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
    sequence: { sequencer: WaitingFirst },
    projects: ['unit', 'golden', 'rules', 'arch', 'cli', 'webview', 'lsp', 'agents'].map(project),
  },
});
