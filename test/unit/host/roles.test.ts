import { expect, test } from 'vitest';
import { holdersOf } from '../../../server/src/host/governing.ts';
import { loadSigners } from '../../../server/src/core/record.ts';
import { loadPolicy } from '../../../server/src/core/verbs.ts';
import { makeKey } from '../records/sealed.ts';

test('a role that a record names is held by nobody, unless the policy has it of its own', () => {
  const ana = makeKey('ana-roles');
  const text = 'version: 1\nroles: { leads: [ana@example.org] }\n';
  const { value: policy } = loadPolicy({ packs: {}, repository: { file: '.countersign/policy.yaml', text } });
  const signers = loadSigners({ file: 'a', text: `ana@example.org ${ana.line}\n` }, null).value;
  const held = (role: string) => [...holdersOf({ policy, signers }, role)];
  expect(held('leads')).toEqual([ana.fingerprint]);
  for (const role of ['', 'others', 'constructor', '__proto__', 'toString']) expect(held(role), role).toEqual([]);
});
