import { h, type VElement } from '../dom.ts';
import { heard, seen } from './marks.ts';

export interface TickLabel {
  readonly shown: string;
  /** Heard instead: who goes from box to box hears what each is about. */
  readonly spoken: string;
}

/** Not ticked until a person ticks it, and for this finding alone. */
export function tickBox(label: TickLabel, focus: string, isTicked: boolean, onTick: () => void): VElement {
  return h('div', { key: 'tick', class: 'form-head' }, [
    h(
      'vscode-checkbox',
      {
        key: 'box',
        class: 'checkbox',
        at: { 'data-focus': focus, 'aria-keyshortcuts': 'Space' },
        set: { checked: isTicked },
        on: {
          change: onTick,
          // A screen reader presses the inner input, whose change stays inside the shadow tree.
          click: (event) => {
            if (event.composedPath()[0] instanceof HTMLInputElement) onTick();
          },
        },
      },
      [seen('', h('b', {}, [label.shown])), heard(label.spoken)],
    ),
    h('kbd', { class: 'key', at: { 'aria-hidden': 'true' } }, ['Space']),
  ]);
}
