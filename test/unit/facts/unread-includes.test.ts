import { expect, it } from 'vitest';
import { reviewTexts } from '../../golden/review-texts.ts';

const server = (inside: string): string =>
  `server {\n  server_name a.example;\n${inside}\n  location /a { proxy_pass http://a; }\n}\n`;

async function tiersOf(before: string, after: string): Promise<readonly string[]> {
  const texts = { before: { 'nginx.conf': server(before) }, after: { 'nginx.conf': server(after) } };
  const { findings } = await reviewTexts(texts);
  return findings.filter(({ detectorId }) => detectorId === 'guard-removed').map(({ tier }) => tier);
}

it.each([
  ['an included file that comes where it stood', 'auth_basic "x";', 'include snippets/auth.conf;', ['name']],
  ['a file that was included before', 'auth_basic "x"; include a.conf;', 'include a.conf;', ['proven']],
  ['a file of parameters', 'auth_basic "x";', 'include /etc/nginx/proxy_params;', ['proven']],
  ['nothing', 'auth_basic "x";', '', ['proven']],
])('%s says how sure it is that nothing is asked any more', async (_, before, after, tiers) => {
  expect(await tiersOf(before, after)).toEqual(tiers);
});

it('looks around a place for what is included there', async () => {
  const inside = (first: string, asked: string): string => `${first}\n location /b { ${asked} proxy_pass http://b; }`;
  expect(await tiersOf(inside('', 'auth_basic "x";'), inside('include a.conf;', ''))).toEqual(['name']);
  const beside = (other: string, asked: string): string =>
    inside('', asked) + `\n location /c { ${other} proxy_pass http://b; }`;
  expect(await tiersOf(beside('', 'auth_basic "x";'), beside('include a.conf;', ''))).toEqual(['proven']);
});
