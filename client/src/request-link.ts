import * as l10n from '@vscode/l10n';
import type { PanelView } from '../../server/src/protocol/view.ts';

/** No vscode here. A link comes from anywhere: only an id is taken from it. */
export function readRequestId({ path, query }: { readonly path: string; readonly query: string }): string | null {
  const id = new URLSearchParams(query).get('request') ?? '';
  return path === '/open' && /^[0-9a-f]{12,32}$/.test(id) ? id : null;
}

export const notOpenHere = l10n.t(
  'this link is about a repository that is not open here. Open its folder, then follow the link again.',
);

/** Whether there is a folder to look in, or why there will be none. */
export const isLookedFor = ({ roots, state }: Pick<PanelView, 'roots' | 'state'>): boolean =>
  roots.length > 0 || state === 'failed';

/** Why nothing can be looked for although a folder is open; null: it can. A null view: the server did not say in time. */
export function whyNotLookedFor(view: Pick<PanelView, 'roots' | 'problem'> | null): string | null {
  if (view === null) return l10n.t('the review server has not started yet. Follow the link again in a moment.');
  const { problem, roots } = view;
  if (roots.length > 0) return null;
  return problem === null
    ? l10n.t('the review server does not run.')
    : [problem.message, problem.why, problem.fix].filter(Boolean).join(' ');
}
