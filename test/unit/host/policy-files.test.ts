import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readPolicyOfBase, withRepair } from '../../../server/src/host/gate-policy.ts';
import { openRepository } from '../../../server/src/host/git-repository.ts';
import { type PolicyBase, type PolicyOptions, readPolicy } from '../../../server/src/host/policy-files.ts';
import { integrityOf } from '../../../server/src/host/policy-packs.ts';
import { HostProblem } from '../../../server/src/host/problems.ts';
import { repository, scratch, type ScratchRepository } from './scratch.ts';

const path = '.countersign/policy.yaml';
const rule = (id: string): string => `version: 1\nrules: [ { id: ${id}, match: {}, obligation: block } ]\n`;

async function read(made: ScratchRepository, options: PolicyOptions = {}) {
  const opened = await openRepository(made.root);
  if (opened === null) throw new Error('no repository');
  const base: PolicyBase = { kind: 'commit', repository: opened, commit: made.git('rev-parse', 'HEAD'), title: 'HEAD' };
  try {
    const { value, problems } = await readPolicy(base, { workspace: made.root, ...options });
    return {
      rules: value.layers.flatMap(({ name, rules }) =>
        name === 'built-in' ? [] : rules.map(({ id }) => `${name} ${id}`),
      ),
      problems: problems.map(({ code, message }) => `${code} ${message}`),
    };
  } finally {
    opened.close();
  }
}

test('what judges nothing says who can repair it: broken, or no text at all', async () => {
  const made = repository();
  const ask = async (text: string | Uint8Array): Promise<readonly string[]> => {
    made.write(path, text);
    const base = made.commit('policy');
    const opened = await openRepository(made.root);
    if (opened === null) throw new Error('no repository');
    try {
      const policyBase: PolicyBase = { kind: 'commit', repository: opened, commit: base, title: 'main' };
      const { problems } = await readPolicyOfBase(policyBase, { repository: opened, organisation: null, baseTitle: 'main' }); // prettier-ignore
      return withRepair(problems, 'main').map(({ fix }) => fix);
    } catch (error) {
      if (error instanceof HostProblem) return [error.problem.fix];
      throw error;
    } finally {
      opened.close();
    }
  };
  expect((await ask('version: 1\n\trules: []\n')).at(-1)).toContain('Whoever may merge past this check');
  expect(await ask(new Uint8Array([0, 1, 2]))).toEqual([expect.stringContaining('Whoever may merge past this check')]);
  expect(await ask(rule('fine'))).toEqual([]);
});

describe('packs', () => {
  const text = rule('acme');
  const integrity = integrityOf(Buffer.from(text));
  const policy = (sha: string): string =>
    `version: 1\nextends: [ { package: "@acme/rules@3", integrity: "${sha}" }, ./rules/own.yaml ]\n`;

  test('the vendored copy, the tarball and what is installed count with their integrity only', async () => {
    const made = repository();
    made.write('.countersign/rules/own.yaml', rule('own'));
    made.write(path, policy(integrity));
    made.commit('without');
    expect((await read(made)).problems).toEqual([
      'CS1021 The package "@acme/rules" is neither in .countersign/packs/ nor in node_modules.',
    ]);
    made.write('node_modules/@acme/rules/policy.yaml', rule('evil'));
    expect((await read(made)).problems[0]).toMatch(/^CS1021 .* node_modules\/@acme\/rules\/policy.yaml has sha512-/);
    made.write('node_modules/@acme/rules/policy.yaml', text);
    expect(await read(made)).toEqual({ rules: ['pack acme', 'pack own'], problems: [] });
    made.remove('node_modules');
    made.write('.countersign/packs/@acme/rules/policy.yaml', text);
    // Not at the base yet: what is on disk there is no agent's to give.
    expect((await read(made)).problems).toHaveLength(1);
    made.commit('vendored');
    expect(await read(made)).toEqual({ rules: ['pack acme', 'pack own'], problems: [] });
  });

  test('a tarball as npm packs it', async () => {
    const made = repository();
    const tarball = gzipSync(tar('package/package.json', '{}', 'package/policy.yaml', text));
    made.write('.countersign/packs/acme-rules-3.0.0.tgz', tarball);
    made.write('.countersign/rules/own.yaml', rule('own'));
    made.write(path, policy(integrityOf(tarball)));
    made.commit('packed');
    expect(await read(made)).toEqual({ rules: ['pack acme', 'pack own'], problems: [] });
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    made.write('.countersign/packs/acme-rules-3.0.0.tgz', bomb);
    made.write(path, policy(integrityOf(bomb)));
    made.commit('bomb');
    expect((await read(made)).problems).toEqual([
      'CS1021 ".countersign/packs/acme-rules-3.0.0.tgz" has no policy.yaml.',
    ]);
  });

  test('links out of the repository are not followed', async () => {
    const outside = scratch();
    outside.write('policy.yaml', text);
    const made = repository();
    made.link('.countersign/rules/own.yaml', outside.at('policy.yaml'));
    made.write(path, 'version: 1\nextends: [ ./rules/own.yaml ]\n');
    made.commit('link');
    await expect(read(made)).rejects.toThrow(/is no text that can be read: A symbolic link/);
    made.remove('.countersign');
    made.link('.countersign', outside.root);
    made.commit('folder');
    await expect(read(made)).rejects.toThrow(/is not read: a policy is a file/);
    made.link('node_modules/@acme/rules', outside.root);
    made.remove('.countersign');
    made.write(path, `version: 1\nextends: [ { package: "@acme/rules", integrity: "${integrity}" } ]\n`);
    made.commit('installed');
    expect((await read(made)).rules).toEqual([]);
  });
});

describe('organisation', () => {
  const made = repository();
  made.write('.countersign/organisation.yaml', rule('org'));
  made.commit('policy');
  const digest = createHash('sha256').update(rule('org')).digest('hex');

  test('by digest it is the copy at the base', async () => {
    expect(await read(made, { organisation: `sha256:${digest}` })).toEqual({
      rules: ['organisation org'],
      problems: [],
    });
    for (const cut of ['sha256:00', `SHA256:${digest}0`])
      await expect(read(made, { organisation: cut })).rejects.toThrow(/is no digest/);
    await expect(read(made, { organisation: `sha256:${'0'.repeat(64)}` })).rejects.toThrow(/is not the policy of the/);
  });

  test('by path it is that file, with what stands beside it and nothing above', async () => {
    const folder = scratch();
    folder.write('org/policy.yaml', 'version: 1\nextends: [ ./more.yaml, ./../up.yaml ]\n');
    folder.write('org/more.yaml', rule('more'));
    folder.write('up.yaml', rule('up'));
    const found = await read(made, { organisation: folder.at('org/policy.yaml') });
    expect(found).toEqual({
      rules: ['pack more'],
      problems: ['CS1021 "./../up.yaml" is no YAML file of the repository.'],
    });
    await expect(read(made, { organisation: folder.at('none.yaml') })).rejects.toThrow(
      /The policy of the organisation/,
    );
  });
});

test('folders have policies, and those of what surrounds an open folder hold for all of it', async () => {
  const made = repository();
  made.write('services/.countersign/policy.yaml', rule('all'));
  made.write('services/pay/.countersign/policy.yaml', rule('pay'));
  made.write('services/pay/src/.countersign/policy.yaml', rule('src'));
  made.commit('policies');
  const opened = (await openRepository(made.root))!;
  const base: PolicyBase = { kind: 'commit', repository: opened, commit: made.git('rev-parse', 'HEAD'), title: '' };
  const folders = async (workspace: string): Promise<readonly unknown[]> =>
    (await readPolicy(base, { workspace })).value.layers
      .filter(({ name }) => name === 'folder')
      .map(({ folder }) => folder);
  expect(await folders(made.root)).toEqual(['services', 'services/pay', 'services/pay/src']);
  expect(await folders(made.at('services/pay'))).toEqual(['', '', 'src']);
  opened.close();
});

/** Names and contents, in ustar. */
function tar(...parts: readonly string[]): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const content = Buffer.from(parts[at + 1]!);
    const header = Buffer.alloc(512);
    header.write(parts[at]!, 0);
    header.write(content.length.toString(8).padStart(11, '0'), 124);
    header.write('0', 156);
    header.write('ustar', 257);
    const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
    content.copy(body);
    blocks.push(header, body);
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

describe('what is nearly a policy', () => {
  test.each(['.countersign/policy.yml', '.Countersign/policy.yaml', 'api/.countersign/policy.yml', '.countersign'])(
    'is refused, not passed over: %s',
    async (name) => {
      const made = repository();
      made.write(name, rule('own'));
      made.commit('policy');
      await expect(read(made)).rejects.toThrow(/is not read: a policy is a file "\.countersign\/policy\.yaml"/);
    },
  );
});
