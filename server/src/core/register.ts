/**
 * Verbs of the inventory: what runs by itself, joined with what other files say of it, and what became of it.
 *
 * - `joinInventory(repositories)`: automations with rights, data, owner, registration and last review.
 * - `compareInventories(before, after)`: drift, in words.
 * - `loadRegister(text)`: `.countersign/inventory.yaml`. `readCodeOwners(text)`: a CODEOWNERS file.
 * - `dataClassLabels`: what people call the built-in classes of data: `contact.email` is "email".
 * - `findInventoryExport(id)`: the inventory as `markdown`, `json`, `csv` or `cyclonedx`; null for a form that does not exist.
 */
import type { Export } from './exports/define.ts';
import type { InventoryInput } from './exports/inventory/define.ts';
import { inventoryExports } from './exports/inventory/table.ts';
import { dataClasses } from './facts/data-class-table.ts';

export { inventoryWords } from './exports/inventory/entry-words.ts';
export type { InventoryInput } from './exports/inventory/define.ts';
export { CODEOWNERS_PATHS, readCodeOwners } from './register/owners.ts';
export { compareInventories, hasDrift } from './register/drift.ts';
export { filesOf } from './register/files-of.ts';
export { joinInventory, type FoundAutomation, type FoundRepository } from './register/join.ts';
export { loadRegister, REGISTER_PATH } from './register/load-register.ts';

export const dataClassLabels: ReadonlyMap<string, string> = new Map(dataClasses.map(({ id, label }) => [id, label]));

export function findInventoryExport(id: string): Export<InventoryInput> | null {
  return inventoryExports.find((format) => format.id === id) ?? null;
}
