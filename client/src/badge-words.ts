import * as l10n from '@vscode/l10n';
import type { HunkView, PanelView } from '../../server/src/protocol/view.ts';
import { asksWords } from '../words/progress-words.ts';
import { notJudgedWords } from '../words/view-words.ts';
import { groupBy } from './group-by.ts';

export interface Badge {
  /** At most two characters; plain numbers would look like VS Code's problem counts. */
  readonly text: string;
  readonly tooltip: string;
}

/** Badges of one root by path: `H1` held, `◇?` not judged, `◇2` open findings; held before not judged before open. */
export function toBadges({ changeSets }: Pick<PanelView, 'changeSets'>): ReadonlyMap<string, Badge> {
  const open = changeSets
    .flatMap(({ hunks }) => hunks)
    .filter(({ outcome, landing }) => outcome === null && landing !== 'offered');
  const badges = new Map<string, Badge>();
  for (const [path, hunks] of groupBy(open, (hunk) => hunk.path)) {
    const badge = toBadge(hunks);
    if (badge) badges.set(path, badge);
  }
  return badges;
}

function toBadge(hunks: readonly HunkView[]): Badge | undefined {
  const held = hunks.filter(({ landing }) => landing === 'held').length;
  if (held > 0) return { text: `H${digit(held)}`, tooltip: l10n.t`${held} held, not written yet` };

  const blind = hunks.find((hunk) => hunk.isCancelled || (!hunk.judged && !hunk.notJudgedAcknowledged));
  if (blind) return { text: '◇?', tooltip: notJudgedWords(blind) };

  const findings = hunks.flatMap((hunk) => hunk.findings);
  const open = findings.filter(({ obligation, state }) => obligation !== 'none' && state !== 'settled');
  if (open.length === 0) return undefined;
  return { text: `◇${digit(open.length)}`, tooltip: l10n.t`Findings: ${asksWords(open)}` };
}

function digit(count: number): string {
  return count < 10 ? String(count) : '+';
}
