import '../localise.ts';
import type { InventoryPageAction, InventoryPageMessage } from '../../../server/src/protocol/inventory-view.ts';
import { patch } from '../dom.ts';
import './inventory.css';
import { toEntryPage } from './entry-page.ts';

declare function acquireVsCodeApi(): { readonly postMessage: (action: InventoryPageAction) => void };

const api = acquireVsCodeApi();
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');

window.addEventListener('message', ({ data }: MessageEvent<InventoryPageMessage>) => {
  if (data.kind === 'entry') patch(root, [toEntryPage(data.entry, (action) => api.postMessage(action))]);
});

api.postMessage({ kind: 'ready' });
