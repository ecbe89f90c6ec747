import { defineInventoryExport } from './define.ts';

const INVENTORY_SCHEMA_VERSION = 1;

/** Everything that is known, as it is held: lines and characters of ranges are 0-based, `at.line` is 1-based. */
export const inventoryJson = defineInventoryExport({
  id: 'json',
  title: 'JSON',
  mediaType: 'application/json',
  write: ({ title, entries, drift, gaps, tool }) =>
    `${JSON.stringify(
      {
        schemaVersion: INVENTORY_SCHEMA_VERSION,
        tool: { name: 'countersign', version: tool.version },
        title,
        automations: entries,
        ...(drift === null ? {} : { drift }),
        gaps,
      },
      null,
      2,
    )}\n`,
});
