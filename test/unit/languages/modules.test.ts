import { describe, expect, it } from 'vitest';
import { languageById } from '../../../server/src/core/languages/table.ts';

const node = languageById('typescript')!;
const python = languageById('python')!;

describe('JavaScript modules', () => {
  it.each([
    ['node:fs', 'fs'],
    ['node:fs/promises', 'fs/promises'],
    ['fs', 'fs'],
    ['npm:express@4', 'express'],
    ['npm:@aws-sdk/client-s3@^3.0/dist', '@aws-sdk/client-s3/dist'],
    ['@scope/pkg', '@scope/pkg'],
    ['./local', './local'],
  ])('%s is %s', (specifier, canonical) => {
    expect(node.canonicalModule(specifier)).toBe(canonical);
  });

  it('resolve from the importing file, the compiled extension first to its source', () => {
    expect(node.modulePaths('./db.js', 'src/api/users.ts')).toEqual([
      'src/api/db.ts',
      'src/api/db.tsx',
      'src/api/db.js',
      'src/api/db.jsx',
    ]);
    expect(node.modulePaths('./db.js', 'src/api/users.js')[0]).toBe('src/api/db.js');
    expect(node.modulePaths('../db.mjs', 'src/api/users.mts')).toEqual(['src/db.mts', 'src/db.mjs']);
    expect(node.modulePaths('./data.json', 'a.ts')).toEqual(['data.json']);
  });

  it('resolve without an extension to files, then to folders', () => {
    const paths = node.modulePaths('../db', 'src/api/users.ts');
    expect(paths.slice(0, 4)).toEqual(['src/db.ts', 'src/db.tsx', 'src/db.js', 'src/db.jsx']);
    expect(paths).toContain('src/db/index.ts');
    expect(node.modulePaths('./users.service', 'src/a.ts')[0]).toBe('src/users.service.ts');
    expect(node.modulePaths('.', 'src/a.ts')).toContain('src/index.ts');
    expect(node.modulePaths('..', 'src/a.ts')).toContain('index.ts');
  });

  it('resolve the two common spellings of the source folder', () => {
    expect(node.modulePaths('@/lib/db', 'web/src/pages/a.tsx')[0]).toBe('web/src/lib/db.ts');
    expect(node.modulePaths('@/lib/db', 'app/page.tsx')).toEqual(
      expect.arrayContaining(['lib/db.ts', 'src/lib/db.ts']),
    );
    expect(node.modulePaths('src/lib/db', 'src/a.ts')[0]).toBe('src/lib/db.ts');
  });

  it('are packages otherwise, and never leave the workspace', () => {
    for (const specifier of [
      'express',
      '@aws-sdk/client-s3',
      'node:fs',
      '#internal',
      '/etc/passwd',
      'https://x/y.ts',
    ]) {
      expect(node.modulePaths(specifier, 'src/a.ts')).toEqual([]);
    }
    expect(node.modulePaths('../../x', 'src/a.ts')).toEqual([]);
  });
});

describe('Python modules', () => {
  it('resolve dots from the package of the importing file', () => {
    expect(python.modulePaths('.db', 'app/api/users.py')).toEqual(['app/api/db.py', 'app/api/db/__init__.py']);
    expect(python.modulePaths('..core.db', 'app/api/users.py')[0]).toBe('app/core/db.py');
    expect(python.modulePaths('.', 'app/api/users.py')).toEqual(['app/api/__init__.py']);
    expect(python.modulePaths('....x', 'app/api/users.py')).toEqual([]);
  });

  it('resolve names from the root, from src, and from the folders above the file', () => {
    expect(python.modulePaths('app.db', 'services/api/main.py')).toEqual([
      'app/db.py',
      'app/db/__init__.py',
      'src/app/db.py',
      'src/app/db/__init__.py',
      'services/app/db.py',
      'services/app/db/__init__.py',
      'services/api/app/db.py',
      'services/api/app/db/__init__.py',
    ]);
  });

  it('of the standard library are packages', () => {
    expect(python.modulePaths('os.path', 'a.py')).toEqual([]);
    expect(python.modulePaths('subprocess', 'a.py')).toEqual([]);
  });
});

it('globals name themselves', () => {
  expect(node.globals['fetch']).toBe('fetch');
  expect(python.globals['open']).toBe('open');
  expect(Object.hasOwn(node.globals, 'user')).toBe(false);
});

describe('Java packages', () => {
  const java = languageById('java')!;
  const from = 'app/src/main/java/com/acme/web/Users.java';

  it('have a file a class, below the source root of the importing file', () => {
    expect(java.modulePaths('com.acme.data', from, 'User')).toEqual(['app/src/main/java/com/acme/data/User.java']);
    expect(java.modulePaths('com.acme.web.Guards', from, 'admin')).toEqual([
      'app/src/main/java/com/acme/web/Guards.java',
    ]);
    expect(java.modulePaths('com.acme.data', 'legacy/com/acme/Main.java', 'User')).toEqual([
      'legacy/com/acme/data/User.java',
    ]);
  });

  it('of a test may stand beside it or in what is tested', () => {
    expect(java.modulePaths('com.acme.data', 'src/test/java/com/acme/UserTest.java', 'User')).toEqual([
      'src/test/java/com/acme/data/User.java',
      'src/main/java/com/acme/data/User.java',
    ]);
  });

  it('that share no more than a root with the importing file are libraries', () => {
    expect(java.modulePaths('com.amazonaws.services.s3', from, 'AmazonS3')).toEqual([]);
    expect(java.modulePaths('org.slf4j', from, 'Logger')).toEqual([]);
  });

  it('need no import for what stands beside the file', () => {
    expect(java.siblingPaths?.('Account', from)).toEqual(['app/src/main/java/com/acme/web/Account.java']);
    expect(java.siblingPaths?.('account', from)).toEqual([]);
  });

  it.each([
    ['s3.S3Client.builder().region().build', 's3.S3Client'],
    ['s3.AmazonS3ClientBuilder.standard().build', 's3.AmazonS3Client'],
    ['okhttp3.Request.Builder().url().build', 'okhttp3.Request'],
    ['net.HttpClient.newHttpClient', 'net.HttpClient'],
    ['a.Users.find', 'a.Users.find'],
  ])('%s makes an instance of %s', (callee, name) => {
    expect(java.instanceMade(callee)).toBe(name);
  });
});
