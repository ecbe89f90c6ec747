import * as l10n from '@vscode/l10n';
import { h, type VElement } from '../dom.ts';
import type { Dispatch } from '../intent.ts';
import { chordLabel, editorChords } from '../../words/editor-chords.ts';
import { isMac, keyRows } from '../keys.ts';
import { worksWithoutLetters } from '../press.ts';
import type { Session } from '../session.ts';
import { iconButton } from './button.ts';

/** `?`. A native dialog: focus stays in it, Esc closes it, and focus goes back to where it was. */
export function keysTable({ settings }: Session, dispatch: Dispatch): VElement {
  const rows = settings.hasLetterKeys ? keyRows : keyRows.filter(worksWithoutLetters);
  return h(
    'dialog',
    {
      key: 'keys',
      class: 'keys-table',
      at: { 'aria-labelledby': 'keys-title' },
      on: { close: () => dispatch({ kind: 'show-keys', areShown: false }) },
    },
    [
      h('header', {}, [
        h('h2', { class: 'grow', at: { id: 'keys-title' } }, [l10n.t('Keys')]),
        iconButton('close', l10n.t('Close'), dispatch, { kind: 'show-keys', areShown: false }),
      ]),
      h('table', {}, [
        h('thead', { class: 'sr-only' }, [
          h('tr', {}, [
            h('th', { at: { scope: 'col' } }, [l10n.t('Key')]),
            h('th', { at: { scope: 'col' } }, [l10n.t('Does')]),
          ]),
        ]),
        h('tbody', { key: 'panel' }, [rows.map(({ label, does }) => row(label, does))]),
        h('tbody', { key: 'editor' }, [
          h('tr', { key: 'anywhere' }, [
            h('th', { at: { colspan: '2', scope: 'rowgroup' } }, [l10n.t('Anywhere in the editor')]),
          ]),
          editorChords.map((chord) => row(chordLabel(chord, isMac), chord.does)),
        ]),
      ]),
      h('p', { class: 'small dim' }, [
        settings.hasLetterKeys ? '' : `${l10n.t('Letters and signs are switched off as keys in the settings.')} `,
        l10n.t('Keys work while you are not typing. Each is also in the command palette, under Countersign Panel.'),
      ]),
    ],
  );
}

function row(label: string, does: string): VElement {
  return h('tr', { key: label }, [h('td', {}, [h('kbd', { class: 'key' }, [label])]), h('td', {}, [does])]);
}
