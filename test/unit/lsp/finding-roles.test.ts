import { expect, test } from 'vitest';
import type { Obligation } from '../../../server/src/core/model/policy.ts';
import { toFindingView } from '../../../server/src/lsp/to-finding-view.ts';
import { approvalBy, finding, hunk, review } from '../review/fixtures.ts';

test('each of several roles is shown with who approved and when, or with who can', () => {
  const both: Obligation = { kind: 'approve', role: 'team', also: ['payments'] };
  const asked = finding('f', 'approve', 'h', { obligation: both });
  const [opened] = review(hunk('h', [asked])).hunks;
  const given = { ...approvalBy('team'), hunk: 'h', fingerprint: 'f' };
  const holdersOf = (role: string): readonly string[] => (role === 'team' ? ['ben'] : ['eve', 'ben']);
  const viewWith = (...approvals: readonly (typeof given)[]) =>
    toFindingView(asked, { ...opened!, approvals }, null, () => null, holdersOf);
  const [team, payments] = [
    { role: 'team', holders: ['ben'], given: null },
    { role: 'payments', holders: ['eve', 'ben'], given: null },
  ];
  expect(viewWith()).toMatchObject({ role: 'team + payments', approval: { roles: [team, payments] } });
  const { by, at } = given;
  expect(viewWith(given)).toMatchObject({
    role: 'payments',
    approval: { roles: [{ ...team, given: { by, at } }, payments] },
  });
  const all = viewWith(given, { ...given, role: 'payments' });
  expect(all.role).toBe('team + payments');
  expect(all.approval?.roles.every((each) => each.given !== null)).toBe(true);
});
