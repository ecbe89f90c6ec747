import { expect, it } from 'vitest';
import { reviewTexts } from '../../golden/review-texts.ts';

const server = (inside: string): string =>
  `server {\n  server_name a.example;\n${inside}\n  location /a { proxy_pass http://a; }\n}\n`;

const gateway = (inside: string): string => `import * as apigateway from 'aws-cdk-lib/aws-apigateway';\n${inside}\n`;

async function tiersOf(before: string, after: string, path = 'nginx.conf'): Promise<readonly string[]> {
  const written = path === 'nginx.conf' ? server : gateway;
  const texts = { before: { [path]: written(before) }, after: { [path]: written(after) } };
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

it.each([
  ['options from elsewhere', "items.addMethod('GET', integration, options);", ['name']],
  ['options that are spread in from elsewhere', "items.addMethod('GET', integration, { ...options });", ['name']],
  [
    'options of an API from elsewhere',
    "const items = new apigateway.RestApi(this, 'a', { defaultMethodOptions: options }); items.addMethod('GET', integration);",
    ['name'],
  ],
  ['options that are written there', "items.addMethod('GET', integration, { operationName: 'x' });", ['proven']],
  ['none', "items.addMethod('GET', integration);", ['proven']],
])('%s say how sure it is that a method asks nobody any more', async (_, after, tiers) => {
  expect(await tiersOf("items.addMethod('GET', integration, { authorizer });", after, 'lib/api.ts')).toEqual(tiers);
});
