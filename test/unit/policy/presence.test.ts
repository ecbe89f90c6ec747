import { describe, expect, test } from 'vitest';
import type {
  Layer,
  LayerName,
  Obligation,
  Policy,
  PolicyException,
  Rule,
} from '../../../server/src/core/model/policy.ts';
import { printAsked } from '../../../server/src/core/model/obligation.ts';
import { judge } from '../../../server/src/core/policy/judge.ts';
import { traceRules } from '../../../server/src/core/policy/trace.ts';
import { loadPolicy, printPolicy } from '../../../server/src/core/verbs.ts';
import { comparePolicies } from '../../../server/src/core/policy/compare-policies.ts';
import { detected } from './detected.ts';

const one = detected();
const source = { file: 'p', line: 1 };
const rule = (id: string, obligation: Obligation['kind'], more: Partial<Rule> = {}): Rule => ({
  id,
  match: {},
  obligation: obligation === 'approve' ? { kind: obligation, role: 'team' } : { kind: obligation },
  source,
  ...more,
});
const layer = (name: LayerName, rules: readonly Rule[], exceptions: readonly PolicyException[] = []): Layer => ({
  name,
  title: name,
  rules,
  hold: [],
  exceptions,
});
const policyOf = (...layers: readonly Layer[]): Policy => ({
  digest: '',
  mode: 'enforce',
  layers,
  roles: { team: [] },
  roleOrder: [],
  privacy: { recordPrompts: 'hash' },
  ignore: [],
});
const touch = { presence: true } as const;
const asked = (...layers: readonly Layer[]): string => printAsked(judge(policyOf(...layers), one));

describe('presence: true', () => {
  test('is demanded by the rule that decides, and by any other of its layer', () => {
    expect(asked(layer('repository', [rule('a', 'explain', touch)]))).toBe('explain, with a touch of the key');
    const weaker = [rule('a', 'acknowledge', touch), rule('b', 'approve')];
    expect(asked(layer('repository', weaker))).toBe('approve: team, with a touch of the key');
    expect(asked(layer('repository', [rule('a', 'explain')]))).toBe('explain');
  });

  test('goes with its rule when a later layer replaces it or an exception lowers it, and stays when it is a floor', () => {
    const later = layer('repository', [rule('b', 'explain')]);
    expect(asked(layer('pack', [rule('a', 'explain', touch)]), later)).toBe('explain');
    const floor = rule('a', 'acknowledge', { ...touch, floor: true });
    expect(asked(layer('organisation', [floor]), later)).toBe('explain, with a touch of the key');
    const exception = {
      id: 'e',
      match: {},
      obligation: { kind: 'acknowledge' },
      reason: 'r',
      role: 'team',
      until: '2099-01-01',
      source,
    } as const;
    expect(asked(layer('repository', [rule('a', 'explain', touch)], [exception]))).toBe('acknowledge');
    expect(asked(layer('organisation', [floor]), layer('repository', [rule('b', 'explain')], [exception]))).toBe(
      'acknowledge, with a touch of the key',
    );
  });

  test('means nothing where nothing is asked, or nobody can answer', () => {
    expect(asked(layer('repository', [rule('a', 'none', touch)]))).toBe('none');
    expect(asked(layer('repository', [rule('a', 'block', touch)]))).toBe('block');
  });

  test('is shown with the rule, and where another rule decides it is said that it holds', () => {
    const traced = traceRules(
      policyOf(layer('repository', [rule('a', 'acknowledge', touch), rule('b', 'approve')])),
      one,
    );
    expect(traced.map((each) => [each.id, printAsked(each), each.verdict])).toEqual([
      ['b', 'approve: team', 'decides'],
      [
        'a',
        'acknowledge, with a touch of the key',
        'weaker than b of the same layer; the touch it demands is demanded all the same',
      ],
    ]);
  });
});

test('a touch is told of the rule that demands it, where a floor raises that rule, and of no rule that lost its say', () => {
  const floor = rule('f', 'approve', { floor: true });
  const verdicts = (...layers: readonly Layer[]) =>
    traceRules(policyOf(...layers), one).map(({ id, verdict }) => [id, verdict]);
  const raised = [layer('organisation', [floor]), layer('repository', [rule('a', 'explain', touch)])];
  expect(asked(...raised)).toBe('approve: team, with a touch of the key');
  expect(verdicts(...raised)).toEqual([
    ['a', 'raised by the floor f of the organisation; the touch it demands is demanded all the same'],
    ['f', 'decides, a floor'],
  ]);
  // The floor decides, and its own layer has no say beyond it.
  const beside = [
    layer('organisation', [floor, rule('g', 'explain', touch)]),
    layer('repository', [rule('a', 'explain', touch)]),
  ];
  expect(verdicts(...beside)).toEqual([
    ['a', 'raised by the floor f of the organisation; the touch it demands is demanded all the same'],
    ['f', 'decides, a floor'],
    ['g', 'weaker than f of the same layer'],
  ]);
});

const text = (more: string): string =>
  `version: 1\nroles: { team: ["SHA256:a"] }\nrules:\n  - { id: guards, match: { kind: identity.guard }, obligation: { approve: team }${more} }\n`;
const load = (given: string) =>
  loadPolicy({ packs: {}, repository: { file: '.countersign/policy.yaml', text: given } });

describe('in a policy', () => {
  test('is read, printed, and no other value is taken', () => {
    const { value, problems } = load(text(', presence: true'));
    expect(problems).toEqual([]);
    expect(printAsked(judge(value, one))).toBe('approve: team, with a touch of the key');
    expect(printPolicy(value, 'here')).toContain('approve: team, with a touch of the key');
    expect(load(text(', presence: yes please')).problems.map(({ code }) => code)).toEqual(['CS1003']);
  });

  test('taken away is told, added is not', () => {
    const file = '.countersign/policy.yaml';
    const compare = (before: string, after: string): readonly string[] =>
      comparePolicies({ file, text: before }, { file, text: after }, load(before).value).map(({ what }) => what);
    expect(compare(text(', presence: true'), text(''))).toEqual([
      'The rule "guards" asks for approve: team instead of approve: team, with a touch of the key.',
    ]);
    expect(compare(text(''), text(', presence: true'))).toEqual([]);
  });
});
