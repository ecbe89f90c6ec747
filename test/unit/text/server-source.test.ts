import { describe, expect, test } from 'vitest';
import { serverSource } from '../../../server/src/core/text/server-source.ts';

describe('where a tool server comes from', () => {
  test.each([
    ['npx -y acme-mcp@1.2.0', 'package', 'acme-mcp', '1.2.0', true],
    ['npx -y @acme/mcp@latest --flag x@2', 'package', '@acme/mcp', 'latest', false],
    ['npx --package acme-mcp@1.2.0 acme', 'package', 'acme-mcp', '1.2.0', true],
    ['cmd /c npx -y acme-mcp', 'package', 'acme-mcp', null, false],
    ['pnpm dlx acme-mcp@^1.2.0', 'package', 'acme-mcp', '^1.2.0', false],
    ['uvx acme-notes==1.0.0', 'package', 'acme-notes', '1.0.0', true],
    ['uv tool run acme-notes[web]>=1.0', 'package', 'acme-notes', '>=1.0', false],
    ['uvx --from git+https://github.com/acme/a@v1 a', 'fetched', 'git+https://github.com/acme/a', 'v1', false],
    [
      'npx github:acme/a#0123456789012345678901234567890123456789',
      'fetched',
      'github:acme/a',
      '0123456789012345678901234567890123456789',
      true,
    ],
    ['docker run -i --rm -e KEY --network host ghcr.io/acme/d:main', 'image', 'ghcr.io/acme/d', 'main', false],
    ['docker run -i ghcr.io/acme/d:1@sha256:aa', 'image', 'ghcr.io/acme/d', 'sha256:aa', true],
    ['https://mcp.acme.io/mcp?key=1', 'remote', 'mcp.acme.io', null, true],
    ['npx -y mcp-remote@0.1.16 https://b.acme.io/mcp', 'remote', 'b.acme.io', null, true],
    ['node ./tools/g.mjs', 'local', 'node', null, true],
    ['npx ./tools/g.mjs', 'local', 'npx', null, true],
    ['', 'local', '', null, true],
  ] as const)('%s', (value, kind, name, version, isPinned) => {
    expect(serverSource(value)).toMatchObject({ kind, name, version, isPinned });
  });
});
