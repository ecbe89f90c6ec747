import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOsv } from '../../server/src/host/osv-client.ts';
import { repository } from '../unit/host/scratch.ts';
import { countersign } from './run-cli.ts';

const lock = {
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { lodash: '^4.17.20' } },
    'node_modules/lodash': {
      version: '4.17.20',
      resolved: 'https://registry.npmjs.org/lodash/-/lodash-4.17.20.tgz',
      integrity: 'sha512-a',
    },
    'node_modules/ms': { version: '2.1.3', resolved: 'https://registry.npmjs.org/ms/-/ms-2.1.3.tgz' },
    'node_modules/@acme/billing': {
      version: '1.0.0',
      resolved: 'https://npm.acme.example/@acme/billing/-/billing-1.0.0.tgz',
    },
    'node_modules/@own/secret-project': { version: '1.0.0' },
  },
};

interface Seen {
  readonly url: string;
  readonly body: {
    readonly queries: readonly { readonly package: { readonly name: string }; readonly version: string }[];
  };
}

describe('osv', () => {
  const seen: Seen[] = [];
  let answer: 'known' | 'broken' | 'silent' | 'refused' = 'known';
  let server: Server;
  let endpoint = '';
  const files = repository();
  files.write('package-lock.json', JSON.stringify(lock, null, 2));
  files.write('.npmrc', '@own:registry=https://npm.own.example/\n');
  files.write('go.mod', 'module example.com/shop\n\nrequire golang.org/x/net v0.20.0\n');
  files.write('requirements.txt', '--extra-index-url https://pypi.own.example/simple\nown-thing==1.0\n');
  files.write('node_modules/x/package-lock.json', JSON.stringify(lock));

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      request.on('end', () => {
        const body = JSON.parse(text) as Seen['body'];
        seen.push({ url: request.url ?? '', body });
        if (answer === 'silent') return;
        if (answer === 'refused') response.statusCode = 503;
        const results = body.queries.map(({ package: { name } }) =>
          name === 'lodash' ? { vulns: [{ id: 'GHSA-x' }] } : {},
        );
        response.end(answer === 'broken' ? '{"results": []}' : JSON.stringify({ results }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('sends nothing unless it is told to, and says what it would send', async () => {
    const run = await countersign(['osv', '--endpoint', endpoint], { directory: files.root });
    expect(seen).toEqual([]);
    expect(run.exitCode).toBe(0);
    expect(run.output).toBe('');
    expect(run.errors).toContain(
      'Packages with exact versions: 3 (Go 1, npm 2), of which 0 were answered within a day.',
    );
    expect(run.errors).toContain(`To be sent to ${endpoint}: ecosystem, name and version of 3.`);
    expect(run.errors).toContain('Left out: 3 from other registries');
    expect(run.errors).toContain('Nothing was sent.');
  });

  it('says so when the answer is none, and keeps nothing of it', async () => {
    answer = 'broken';
    const broken = await countersign(['osv', '--online', '--endpoint', endpoint], { directory: files.root });
    expect(broken.exitCode).toBe(2);
    expect(broken.errors).toContain('3 packages were not answered: 3 packages were asked about, 0 were answered.');
    answer = 'refused';
    const refused = await countersign(['osv', '--online', '--endpoint', endpoint], { directory: files.root });
    expect(refused.exitCode).toBe(2);
    expect(refused.errors).toContain('the server answers 503');
  });

  it('waits for an answer for so long', async () => {
    answer = 'silent';
    const packages = [{ ecosystem: 'npm', name: 'a', version: '1.0.0' }];
    const asked = await askOsv(packages, { endpoint, folder: files.root, now: 0, timeoutMs: 200 });
    expect(asked.failures).toEqual(['1 packages were not answered: no answer within 0.2 s.']);
  });

  it('asks once, shows what is known, and asks again for nothing that is kept', async () => {
    answer = 'known';
    seen.length = 0;
    const run = await countersign(['osv', '--online', '--endpoint', endpoint], { directory: files.root });
    expect(run.exitCode).toBe(1);
    expect(run.output).toBe('lodash 4.17.20  npm\n  GHSA-x\n  package-lock.json\n');
    expect(seen.map(({ url }) => url)).toEqual(['/v1/querybatch']);
    const names = seen[0]!.body.queries.map(({ package: { name }, version }) => `${name} ${version}`);
    expect(names.toSorted()).toEqual(['golang.org/x/net 0.20.0', 'lodash 4.17.20', 'ms 2.1.3']);
    const again = await countersign(['osv', '--online', '--endpoint', endpoint, '--format', 'json'], {
      directory: files.root,
    });
    expect(seen).toHaveLength(1);
    expect(again.exitCode).toBe(1);
    expect(JSON.parse(again.output)).toMatchObject({ vulnerable: [{ name: 'lodash', ids: ['GHSA-x'] }] });
  });

  it('sends nothing in the clear to other machines', async () => {
    const run = await countersign(['osv', '--online', '--endpoint', 'http://osv.example.net'], {
      directory: files.root,
    });
    expect(run.exitCode).toBe(2);
    expect(run.errors).toContain('It would go over the network in the clear.');
  });
});
