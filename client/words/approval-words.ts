import * as l10n from '@vscode/l10n';
import type { ApprovalView, RoleView } from '../../server/src/protocol/view.ts';

/** Roles of a finding that several must approve, in the words of the panel and the editor alike. */

/** How lists and times are written, which each page knows. */
interface Writing {
  /** "ben, eva or 3 more" */
  readonly eitherOf: (names: readonly string[]) => string;
  readonly timeOf: (iso: string) => string;
}

export const missingRoles = (approval: ApprovalView | null): readonly RoleView[] =>
  (approval?.roles ?? []).filter(({ given }) => given === null);

export const givenRoles = (approval: ApprovalView | null): readonly Given[] =>
  (approval?.roles ?? []).flatMap(({ role, given }) => (given === null ? [] : [{ role, ...given }]));

interface Given {
  readonly role: string;
  readonly by: string;
  readonly at: string;
}

/** One of whom nobody holds can be approved by nobody, whoever holds the others. */
export const isWithoutHolder = (roles: readonly RoleView[]): boolean =>
  roles.length === 0 || roles.some(({ holders }) => holders.length === 0);

/** "identity-team: ben or eva can approve it." */
export function roleWords({ role, holders, given }: RoleView, { eitherOf, timeOf }: Writing): string {
  if (given !== null) return l10n.t`${role}: approved by ${given.by}, ${timeOf(given.at)}.`;
  return holders.length === 0
    ? l10n.t`${role}: nobody holds this role yet.`
    : l10n.t`${role}: ${eitherOf(holders)} can approve it.`;
}
