import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../server/src/core/model/fact.ts';
import { dataOf, rightsOf } from '../../../server/src/core/register/rights.ts';
import { lineAt } from './automations.ts';

function fact(over: Partial<Fact> & Pick<Fact, 'kind' | 'action'>, path = 'a.yml'): Fact {
  return {
    key: 'k',
    id: 'i',
    facet: 'permission',
    subject: { type: 'job', symbol: 'jobs.a' },
    resource: { kind: 'token', norm: 'GITHUB_TOKEN', dynamic: false },
    provenance: { path, side: 'after', range: lineAt(4), anchor: '', evidence: [] },
    confidence: { tier: 'proven', why: [] },
    context: { test: false, example: false, generated: false, vendored: false, docs: false },
    ...over,
  };
}

const need = (action: string, level: string, over: Partial<Fact> = {}): Fact =>
  fact({ kind: 'permission.scope', action, qualifiers: { provider: 'github', level }, ...over });
const grant = (action: string, level: string, over: Partial<Fact> = {}): Fact =>
  fact({
    kind: 'permission.grant',
    action,
    qualifiers: { level },
    subject: { type: 'workflow', symbol: 'workflow' },
    ...over,
  });
const states = (...facts: Fact[]) => rightsOf(facts).map(({ name, state }) => `${name} ${state}`);

describe('rights', () => {
  test('of the token of a workflow are joined with what its steps need', () => {
    expect(states(need('issues', 'write'), grant('issues', 'write'))).toEqual([
      'issues: write of GITHUB_TOKEN granted',
    ]);
    expect(states(need('issues', 'read'), grant('issues', 'write'))).toEqual([
      'issues: read of GITHUB_TOKEN granted',
      'issues: write of GITHUB_TOKEN unused',
    ]);
    expect(states(need('issues', 'write'), grant('issues', 'read'))).toEqual([
      'issues: read of GITHUB_TOKEN given',
      'issues: write of GITHUB_TOKEN missing',
    ]);
  });

  test('are not known where nothing is given by the file, or a step may need more', () => {
    expect(states(need('issues', 'write'))).toEqual(['issues: write of GITHUB_TOKEN needed']);
    const step = need('unknown', 'write', { resource: { kind: 'action', norm: 'acme/do@v1', dynamic: false } });
    expect(states(step, need('issues', 'read'), grant('packages', 'write'))).toContain(
      'packages: write of GITHUB_TOKEN given',
    );
    expect(states(need('issues', 'read'), grant('packages', 'write'))).toContain(
      'packages: write of GITHUB_TOKEN unused',
    );
    expect(states(step)).toEqual([]);
    expect(states(grant('packages', 'write'))).toEqual(['packages: write of GITHUB_TOKEN given']);
  });

  test('to read the repository may come from its being public', () => {
    expect(states(need('contents', 'read'), grant('issues', 'none'))).toEqual([
      'contents: read of GITHUB_TOKEN needed',
    ]);
  });

  test('of another job are not those of this one', () => {
    const other = { subject: { type: 'job' as const, symbol: 'jobs.b' } };
    expect(states(need('issues', 'write'), grant('issues', 'write', other))).toEqual([
      'issues: write of GITHUB_TOKEN needed',
    ]);
  });

  test('that a job says for itself take the place of the workflow’s', () => {
    const own = grant('issues', 'read', { subject: { type: 'job', symbol: 'jobs.a' } });
    expect(states(need('issues', 'write'), grant('issues', 'write'), own)).toContain(
      'issues: write of GITHUB_TOKEN missing',
    );
  });

  test('of a cloud are as the roles say', () => {
    const s3 = (grantState?: 'declared' | 'undeclared'): Fact =>
      fact({
        kind: 'permission.cloud',
        action: 's3:PutObject',
        resource: { kind: 'bucket', norm: 'arn:aws:s3:::x/*', dynamic: false },
        ...(grantState === undefined ? {} : { detail: { grant: grantState } }),
      });
    expect(states(s3('declared'))).toEqual(['s3:PutObject on arn:aws:s3:::x/* granted']);
    expect(states(s3('undeclared'))).toEqual(['s3:PutObject on arn:aws:s3:::x/* missing']);
    expect(states(s3())).toEqual(['s3:PutObject on arn:aws:s3:::x/* needed']);
    expect(states(s3('declared'), s3('undeclared'))).toEqual(['s3:PutObject on arn:aws:s3:::x/* missing']);
  });

  test('that tests need are nobody’s', () => {
    const context = { test: true, example: false, generated: false, vendored: false, docs: false };
    expect(states(fact({ kind: 'permission.cloud', action: 's3:PutObject', context }))).toEqual([]);
  });
});

test('data is told once a class and place it goes to', () => {
  const flow = (dataClass: string, to: string): Fact =>
    fact({
      kind: 'data.flow',
      action: 'send',
      qualifiers: { to, sink: 'third-party' },
      detail: { dataClass, sink: 'third-party' },
    });
  const field = fact({ kind: 'data.field', action: 'declare', detail: { dataClass: 'contact.email' } });
  expect(
    dataOf([flow('contact.email', 'a.com'), flow('contact.email', 'a.com'), flow('contact.email', 'b.com'), field]),
  ).toMatchObject([
    { dataClass: 'contact.email', sink: null, to: null },
    { dataClass: 'contact.email', sink: 'third-party', to: 'a.com' },
    { dataClass: 'contact.email', sink: 'third-party', to: 'b.com' },
  ]);
});
