import { h, type Child } from '../dom.ts';

/** What stands between backticks is code. */
export const prose = (text: string): readonly Child[] =>
  text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`.+`$/s.test(part) ? h('code', { class: 'quoted' }, [part.slice(1, -1)]) : part));
