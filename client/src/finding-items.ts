import type { ChangeSetView, FindingView, HunkView, PanelView } from '../../server/src/protocol/view.ts';

/** A finding with where it is: what trees and threads show. No vscode here. */
export interface PlacedFinding {
  /** The same while the finding is on its hunk. */
  readonly id: string;
  readonly changeSet: ChangeSetView;
  readonly hunk: HunkView;
  readonly finding: FindingView;
}

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

const asks: Readonly<Record<FindingView['obligation'], string>> = {
  none: '',
  acknowledge: 'acknowledge',
  explain: 'explain',
  approve: 'approval',
  block: 'blocked',
};

/** `explain · removed, identity · line 52`. */
export function describeFinding({ finding }: PlacedFinding): string {
  const { obligation, role, presence, change, facet, line, state } = finding;
  const word = obligation === 'approve' && role !== null ? `approval of ${role}` : asks[obligation];
  const asked = presence ? `${word}, with a touch` : word;
  return `${state === 'settled' ? 'settled' : asked} · ${change}, ${facet} · line ${line}`;
}

/** Obligation, change, sentence, place, state: what is heard first is what is to be done. */
export function speakFinding({ finding, hunk }: PlacedFinding): string {
  const { obligation, role, change, facet, message, line, state } = finding;
  const need = {
    none: 'Nothing to do',
    acknowledge: 'Acknowledge',
    explain: 'Explain',
    approve: `${state === 'waiting' ? 'Explained, waits for' : 'Needs'} approval by ${role ?? 'another person'}`,
    block: 'Blocked by the policy',
  }[obligation];
  const word =
    state === 'settled'
      ? 'Settled'
      : state === 'reopened'
        ? 'Reopened, open'
        : state === 'waiting'
          ? 'Waiting'
          : 'Open';
  return `${need}. ${change}, ${facet}. ${message.replace(/\.$/u, '')}. ${hunk.path} line ${line}. ${word}.`;
}
