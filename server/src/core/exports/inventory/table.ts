import type { Export } from '../define.ts';
import { inventoryCsv } from './csv.ts';
import { inventoryCycloneDx } from './cyclonedx.ts';
import type { InventoryInput } from './define.ts';
import { inventoryJson } from './json.ts';
import { inventoryMarkdown } from './markdown.ts';

/** Forms of the inventory of automations. */
export const inventoryExports: readonly Export<InventoryInput>[] = [
  inventoryMarkdown,
  inventoryJson,
  inventoryCsv,
  inventoryCycloneDx,
];
