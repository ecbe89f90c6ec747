import { h, type Child, type VElement } from '../dom.ts';

export function button(
  key: string,
  label: string,
  click: () => void,
  shape: 'primary' | 'secondary' = 'secondary',
): VElement {
  return h('button', { key, class: `button ${shape}`, at: { type: 'button' }, on: { click } }, [label]);
}

/** A text that is there for whoever asks; nothing when it is empty. */
export function fold(key: string, title: string, text: string): Child {
  return (
    text !== '' &&
    h('details', { key }, [
      h('summary', { key: 'summary', class: 'dim small' }, [title]),
      h('pre', { class: 'output' }, [text]),
    ])
  );
}
