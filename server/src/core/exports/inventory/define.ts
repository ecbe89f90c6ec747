import type { Drift, InventoryEntry } from '../../model/inventory-entry.ts';
import type { Export, Tool } from '../define.ts';

/** An inventory to be handed to somebody else. */
export interface InventoryInput {
  /** What was looked at: names of repositories or folders. */
  readonly title: string;
  readonly entries: readonly InventoryEntry[];
  /** What changed since a revision; null: nobody asked. */
  readonly drift: (Drift & { readonly since: string }) | null;
  /** Sentences: what could not be read, so that the list may lack something. */
  readonly gaps: readonly string[];
  readonly tool: Tool;
}

export function defineInventoryExport(format: Export<InventoryInput>): Export<InventoryInput> {
  return format;
}
