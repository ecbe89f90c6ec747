import { classes, h, type VElement } from './dom.ts';

/** 16 x 16, drawn with a 1.2 stroke in the current colour. `dots` are filled circles: x, y, radius. */
interface Shape {
  readonly path: string;
  readonly dots?: readonly (readonly [number, number, number])[];
}

const circle = 'M2 8a6 6 0 1 0 12 0 6 6 0 1 0-12 0z';
const shield = 'M8 1.8 13 3.6v4.2c0 3.1-2 5.2-5 6.4-3-1.2-5-3.3-5-6.4V3.6z';
const box = 'M4.5 2.5h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2z';

const shapes = {
  // How a fact changed.
  added: { path: 'M8 3.5v9M3.5 8h9' },
  removed: { path: 'M3.5 8h9' },
  widened: { path: 'M2 8h12M4.6 5.4 2 8l2.6 2.6M11.4 5.4 14 8l-2.6 2.6' },
  narrowed: { path: 'M1.5 8H6M4 5.8 6.2 8 4 10.2M14.5 8H10M12 5.8 9.8 8l2.2 2.2' },
  weakened: { path: `${shield}M8 5v5M6 8l2 2 2-2` },
  strengthened: { path: `${shield}M8 10V5M6 7l2-2 2 2` },
  redirected: { path: 'M3 12.5V8a2 2 0 0 1 2-2h8M10.2 3.2 13 6l-2.8 2.8' },
  moved: { path: 'M2.5 8h9M8.5 4.8 11.7 8l-3.2 3.2M13.8 4v8' },
  unchanged: { path: 'M3.5 6h9M3.5 10h9' },
  unknown: {
    path: `${circle}M6.3 6.4a1.75 1.75 0 1 1 2.5 1.6c-.6.3-.8.6-.8 1.2`,
    dots: [[8, 11.2, 0.8]],
  },
  // What is asked for.
  acknowledge: { path: box },
  explain: { path: 'M2.5 3.5h11V11h-6l-3 2.6V11h-2zM5.2 6h5.6M5.2 8.4h3.6' },
  approve: { path: 'M5.5 5.2a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0zM3 13.4c.4-2.7 2.4-4 5-4s4.6 1.3 5 4' },
  block: { path: `${circle}M3.9 12.1l8.2-8.2` },
  check: { path: 'm3 8.6 3.2 3.2L13 4.8' },
  pass: { path: `${circle}M5.2 8.3l2 2 3.6-4.2` },
  // Where an edit is, and what became of it.
  hold: { path: `${circle}M6.5 5.8v4.4M9.5 5.8v4.4` },
  landed: { path: 'M8 2.5v7M5 6.8l3 3 3-3M3 13h10' },
  record: { path: 'M4 6.3a4 4 0 1 0 8 0 4 4 0 1 0-8 0zM5.6 9.6l-.9 4.4L8 12.4l3.3 1.6-.9-4.4M6.4 6.4l1.1 1.1 2.1-2.3' },
  undo: { path: 'M5.2 3 2.4 5.8l2.8 2.8M2.4 5.8h6.8a3.9 3.9 0 0 1 0 7.8H6' },
  reply: { path: 'M6.3 4 2.8 7.5 6.3 11M2.8 7.5h6.4a4 4 0 0 1 4 4v1.7' },
  edit: { path: 'm10.8 2.8 2.4 2.4-7.6 7.6-3 .6.6-3zM9.3 4.3l2.4 2.4' },
  // What the facts are about.
  permission: { path: 'M2.5 10.8a2.7 2.7 0 1 0 5.4 0 2.7 2.7 0 1 0-5.4 0zM7.2 8.8l6-6M10.6 5.4l2 2' },
  data: {
    path: 'M3 3.9a5 1.9 0 1 0 10 0 5 1.9 0 1 0-10 0v8.2C3 13.2 5.2 14 8 14s5-.8 5-1.9V3.9M3 8c0 1.1 2.2 1.9 5 1.9S13 9.1 13 8',
  },
  identity: {
    path: 'M3 3.2h10a1.2 1.2 0 0 1 1.2 1.2v7.2a1.2 1.2 0 0 1-1.2 1.2H3a1.2 1.2 0 0 1-1.2-1.2V4.4A1.2 1.2 0 0 1 3 3.2zM4.2 7a1.4 1.4 0 1 0 2.8 0 1.4 1.4 0 1 0-2.8 0zM3.6 10.6c.3-1.1 1-1.6 2-1.6s1.7.5 2 1.6M9.6 6.5h2.8M9.6 9.3h2.8',
  },
  agent: {
    path: 'M5 5h6a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM8 5V2.8M1.4 8.2v2M14.6 8.2v2',
    dots: [
      [6, 9, 0.9],
      [10, 9, 0.9],
    ],
  },
  chain: {
    path: 'm6.4 9.6 3.2-3.2M7.2 4.8l1.5-1.5a2.6 2.6 0 0 1 3.9 3.5L11 8.5M8.8 11.2l-1.5 1.5a2.6 2.6 0 0 1-3.9-3.5L5 7.5',
  },
  // Controls.
  right: { path: 'M6 3.5 10.5 8 6 12.5' },
  down: { path: 'M3.5 6 8 10.5 12.5 6' },
  up: { path: 'M3.5 10 8 5.5l4.5 4.5' },
  back: { path: 'M8.5 3.5 4 8l4.5 4.5M4 8h9' },
  diff: {
    path: 'M3 3h10a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM8 3v10M4 6.5h2M10 6.5h2M11 5.5v2M10 10h2',
  },
  diffs: {
    path: 'M5 2h8a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM2 5v7a2 2 0 0 0 2 2h7M9 2v9M5.6 5h1.8M10.6 5h1.8M11.5 4.1v1.8M10.6 8h1.8',
  },
  folder: { path: 'M1.5 4.4a1 1 0 0 1 1-1h3.2l1.6 1.8h6.2a1 1 0 0 1 1 1v5.9a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1z' },
  lock: {
    path: 'M4.5 7h7a1 1 0 0 1 1 1v4.5a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  },
  refresh: { path: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.8h-2.8' },
  search: { path: 'M2.7 7a4.3 4.3 0 1 0 8.6 0 4.3 4.3 0 1 0-8.6 0zM10.2 10.2l3.6 3.6' },
  close: { path: 'm4 4 8 8M12 4l-8 8' },
  warning: { path: 'M8 2.2 14.5 13.5h-13zM8 6.5v3.3', dots: [[8, 11.6, 0.8]] },
  info: { path: `${circle}M8 7.4v3.6`, dots: [[8, 5.2, 0.8]] },
  keyboard: {
    path: 'M2.7 4h10.6a1.2 1.2 0 0 1 1.2 1.2v5.6a1.2 1.2 0 0 1-1.2 1.2H2.7a1.2 1.2 0 0 1-1.2-1.2V5.2A1.2 1.2 0 0 1 2.7 4zM4 6.5h.1M6.6 6.5h.1M9.2 6.5h.1M11.8 6.5h.1M5 9.5h6',
  },
} as const satisfies Record<string, Shape>;

export type IconName = keyof typeof shapes;

/** Decoration: the word beside it, or the accessible name of its control, says the same. */
export function icon(name: IconName, extra = ''): VElement {
  const { path, dots = [] }: Shape = shapes[name];
  return h('svg', { class: classes('i', `is-${name}`, extra), at: { viewBox: '0 0 16 16', 'aria-hidden': 'true' } }, [
    h('path', { at: { d: path } }),
    dots.map(([cx, cy, r]) => h('circle', { class: 'dot', at: { cx, cy, r } })),
  ]);
}
