import { expect, test } from 'vitest';
import type { Origin } from '../../../server/src/core/model/change.ts';
import { printAsked } from '../../../server/src/core/model/obligation.ts';
import { judge } from '../../../server/src/core/policy/judge.ts';
import { loadPolicy } from '../../../server/src/core/policy/load-policy.ts';
import type { Surroundings } from '../../../server/src/core/policy/match.ts';
import { traceRules } from '../../../server/src/core/policy/trace.ts';
import { detected } from './detected.ts';

const file = '.countersign/policy.yaml';
const unknown: Origin = { kind: 'unknown', channel: 'git', held: false, claimedBy: 'none' };
const claude: Origin = { ...unknown, kind: 'agent', agent: 'claude-code', model: 'opus' };
const policyOf = (...rules: readonly string[]) =>
  loadPolicy({
    packs: {},
    repository: { file, text: `version: 1\nrules:\n${rules.map((rule) => `  - { ${rule} }\n`).join('')}` },
    detectors: [],
  }).value;
const asked = (rules: readonly string[], about: Surroundings): string =>
  printAsked(judge(policyOf(...rules), detected(), about));

const anything = 'match: { kind: "*" }, obligation: acknowledge';

test('what nobody says whose it is counts as an agent’s and as unknown', () => {
  for (const kind of ['agent', 'unknown', '"!human"'])
    expect(asked([anything, `match: { origin: ${kind} }, obligation: block`], { origin: unknown })).toBe('block');
  const lenient = ['match: { origin: "!agent" }, obligation: none', 'match: { origin: agent }, obligation: explain'];
  expect(asked(lenient, { origin: unknown })).toBe('explain');
  expect(asked([anything, 'match: { origin: human }, obligation: block'], { origin: unknown })).toBe('acknowledge');
  expect(asked([anything, 'match: { agent: "*" }, obligation: block'], { origin: unknown })).toBe('acknowledge');
});

test('what the editor saw without evidence, or a person claims, is no agent’s', () => {
  const rules = [anything, 'match: { origin: agent }, obligation: block'];
  for (const kind of ['unattributed', 'human'] as const)
    expect(asked(rules, { origin: { ...unknown, kind } })).toBe('acknowledge');
  expect(asked(rules, { origin: claude })).toBe('block');
  expect(asked(rules, {})).toBe('acknowledge');
});

test('of a mixture each agent and model that a commit names may have made it', () => {
  const partly = [{ agent: 'claude-code', model: 'opus' }, { agent: 'aider' }];
  const about = { origin: unknown, partly };
  for (const match of ['agent: claude-code', 'agent: aider', 'model: "op*"', 'agent: "!aider"'])
    expect(asked([anything, `match: { ${match} }, obligation: block`], about)).toBe('block');
  expect(asked([anything, 'match: { agent: codex }, obligation: block'], about)).toBe('acknowledge');
  const { model: _model, ...noModel } = claude;
  const two = {
    origin: noModel,
    partly: [
      { agent: 'claude-code', model: 'a' },
      { agent: 'claude-code', model: 'b' },
    ],
  };
  expect(asked([anything, 'match: { model: b }, obligation: block'], two)).toBe('block');
});

test('the rule that decided is shown as deciding', () => {
  const policy = policyOf(anything, 'id: by-agents, match: { origin: agent }, obligation: block');
  expect(traceRules(policy, detected(), { origin: unknown })[0]).toMatchObject({ id: 'by-agents' });
  expect(traceRules(policy, detected(), { origin: unknown })[0]?.verdict).toMatch(/^decides/);
});
