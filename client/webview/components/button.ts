import { classes, h, type Child, type VElement } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';
import type { Dispatch, FocusTarget, Intent } from '../intent.ts';

interface Look {
  readonly key?: string;
  readonly icon?: IconName;
  /** The key that does the same, shown on it. */
  readonly press?: string;
  readonly focus?: FocusTarget;
  /** Stays in the tab order and can be pressed: then it says why nothing happened. */
  readonly isOff?: boolean;
  readonly describedBy?: string;
  /** All of it, where the label has no room for all. */
  readonly title?: string;
}

/** As ARIA names keys. */
const ariaKeys = (press: string | undefined): string | null =>
  press?.replace('Esc', 'Escape').replace('Ctrl', 'Control').replace('Cmd', 'Meta') ?? null;

/** `vscode-button` with a word, an icon and its key. */
export function button(
  kind: 'primary' | 'secondary',
  label: readonly Child[],
  dispatch: Dispatch,
  intent: Intent,
  look: Look = {},
): VElement {
  const { isOff = false, press } = look;
  return h(
    'vscode-button',
    {
      key: look.key ?? intent.kind,
      class: classes('button', kind),
      at: {
        secondary: kind === 'secondary' ? true : null,
        'aria-disabled': isOff ? 'true' : null,
        'aria-describedby': look.describedBy ?? null,
        'aria-keyshortcuts': ariaKeys(press),
        'data-focus': look.focus ?? null,
        title: look.title ?? null,
      },
      on: { click: () => dispatch(intent) },
    },
    [
      look.icon !== undefined && h('span', { class: 'button-icon', at: { slot: 'content-before' } }, [icon(look.icon)]),
      h('span', { class: 'button-label' }, label),
      press !== undefined && h('kbd', { class: 'key', at: { slot: 'content-after', 'aria-hidden': 'true' } }, [press]),
    ],
  );
}

/** A glyph alone: its name is what it does. */
export function iconButton(
  name: IconName,
  label: string,
  dispatch: Dispatch,
  intent: Intent,
  { isOff = false, press }: Pick<Look, 'isOff' | 'press'> = {},
): VElement {
  return h(
    'button',
    {
      key: `icon-${name}`,
      class: 'icon-button',
      at: {
        type: 'button',
        'aria-label': label,
        title: label,
        'aria-disabled': isOff ? 'true' : null,
        'aria-keyshortcuts': ariaKeys(press),
      },
      on: { click: () => dispatch(intent) },
    },
    [icon(name)],
  );
}

/** Goes somewhere, here or in the editor. `at`: more about it. */
export function link(
  label: readonly Child[],
  dispatch: Dispatch,
  intent: Intent,
  extra = '',
  at: Readonly<Record<string, string | null>> = {},
): VElement {
  return h(
    'button',
    { class: classes('link', extra), at: { type: 'button', ...at }, on: { click: () => dispatch(intent) } },
    label,
  );
}

/** The key that does the same, to the eye. */
const keyHint = (press: string): VElement => h('kbd', { class: 'key', at: { 'aria-hidden': 'true' } }, [press]);

/** A link with the key that does the same beside it. `name`: more than there is room for. */
export function keyedLink(
  label: string,
  press: string,
  dispatch: Dispatch,
  intent: Intent,
  name = label,
): readonly Child[] {
  const at = { 'aria-keyshortcuts': ariaKeys(press), ...(name !== label && { 'aria-label': name, title: name }) };
  return [link([label], dispatch, intent, name === label ? '' : 'nowrap', at), ' ', keyHint(press)];
}
