import { expect, it } from 'vitest';
import { reviewTexts } from '../../golden/review-texts.ts';

it('hangs what a script of a job does on that job', async () => {
  const workflow = (script: string): string =>
    `on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/github-script@v7\n        with:\n          script: |\n            ${script}\n`;
  const { facts, failures } = await reviewTexts({
    before: { '.github/workflows/a.yml': workflow('return 1;') },
    after: { '.github/workflows/a.yml': workflow("require('child_process').execSync('make');") },
  });
  expect(failures).toEqual([]);
  const run = facts.find(({ kind, change }) => kind === 'permission.process' && change === 'added');
  expect(run?.subject).toEqual({ type: 'job', symbol: 'jobs.build', exposure: 'ci' });
});
