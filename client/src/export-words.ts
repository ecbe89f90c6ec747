/** What is said of an export that is written. No vscode here. */
import * as l10n from '@vscode/l10n';
import type { ExportAnswer, ExportCount } from '../../server/src/protocol/messages.ts';

/** How much of the records it holds, where that is not all of them. */
export function describeExport(path: string, { records, of, uncut }: ExportCount): string {
  if (of === 0) return l10n.t`There are no records yet: ${path} says so.`;
  if (records === 0) return l10n.t`No record is what the filters ask for, of ${of}: ${path} says so.`;
  const counted =
    records === of
      ? l10n.t`Records were exported to ${path}.`
      : l10n.t`${records} of ${of} records were exported to ${path}.`;
  if (uncut === 0) return counted;
  return `${counted} ${l10n.t`Each is whole, so that ${uncut} hunks and findings that the filters do not ask for stand in them.`}`;
}

/** What `countersign export` exits with 2 for. */
export function describeFaults({ problems }: ExportAnswer): string {
  const [first] = problems;
  const where = l10n.t('Something is wrong with these records, and the export says what: see Verify Records.');
  return first === undefined ? where : `${where} ${first}`;
}
