import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupTraces, originOf, originOfCommits, type CommitText } from '../../../server/src/core/channel.ts';

const commit = (given: Partial<CommitText>): CommitText => ({
  authorName: 'Ada',
  authorAddress: 'ada@example.invalid',
  trailers: [],
  note: '',
  traces: [],
  ...given,
});
const by = (...trailers: readonly string[]): CommitText => commit({ trailers });
const originOfOne = (text: CommitText) => originOfCommits([text], originOf('git')).origin;

describe('trailers', () => {
  test.each([
    ['Co-authored-by: Claude <noreply@anthropic.com>', 'claude-code', undefined],
    [
      'Co-Authored-By: Claude Opus 4.8 (1M context) <noreply@anthropic.com>',
      'claude-code',
      'Claude Opus 4.8 (1M context)',
    ],
    ['Co-authored-by: Copilot <198982749+Copilot@users.noreply.github.com>', 'copilot', undefined],
    ['Co-authored-by: Cursor Agent <cursoragent@cursor.com>', 'cursor', undefined],
    ['Co-authored-by: aider (gpt-5) <aider@aider.chat>', 'aider', 'gpt-5'],
    ['Assisted-by: Claude:claude-3-opus coccinelle sparse', 'claude-code', 'claude-3-opus'],
    ['Assisted-by: SomeTool:model-1', 'SomeTool', 'model-1'],
    ['Generated-by: GitHub Copilot', 'copilot', undefined],
  ])('%s', (trailer, agent, model) => {
    const origin = originOfOne(by(trailer));
    expect(origin).toMatchObject({ kind: 'agent', agent, claimedBy: 'git-trailer' });
    expect(origin.model).toBe(model);
  });

  test.each([
    'Co-authored-by: Claude Monet <claude@example.invalid>',
    'Co-authored-by: Grace <grace@users.noreply.github.com>',
    'Co-authored-by: Claude <claude@users.noreply.github.com>',
    'Assisted-by: Grace Hopper <grace@example.invalid>',
    'Assisted-by: Grace Hopper',
    'Generated-by: Grace <grace@example.invalid>',
    'Reviewed-by: Claude <noreply@anthropic.com>',
    'Generated-by:',
    'no trailer at all',
  ])('claim nothing: %s', (trailer) => {
    expect(originOfOne(by(trailer))).toEqual(originOf('git'));
  });
});

test.each([
  ['Ada (aider)', 'ada@example.invalid', 'aider'],
  ['copilot-swe-agent[bot]', '198982749+Copilot@users.noreply.github.com', 'copilot'],
  ['google-labs-jules[bot]', '161369871+google-labs-jules[bot]@users.noreply.github.com', 'jules'],
])('the author %s', (authorName, authorAddress, agent) => {
  expect(originOfOne(commit({ authorName, authorAddress }))).toMatchObject({ agent, claimedBy: 'git-author' });
});

test('a bot that is no agent claims nothing', () => {
  const text = commit({
    authorName: 'dependabot[bot]',
    authorAddress: '49699333+dependabot[bot]@users.noreply.github.com',
  });
  expect(originOfOne(text)).toEqual(originOf('git'));
});

test('several commits have an agent when all of them name that one', () => {
  const claude = by('Co-authored-by: Claude <noreply@anthropic.com>');
  const aider = commit({ authorName: 'Ada (aider)' });
  expect(originOfCommits([claude, claude], originOf('git')).origin.agent).toBe('claude-code');
  expect(originOfCommits([claude, by()], originOf('git'))).toMatchObject({ origin: originOf('git'), named: 1 });
  expect(originOfCommits([claude, aider], originOf('git')).origin).toEqual(originOf('git'));
  expect(originOfCommits([], originOf('git')).origin).toEqual(originOf('git'));
});

test('who is named in a mixture, and with which models, is told beside it', () => {
  const claude = by('Co-authored-by: Claude <noreply@anthropic.com>');
  const aider = commit({ authorName: 'Ada (aider)' });
  const partly = (...commits: readonly CommitText[]) => originOfCommits(commits, originOf('git')).partly;
  expect(partly(claude, by(), aider)).toEqual([{ agent: 'claude-code' }, { agent: 'aider' }]);
  expect(partly(claude, by())).toEqual([{ agent: 'claude-code' }]);
  expect(partly(claude, claude)).toEqual([]);
  expect(partly(by())).toEqual([]);
});

test('models and sessions that differ are not told', () => {
  const noteOf = (id: string): string =>
    `a.ts\n  s_1 1-2\n---\n${JSON.stringify({ sessions: { s: { agent_id: { tool: 'claude', id, model: 'm' } } } })}`;
  const one = originOfCommits([commit({ note: noteOf('1') }), commit({ note: noteOf('2') })], originOf('git')).origin;
  expect(one).toMatchObject({ agent: 'claude-code', model: 'm', claimedBy: 'git-note' });
  expect(one.session).toBeUndefined();
});

const traceOf = (type: string, name = 'cursor'): string =>
  JSON.stringify({
    version: '0.1.0',
    vcs: { type: 'git', revision: 'c1' },
    tool: { name, version: '1' },
    files: [{ path: 'a.ts', conversations: [{ contributor: { type, model_id: 'openai/gpt-9' }, ranges: [] }] }],
  });

test('records of Agent Trace are claims of the commit that they name', () => {
  const traces = groupTraces(`${traceOf('ai')}\nno json\n{"vcs":1}\n`);
  const text = commit({ traces: traces.get('c1') ?? [] });
  expect(originOfOne(text)).toMatchObject({ agent: 'cursor', model: 'openai/gpt-9', claimedBy: 'agent-trace' });
  expect(traces.get('c2')).toBeUndefined();
  for (const line of [traceOf('human'), traceOf('unknown'), traceOf('ai', 'unknown')])
    expect(originOfOne(commit({ traces: groupTraces(line).get('c1') ?? [] }))).toEqual(originOf('git'));
});

test('any text is read without an error', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.constantFrom('---\n{}', '---\n{"sessions":{"__proto__":{"agent_id":1}}}', '---\n[', 'x\n---\nnull'),
  );
  fc.assert(
    fc.property(anything, fc.array(fc.string()), anything, (note, trailers, authorName) => {
      const { origin } = originOfCommits(
        [{ note, trailers, authorName, authorAddress: authorName, traces: [...groupTraces(note).values()].flat() }],
        originOf('git'),
      );
      expect(origin.kind === 'agent').toBe(origin.agent !== undefined);
    }),
  );
});
