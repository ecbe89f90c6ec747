import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change, FactKind } from '../../../server/src/core/model/fact.ts';
import type { Detected } from '../../../server/src/core/model/finding.ts';
import type { Layer, Obligation, Policy } from '../../../server/src/core/model/policy.ts';
import { detectors as known } from '../../../server/src/core/detectors/table.ts';
import { judge } from '../../../server/src/core/policy/judge.ts';
import { RECOMMENDED, loadPolicy } from '../../../server/src/core/policy/load-policy.ts';
import { obligationRank } from '../../../server/src/core/model/obligation.ts';
import { changeWords, kindWords } from '../../../server/src/core/policy/words.ts';
import { detected } from './detected.ts';

const recommended = loadPolicy({
  packs: { [RECOMMENDED]: { file: RECOMMENDED, text: readFileSync('server/rules/recommended.yaml', 'utf8') } },
  repository: null,
  detectors: known.map(({ id }) => id),
}).value;

function ask(kind: FactKind, change: Change, more: Partial<Detected> = {}): string {
  const { obligation, hold } = judge(recommended, detected({ kind, change, ...more }));
  return `${obligation.kind}${hold ? ' hold' : ''}`;
}

describe('countersign:recommended', () => {
  test.each<[FactKind, Change, string, Partial<Detected>?]>([
    ['identity.guard', 'removed', 'explain hold'],
    ['identity.guard', 'weakened', 'explain hold'],
    ['identity.guard', 'redirected', 'explain hold'],
    ['identity.guard', 'added', 'none'],
    ['identity.guard', 'strengthened', 'none'],
    ['identity.exposure', 'added', 'acknowledge', { action: 'route-added' }],
    ['identity.exposure', 'removed', 'none', { action: 'route-removed' }],
    ['identity.credential', 'added', 'explain hold', { action: 'hardcode' }],
    ['identity.credential', 'added', 'acknowledge', { action: 'hardcode', context: ['test'] }],
    ['permission.cloud', 'added', 'acknowledge', { accessLevel: 'Write' }],
    ['permission.cloud', 'removed', 'none'],
    ['permission.grant', 'added', 'explain', { qualifiers: { level: 'write' } }],
    ['permission.grant', 'added', 'acknowledge', { qualifiers: { level: 'read' } }],
    ['permission.grant', 'added', 'acknowledge', { accessLevel: 'List', qualifiers: { effect: 'Allow' } }],
    ['permission.grant', 'added', 'none', { accessLevel: 'Write', qualifiers: { effect: 'Deny' } }],
    ['permission.grant', 'widened', 'explain hold'],
    ['permission.grant', 'narrowed', 'none'],
    ['permission.network', 'added', 'acknowledge'],
    ['permission.process', 'added', 'acknowledge'],
    ['permission.process', 'added', 'explain', { qualifiers: { shell: 'true' } }],
    ['permission.process', 'added', 'acknowledge', { qualifiers: { shell: 'false' } }],
    ['permission.environment', 'added', 'none'],
    ['permission.environment', 'added', 'acknowledge', { qualifiers: { secret: 'true' } }],
    ['data.field', 'added', 'acknowledge'],
    ['data.field', 'removed', 'none'],
    ['data.flow', 'added', 'acknowledge', { sink: 'log' }],
    ['data.flow', 'added', 'explain', { sink: 'third-party' }],
    ['data.flow', 'added', 'explain', { sink: 'log', dataClasses: ['credential'] }],
    ['supply-chain.dependency', 'added', 'acknowledge'],
    ['supply-chain.dependency', 'moved', 'none'],
    ['identity.guard', 'removed', 'none', { context: ['test'] }],
    ['permission.grant', 'widened', 'none', { context: ['docs'] }],
    ['assurance.test', 'weakened', 'explain', { context: ['test'] }],
    ['agent.hidden-text', 'added', 'explain', { context: ['docs'] }],
    ['agent.config', 'added', 'acknowledge hold', { context: ['docs'] }],
  ])('%s %s -> %s', (kind, change, expected, more = {}) => expect(ask(kind, change, more)).toBe(expected));

  test('asks for nothing but none, acknowledge and explain', () => {
    for (const rule of recommended.layers.flatMap((layer) => layer.rules)) {
      expect(['none', 'acknowledge', 'explain']).toContain(rule.obligation.kind);
    }
  });

  test('asks for nothing where capabilities are only taken away, and has an answer for every kind', () => {
    for (const kind of kindWords) {
      if (kind.startsWith('permission.'))
        for (const change of ['removed', 'narrowed', 'strengthened'] as const)
          expect(ask(kind, change), `${kind} ${change}`).toBe('none');
      const asked = changeWords.some((change) =>
        ['mint', 'hardcode', 'write', 'ddl', 'eval', 'inherit', 'a'].some(
          (action) => ask(kind, change, { action, qualifiers: { secret: 'true' } }) !== 'none',
        ),
      );
      expect(asked, kind).toBe(true);
    }
  });
});

describe('judge', () => {
  const obligation = fc.constantFrom<Obligation>(
    { kind: 'none' },
    { kind: 'acknowledge' },
    { kind: 'explain' },
    { kind: 'approve', role: 'r' },
    { kind: 'block' },
  );
  const rule = fc.record({ matches: fc.boolean(), obligation });
  const layers = fc.array(fc.array(rule, { maxLength: 4 }), { maxLength: 4 });

  function policyOf(made: readonly (readonly { matches: boolean; obligation: Obligation }[])[]): Policy {
    const names = ['built-in', 'pack', 'organisation', 'repository'] as const;
    const toLayer = (rules: (typeof made)[number], at: number): Layer => ({
      name: names[at]!,
      title: '',
      hold: [],
      rules: rules.map((it, index) => ({
        id: `${at}.${index}`,
        match: it.matches ? {} : { kind: ['data.field'] },
        obligation: it.obligation,
        source: { file: 'f', line: 1 },
      })),
    });
    return {
      digest: '',
      mode: 'enforce',
      layers: made.map(toLayer),
      roles: {},
      roleOrder: [],
      privacy: { recordPrompts: 'hash' },
      ignore: [],
    };
  }

  test('the last layer with a matching rule decides, by its strongest', () => {
    fc.assert(
      fc.property(layers, (made) => {
        const judged = judge(policyOf(made), detected());
        const deciding =
          made.map((rules) => rules.filter((it) => it.matches)).findLast((rules) => rules.length > 0) ?? [];
        const strongest = deciding.reduce((max, it) => Math.max(max, obligationRank(it.obligation)), 0);
        expect(obligationRank(judged.obligation)).toBe(strongest);
        expect(judged.outranked.length).toBe(Math.max(0, made.flat().filter((it) => it.matches).length - 1));
      }),
    );
  });

  test('what no rule asks about is asked for nothing, and says so', () => {
    expect(judge(policyOf([]), detected())).toMatchObject({
      obligation: { kind: 'none' },
      rule: { id: 'unmatched' },
    });
  });

  test('a later rule may ask for less, and then nothing is held', () => {
    const { value } = loadPolicy({
      packs: { [RECOMMENDED]: { file: RECOMMENDED, text: readFileSync('server/rules/recommended.yaml', 'utf8') } },
      repository: {
        file: 'p',
        text: 'version: 1\nextends: [countersign:recommended]\nrules: [ { id: mine, match: { path: ["!src/auth/", "src/"] }, obligation: none } ]\n',
      },
      detectors: known.map(({ id }) => id),
    });
    expect(judge(value, detected())).toEqual({
      obligation: { kind: 'none' },
      hold: false,
      rule: { id: 'mine', layer: 'repository', source: 'p:3' },
      outranked: [{ id: 'guard-lost', layer: 'built-in', obligation: 'explain' }],
    });
    expect(judge(value, detected({ path: 'src/auth/x.ts' })).obligation.kind).toBe('explain');
  });
});
