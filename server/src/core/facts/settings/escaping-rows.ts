import { SWITCH, type SettingRow } from './define.ts';
import { protects, truthOf, waives } from './meanings.ts';

const base = { kind: 'assurance.browser', loose: 'off', values: SWITCH, otherwise: null } as const;

/** One value that is shown; its title names it. */
export const valueEscaping = { ...base, id: 'value-escaping' } as const;

/** Of all that templates show. */
export const allEscaping = { ...base, id: 'page-escaping', title: 'the escaping of what templates show' } as const;

/** Options of engines, by which they escape what they show. Documentation of each, 2026-11. */
export const escapingRows: readonly SettingRow[] = [
  // Jinja escapes what it is told to.
  {
    ...allEscaping,
    names: 'autoescape',
    means: protects,
    otherwise: 'off',
    when: ({ callee, node }, { unit }) =>
      unit.language.id === 'python' && node.kind !== 'call' && callee.endsWith('Environment'),
  },
  {
    ...allEscaping,
    names: 'autoescape autoescaping',
    // `select_autoescape(…)`, a function that is asked.
    means: (value, node, reading) =>
      truthOf(value) === null ? (node.kind === 'call' ? 'on' : null) : protects(value, node, reading),
    when: ({ callee, holder, node }) =>
      node.kind !== 'call' || /env|engine|twig|nunjucks|template/i.test(callee + holder),
  },
  {
    ...allEscaping,
    names: 'noescape',
    means: waives,
    when: ({ callee }) => /compile|handlebars|precompile|template/i.test(callee),
  },
];
