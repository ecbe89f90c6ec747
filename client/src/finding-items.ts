import * as l10n from '@vscode/l10n';
import type { ChangeSetView, FindingView, HunkView, PanelView } from '../../server/src/protocol/view.ts';
import { roleWords } from '../words/approval-words.ts';
import { askWords, obligationPhrase } from '../words/obligation-words.ts';
import { changeWord, facetWord } from '../words/view-words.ts';
import { eitherOf, momentOf } from './in-language.ts';

/** A finding with where it is: what trees and threads show. No vscode here. */
export interface PlacedFinding {
  /** The same while the finding is on its hunk. */
  readonly id: string;
  readonly changeSet: ChangeSetView;
  readonly hunk: HunkView;
  readonly finding: FindingView;
}

/** Somebody else's finding is approved or rejected in the review: outside of it there is nothing to tick or to write. */
export const isSettledHere = ({ changeSet }: PlacedFinding): boolean => changeSet.request === null;

/** Its author has answered it: what is left, if anything, is for another person. */
export const isAnswered = ({ finding: { state } }: Pick<PlacedFinding, 'finding'>): boolean =>
  state === 'settled' || state === 'waiting';

export interface FindingFile {
  readonly id: string;
  readonly path: string;
  readonly changeSet: ChangeSetView;
  readonly findings: readonly PlacedFinding[];
}

/** Findings that ask for something, of hunks that are not decided, in the order of the queue. */
export function openFindings({ changeSets }: PanelView): readonly PlacedFinding[] {
  return changeSets.flatMap((changeSet) =>
    changeSet.hunks
      .filter(({ outcome }) => outcome === null)
      .flatMap((hunk) =>
        hunk.findings
          .filter(({ obligation, isPartOfChain }) => obligation !== 'none' && !isPartOfChain)
          .map((finding) => ({ id: `${changeSet.id} ${hunk.id} ${finding.fingerprint}`, changeSet, hunk, finding })),
      ),
  );
}

export function byFile(findings: readonly PlacedFinding[]): readonly FindingFile[] {
  const files = new Map<string, { readonly first: PlacedFinding; readonly findings: PlacedFinding[] }>();
  for (const placed of findings) {
    const id = `${placed.changeSet.id} ${placed.hunk.path}`;
    const file = files.get(id) ?? { first: placed, findings: [] };
    file.findings.push(placed);
    files.set(id, file);
  }
  return [...files].map(([id, { first, findings: own }]) => ({
    id,
    path: first.hunk.path,
    changeSet: first.changeSet,
    findings: own,
  }));
}

/** `explain · removed, identity · line 52`. */
export function describeFinding({ finding }: PlacedFinding): string {
  const { obligation, role, presence, change, facet, line, state } = finding;
  const word = obligation === 'approve' && role !== null ? l10n.t`approval of ${role}` : askWords[obligation];
  const asked = presence ? l10n.t`${word}, with a touch` : word;
  return [
    state === 'settled' ? l10n.t('settled') : state === 'waiting' ? l10n.t`waits for ${asked}` : asked,
    `${changeWord(change)}, ${facetWord(facet)}`,
    l10n.t`line ${line}`,
  ].join(' · ');
}

/** Where each of several roles must approve: who has, when, and who can. */
export function roleLines({ approval }: FindingView, language: string): readonly string[] {
  const roles = approval?.roles ?? [];
  const writing = {
    eitherOf: (names: readonly string[]) => eitherOf(names, language),
    timeOf: (iso: string) => momentOf(iso, language),
  };
  return roles.length < 2 ? [] : roles.map((each) => roleWords(each, writing));
}

/** Obligation, change, sentence, place, state: what is heard first is what is to be done. */
export function speakFinding({ finding, hunk }: PlacedFinding): string {
  const { change, facet, message, line, state } = finding;
  const word =
    state === 'settled'
      ? l10n.t('Settled')
      : state === 'reopened'
        ? l10n.t('Reopened, open')
        : state === 'waiting'
          ? l10n.t('Waiting')
          : l10n.t('Open');
  const said = message.replace(/\.$/u, '');
  return l10n.t`${obligationPhrase(finding)}. ${changeWord(change)}, ${facetWord(facet)}. ${said}. ${hunk.path} line ${line}. ${word}.`;
}
