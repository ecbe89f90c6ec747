import type { RoleSummary } from '../../model/summary.ts';
import type { FileReading, Site } from '../define.ts';

/** What one form of configuration says of which code runs as whom. The scope, and what sites say, is added by `roles-of.ts`. */
export type DeclaredRoles = Pick<RoleSummary, 'workloads' | 'attachments' | 'declared' | 'gaps'>;

/** One form: one file and one row in the table beside it. */
export interface RoleForm {
  readonly id: string;
  /** The files of a folder are one configuration. Its files as a pattern; null: each file is one of its own. */
  readonly filesOfFolder: string | null;
  /** Null: it is no file of this form. */
  readonly read: (reading: FileReading, sites: readonly Site[]) => DeclaredRoles | null;
}

/** Why nothing is claimed of grants of which some were left out. */
export const TOO_MUCH = 'It is too much to tell apart.';

export function defineRoleForm(form: RoleForm): RoleForm {
  return form;
}

/** `Role` of `${Role.Arn}`: what a text refers to whole; null for every other text. */
export function referred(text: string | null): string | null {
  return text === null ? null : (/^\$\{([\w:-]+)(?:\.(?:Arn|Id|RoleId))?\}$/.exec(text)?.[1] ?? null);
}
