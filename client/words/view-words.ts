import * as l10n from '@vscode/l10n';
import type { ChangeWord, FacetWord, HunkView } from '../../server/src/protocol/view.ts';

/** Words of the protocol in the language of the reader, for the panel and the editor alike. */

export function changeWord(change: ChangeWord | 'unknown'): string {
  return changes[change]();
}

const changes: Readonly<Record<ChangeWord | 'unknown', () => string>> = {
  added: () => l10n.t('added'),
  removed: () => l10n.t('removed'),
  widened: () => l10n.t('widened'),
  narrowed: () => l10n.t('narrowed'),
  weakened: () => l10n.t('weakened'),
  strengthened: () => l10n.t('strengthened'),
  redirected: () => l10n.t('redirected'),
  moved: () => l10n.t('moved'),
  unchanged: () => l10n.t('unchanged'),
  unknown: () => l10n.t('unknown'),
};

export function facetWord(facet: FacetWord): string {
  return facets[facet]();
}

const facets: Readonly<Record<FacetWord, () => string>> = {
  permission: () => l10n.t('permission'),
  data: () => l10n.t('data'),
  identity: () => l10n.t('identity'),
  'supply-chain': () => l10n.t('supply-chain'),
  agent: () => l10n.t('agent'),
  workflow: () => l10n.t('workflow'),
  assurance: () => l10n.t('assurance'),
};

/** What kind of file it is in, where that is not the product's own code. */
export const contextWord = (context: string): string => contexts.get(context)?.() ?? context;

const contexts: ReadonlyMap<string, () => string> = new Map([
  ['test', () => l10n.t('test')],
  ['example', () => l10n.t('example')],
  ['generated', () => l10n.t('generated')],
  ['vendored', () => l10n.t('vendored')],
  ['docs', () => l10n.t('docs')],
]);

/** Of a hunk about which nothing was found out. */
export function notJudgedWords({ isCancelled, notJudged }: HunkView): string {
  if (isCancelled) return l10n.t('analysis cancelled');
  return [l10n.t('not judged'), ...(notJudged === null ? [] : [notJudged])].join(', ');
}
