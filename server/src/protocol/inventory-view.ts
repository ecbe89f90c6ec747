/** What runs by itself in the open folders, as the editor shows it. Words are the server's: the client only lays them out. */
export interface InventoryView {
  /** `restricted`: nothing is read of a folder that is not trusted. */
  readonly state: 'ready' | 'restricted' | 'no-folder';
  readonly entries: readonly InventoryEntryView[];
  /** Files that were looked at. */
  readonly files: number;
  /** Sentences: what could not be read, so that the list may lack something. */
  readonly problems: readonly string[];
}

export interface InventoryEntryView {
  /** Unique among all entries, and the same while file and name are. */
  readonly key: string;
  readonly kind: string;
  /** "GitHub Actions workflow". */
  readonly kindTitle: string;
  readonly name: string;
  /** Name of the folder, where several are open; else empty. */
  readonly folder: string;
  readonly place: InventoryPlaceView;
  /** Short sentences: what one should know of it first. */
  readonly alerts: readonly string[];
  /** From what starts it to where its data goes. */
  readonly flow: readonly InventorySection[];
  /** Everything else. */
  readonly about: readonly InventorySection[];
}

export interface InventorySection {
  readonly id:
    | 'start'
    | 'steps'
    | 'identity'
    | 'data'
    | 'sinks'
    | 'rights'
    | 'tools'
    | 'approval'
    | 'register'
    | 'about'
    | 'gaps';
  readonly title: string;
  readonly items: readonly InventoryItem[];
}

export interface InventoryItem {
  readonly text: string;
  readonly note?: string;
  readonly isAlert?: true;
  readonly place: InventoryPlaceView | null;
}

export interface InventoryPlaceView {
  readonly uri: string;
  /** As people read it. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** Messages to the page of one automation. */
export type InventoryPageMessage = { readonly kind: 'entry'; readonly entry: InventoryEntryView | null };

/** Messages of the page. */
export type InventoryPageAction =
  | { readonly kind: 'ready' }
  /** A place of the entry that is shown: section and item by their numbers; null: the definition. */
  | { readonly kind: 'open'; readonly part: 'flow' | 'about'; readonly section: number; readonly item: number }
  | { readonly kind: 'open-definition' };
