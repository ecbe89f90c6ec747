import type { HunkView, PanelView } from '../../server/src/protocol/view.ts';
import { bucketFinding, changeSet, hunk, mapHunks, panelView, toDiff, viewOf } from './views.ts';

export const names = ['one', 'two', 'three'] as const;

/** A hunk a finding, each in a file of its own. */
export const threeHunks = (): PanelView =>
  viewOf(
    ...names.map((name) =>
      hunk({
        id: `h-${name}`,
        path: `src/${name}.ts`,
        findings: [{ ...bucketFinding, fingerprint: `fp-${name}` }],
        blockedBecause: '1 open on this hunk: the finding is not acknowledged.',
      }),
    ),
  );

/** The same, with all findings in one group that says the same. */
export function alike(view: PanelView): PanelView {
  const places = view.changeSets.flatMap(({ hunks }) =>
    hunks.map(({ id, path, findings }) => ({
      hunk: id,
      fingerprint: findings[0]?.fingerprint ?? '',
      path,
      line: 45,
      isOpen: findings[0]?.state === 'open',
    })),
  );
  const grouped = mapHunks(view, (it) => ({ ...it, findings: it.findings.map((one) => ({ ...one, alike: 'g1' })) }));
  return { ...grouped, changeSets: grouped.changeSets.map((each) => ({ ...each, alike: [{ id: 'g1', places }] })) };
}

export const whyUnseen = 'Not yet in view: lines 1–120.';

/** 120 lines that the policy wants in view; nothing else is open. */
export function longHunk(unseen: HunkView['unseen']): PanelView {
  const long = hunk({
    id: 'h-long',
    path: 'src/long.ts',
    lastLine: 120,
    diff: toDiff(
      1,
      Array.from({ length: 120 }, (_, index) => `+ const line${index} = ${index};`),
    ),
    findings: [{ ...bucketFinding, fingerprint: 'fp-long', state: 'settled' }],
    unseen,
    blockedBecause: unseen === null ? null : whyUnseen,
  });
  return panelView({ changeSets: [changeSet({ hunks: [long] })] });
}
