import type { ChangeWord } from '../../server/src/protocol/view.ts';

/** What the gutter says about a line: a change, not judged, or nothing left to do. */
export type Mark = Exclude<ChangeWord, 'moved' | 'unchanged'> | 'unknown' | 'settled';

interface Glyph {
  /** Before the words of a line note. */
  readonly sign: string;
  /** Strokes in a 16 x 16 box. */
  readonly strokes: string;
  readonly tone: Tone;
}

type Tone = 'added' | 'removed' | 'shifted' | 'plain';

const circle = '<circle cx="8" cy="8" r="6"/>';
const shield = '<path d="M8 1.8 13 3.6v4.200c0 3.100-2 5.200-5 6.400-3-1.200-5-3.300-5-6.400V3.600z"/>';

export const glyphs: Readonly<Record<Mark, Glyph>> = {
  added: { sign: '+', strokes: `${circle}<path d="M5.2 8h5.600M8 5.200v5.600"/>`, tone: 'added' },
  removed: { sign: '−', strokes: `${circle}<path d="M5.2 8h5.600"/>`, tone: 'removed' },
  widened: {
    sign: '↔',
    strokes: '<path d="M2 8h12M4.600 5.400 2 8l2.600 2.600M11.400 5.400 14 8l-2.600 2.600"/>',
    tone: 'shifted',
  },
  narrowed: {
    sign: '⇥',
    strokes: '<path d="M1.5 8H6M4 5.800 6.200 8 4 10.200M14.500 8H10M12 5.800 9.800 8l2.200 2.200"/>',
    tone: 'plain',
  },
  weakened: { sign: '↓', strokes: `${shield}<path d="M8 5v5M6 8l2 2 2-2"/>`, tone: 'shifted' },
  strengthened: { sign: '↑', strokes: `${shield}<path d="M8 10V5M6 7l2-2 2 2"/>`, tone: 'plain' },
  redirected: {
    sign: '→',
    strokes: '<path d="M3 12.500V8a2 2 0 0 1 2-2h8M10.200 3.200 13 6l-2.800 2.800"/>',
    tone: 'shifted',
  },
  unknown: {
    sign: '?',
    strokes: `${circle}<path d="M6.3 6.400a1.750 1.750 0 1 1 2.500 1.600c-.6.3-.8.6-.8 1.200"/><path d="M8 11.200v.1"/>`,
    tone: 'plain',
  },
  settled: { sign: '', strokes: `${circle}<path d="m5.2 8.300 2 2 3.600-4.200"/>`, tone: 'plain' },
};

/** A gutter icon is a picture and takes no theme variables: these are the defaults of `gitDecoration.*` in VS Code's own themes. */
const tones: Readonly<Record<Tone, { readonly dark: string; readonly light: string }>> = {
  added: { dark: '#81b88b', light: '#587c0c' },
  removed: { dark: '#c74e39', light: '#ad0707' },
  shifted: { dark: '#e2c08d', light: '#895503' },
  plain: { dark: '#cccccc', light: '#3b3b3b' },
};

export function toSvg(mark: Mark, theme: 'dark' | 'light'): string {
  const { strokes, tone } = glyphs[mark];
  const style = `fill="none" stroke="${tones[tone][theme]}" stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" ${style}>${strokes}</svg>`;
}
