import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageById, languageOf, languages } from '../../../server/src/core/languages/table.ts';

const grammars = join(import.meta.dirname, '../../../grammars');

describe('the language of a path', () => {
  it.each([
    ['src/app.ts', 'typescript'],
    ['src/types.d.mts', 'typescript'],
    ['src/App.TSX', 'tsx'],
    ['bin/run.cjs', 'javascript'],
    ['pages/index.jsx', 'javascript'],
    ['stubs/x.pyi', 'python'],
    ['.github/workflows/ci.yml', 'yaml'],
    ['tsconfig.json', 'json'],
    ['.vscode/settings.jsonc', 'json'],
    ['.eslintrc', 'json'],
    ['Pipfile', 'toml'],
    ['Pipfile.lock', 'lock'],
    ['app/poetry.lock', 'lock'],
    ['requirements.txt', 'requirements'],
    ['api/requirements-dev.txt', 'requirements'],
    ['requirements/base.in', 'requirements'],
    ['dev-requirements.txt', 'requirements'],
    ['constraints.txt', 'requirements'],
    ['my.requirements/notes.txt', 'text'],
    ['src/main/java/com/acme/Users.java', 'java'],
    ['deploy/install.sh', 'bash'],
    ['app/models/user.rb', 'ruby'],
    ['Rakefile', 'ruby'],
    ['app/src/Main.kt', 'kotlin'],
    ['build.gradle.kts', 'kotlin'],
    ['src/main.rs', 'rust'],
    ['cmd/api/main.go', 'go'],
    ['go.mod', 'gomod'],
    ['go.work', 'gomod'],
    ['src/Api/Startup.cs', 'csharp'],
    ['src/Controller/Home.php', 'php'],
    ['infra/main.tf', 'terraform'],
    ['env/prod.tfvars', 'terraform'],
    ['infra/main.tf.json', 'json'],
    ['Dockerfile', 'dockerfile'],
    ['app/Dockerfile.dev', 'dockerfile'],
    ['.bashrc', 'bash'],
    ['.husky/pre-push', 'bash'],
    ['Makefile', 'build-script'],
    ['renovate.json5', 'yaml'],
    ['README.md', 'text'],
    ['image.png', 'media'],
  ])('%s is %s', (path, id) => {
    expect(languageOf(path)?.id).toBe(id);
  });

  it.each(['.gitmodules', 'json', 'a.b/c', 'a.unknown', ''])('%j is none of ours', (path) => {
    expect(languageOf(path)).toBeNull();
  });

  it.each([
    ['#!/usr/bin/env python3', 'python'],
    ['#!/usr/bin/python -u', 'python'],
    ['#!/usr/bin/env node', 'javascript'],
    ['#!/usr/bin/env -S deno run --allow-net', 'typescript'],
    ['#!/bin/sh', 'bash'],
    ['#!/usr/bin/env -S bash -e', 'bash'],
    ['#!/usr/bin/env fish', undefined],
    ['python', undefined],
  ])('a first line %s says %s', (line, id) => {
    expect(languageOf('bin/tool', line)?.id).toBe(id);
    expect(languageOf('bin/tool.json', line)?.id).toBe('json');
  });
});

describe('grammars/<id>/language.json', () => {
  const isUpdating = process.env['UPDATE_EXPECT'] === '1';

  it.each(languages.map(({ id }) => id))('of %s says what the definition says', (id) => {
    const path = join(grammars, id, 'language.json');
    const { title, grammar, inherits, extensions, fileNames, largeLexer } = languageById(id)!;
    const data = { id, title, grammar, inherits, extensions, fileNames, ...(largeLexer && { largeLexer }) };
    if (isUpdating) writeFileSync(path, `${JSON.stringify(data, null, 2)}\n`);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(data);
  });

  it('exists for every folder, and every folder has a row', () => {
    expect(readdirSync(grammars).toSorted()).toEqual(languages.map(({ id }) => id).toSorted());
  });
});
