import { expect, test } from 'vitest';
import type { Policy, TeamDataClass } from '../../../server/src/core/model/policy.ts';
import { reviewTexts } from '../../golden/review-texts.ts';

const policy = (dataClasses: readonly TeamDataClass[]): Policy => ({
  digest: '',
  mode: 'enforce',
  layers: [],
  roles: {},
  roleOrder: [],
  privacy: { recordPrompts: 'none' },
  ignore: [],
  dataClasses,
});

test("a team's class of data is followed to where it goes", async () => {
  const before = { 'src/user.ts': 'export function greet(user: User) {\n}\n' };
  const after = { 'src/user.ts': 'export function greet(user: User) {\n  console.log(user.loyaltyNo);\n}\n' };
  const { facts } = await reviewTexts({ before, after }, policy([{ id: 'acme.loyalty', names: ['loyalty no'] }]));
  expect(facts.filter(({ kind }) => kind === 'data.flow').map(({ detail }) => detail?.dataClass)).toEqual([
    'acme.loyalty',
  ]);
});

test("a team's class of data makes findings, and what it excepts makes none", async () => {
  const after = { 'src/user.ts': 'export interface User { loyaltyNo: string; nickname: string; id: string }\n' };
  const team = [
    { id: 'acme.loyalty', names: ['loyalty no'] },
    { id: 'identity.name', except: ['nickname'] },
  ];
  const { findings, facts } = await reviewTexts({ before: {}, after }, policy(team));
  expect(facts.map(({ detail }) => detail?.dataClass)).toEqual(['acme.loyalty']);
  expect(findings.map(({ message }) => message)).toEqual(['User gains loyalty.']);
});
