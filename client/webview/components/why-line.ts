import * as l10n from '@vscode/l10n';
import { h, type Child, type VElement } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';
import type { Session } from '../session.ts';

/** The line that explains the button below it: `aria-describedby` of Accept. */
export function whyLine(glyph: IconName, text: string, extra = '', act: Child = null): VElement {
  return h('p', { key: 'why', class: 'why' }, [
    icon(glyph, extra),
    h('span', { class: 'grow', at: { id: 'why-line' } }, [text]),
    act,
  ]);
}

export const notDone = ({ message }: NonNullable<Session['refused']>): string => l10n.t`Not done: ${message}`;
