import { h, type Child, type VElement } from '../dom.ts';

/** Not ticked until a person ticks it, and for this finding alone. */
export function tickBox(label: readonly Child[], focus: string, isTicked: boolean, onTick: () => void): VElement {
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
      label,
    ),
    h('kbd', { class: 'key', at: { 'aria-hidden': 'true' } }, ['Space']),
  ]);
}
