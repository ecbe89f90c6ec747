import * as l10n from '@vscode/l10n';
import type { ListedRequest } from '../../server/src/protocol/messages.ts';
import { momentOf } from './in-language.ts';
import { plainInList } from './plain-text.ts';

/** A line of the list that requests are chosen from. No vscode here. */
export interface RequestItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** It stands over those that follow. */
  readonly heading: boolean;
  readonly request: ListedRequest | null;
}

const headings: Readonly<Record<ListedRequest['state'], string>> = {
  mine: l10n.t('Waits for you'),
  others: l10n.t('Waits for others'),
  own: l10n.t('Asked from this clone'),
  absent: l10n.t('Its records are not here yet'),
  answered: l10n.t('Answered'),
};

/** In the order that they came in, in which those of one state stand together. */
export function toRequestItems(requests: readonly ListedRequest[], language: string): readonly RequestItem[] {
  return requests.flatMap((request, index) => {
    const heading = { label: headings[request.state], heading: true, request: null };
    const isSame = requests[index - 1]?.state === request.state;
    return [...(isSame ? [] : [heading]), toItem(request, language)];
  });
}

const mostPaths = 2;

function toItem(request: ListedRequest, language: string): RequestItem {
  const { paths, by, at, roles } = request;
  const more = paths.length - mostPaths;
  const shown = paths.slice(0, mostPaths).map(plainInList).join(', ');
  return {
    label: `$(git-pull-request) ${more > 0 ? l10n.t`${shown} and ${more} more` : shown}`,
    description: [plainInList(by), momentOf(at, language)].filter(Boolean).join(' · '),
    detail:
      roles.length === 0 ? l10n.t('A review is asked for') : l10n.t`Approval by ${roles.map(plainInList).join(', ')}`,
    heading: false,
    request,
  };
}

/** Whether fetching can bring it: no clone lists it, or only without its records. */
export function isToFetch(requests: readonly ListedRequest[], id: string): boolean {
  return !requests.some(
    (request) => request.state !== 'absent' && (request.id.startsWith(id) || id.startsWith(request.id)),
  );
}
