import * as l10n from '@vscode/l10n';

/** A key that works outside of the panel. The manifest has the same rows; a test compares them. */
export interface EditorChord {
  readonly command: string;
  /** The second step, with Shift. */
  readonly letter: string;
  readonly when: string;
  readonly does: string;
}

/** The terminal has keys of its own: on a Mac the first step clears it. */
const anywhere = '!terminalFocus';
const inReview = `countersign.hasChangeSets && ${anywhere}`;
const inFile = 'countersign.isReviewedFile && editorTextFocus';

/**
 * Behind Ctrl+K, where VS Code has its own chords, with Shift and a letter, where it has none but N and O on any platform (1.118
 * and 1.139). Nothing accepts by a chord: that is for whoever looks at the hunk in the panel.
 */
export const editorChords: readonly EditorChord[] = [
  {
    command: 'countersign.openReview',
    letter: 'c',
    when: anywhere,
    does: l10n.t('open the review, at the hunk under the cursor'),
  },
  { command: 'countersign.openDiff', letter: 'd', when: inFile, does: l10n.t('open the diff of this file') },
  {
    command: 'countersign.reject',
    letter: 'r',
    when: inFile,
    does: l10n.t('reject the hunk under the cursor, asks for the reason'),
  },
  { command: 'countersign.panel.next-finding', letter: 'f', when: inReview, does: l10n.t('next open finding') },
  { command: 'countersign.panel.previous-finding', letter: 'b', when: inReview, does: l10n.t('previous open finding') },
  { command: 'countersign.panel.next-hunk', letter: 'j', when: inReview, does: l10n.t('next hunk') },
  { command: 'countersign.panel.previous-hunk', letter: 'k', when: inReview, does: l10n.t('previous hunk') },
  {
    command: 'countersign.panel.next-held',
    letter: 'h',
    when: inReview,
    does: l10n.t('to what is held, in any change set'),
  },
  {
    command: 'countersign.reviewMyChanges',
    letter: 'm',
    when: `workspaceFolderCount > 0 && isWorkspaceTrusted && ${anywhere}`,
    does: l10n.t('review my uncommitted changes'),
  },
];

/** As people read it. */
export function chordLabel({ letter }: EditorChord, isMac: boolean): string {
  return `${isMac ? 'Cmd' : 'Ctrl'}+K Shift+${letter.toUpperCase()}`;
}
