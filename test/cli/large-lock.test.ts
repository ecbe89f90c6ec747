import { describe, expect, it } from 'vitest';
import { repository } from '../unit/host/scratch.ts';
import { countersign } from './run-cli.ts';

interface Reviewed {
  readonly files: readonly { readonly parsed: string; readonly notJudged?: unknown }[];
  readonly findings: readonly { readonly detectorId: string; readonly message: string }[];
}

function lockOf(host: string): string {
  const packages: Record<string, unknown> = { '': {} };
  for (let at = 0; at < 15_000; at += 1)
    packages[`node_modules/package-${at}`] = {
      version: '1.0.0',
      resolved: `https://${at === 7_000 ? host : 'registry.npmjs.org'}/package-${at}/-/package-${at}-1.0.0.tgz`,
      integrity: `sha512-${'a'.repeat(86)}==`,
    };
  return `${JSON.stringify({ lockfileVersion: 3, packages }, null, 2)}\n`;
}

describe('a lock over the limit of other files', () => {
  it('is judged in a range of commits', { timeout: 120_000 }, async () => {
    const files = repository();
    files.write('package-lock.json', lockOf('registry.npmjs.org'));
    files.commit('before');
    files.write('package-lock.json', lockOf('packages.example.net'));
    files.commit('after');
    const run = await countersign(['review', '--base', 'HEAD~1', '--head', 'HEAD', '--format', 'json'], {
      directory: files.root,
    });
    const { files: reviewed, findings } = JSON.parse(run.output) as Reviewed;
    expect(reviewed.map(({ parsed, notJudged }) => ({ parsed, notJudged }))).toEqual([
      { parsed: 'clean', notJudged: undefined },
    ]);
    expect(findings.map(({ message }) => message)).toEqual([
      'The lock takes package-7000 from packages.example.net, before from the usual registry.',
    ]);
    expect(run.exitCode).toBe(1);
  });
});
