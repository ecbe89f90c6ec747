import { h, type VElement } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';

/** What is asked, and at the end of the line how far that is. */
export const formHead = (glyph: IconName, title: string, state: string): VElement =>
  h('div', { key: 'head', class: 'form-head' }, [
    icon(glyph),
    h('b', {}, [title]),
    state !== '' && h('span', { class: 'state' }, [state]),
  ]);
