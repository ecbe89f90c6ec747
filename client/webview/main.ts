import './localise.ts';
import type { PanelMessage } from '../../server/src/protocol/webview.ts';
import './elements.ts';
import { listenToKeys, readField, watchFocused } from './key-listener.ts';
import { toIntent } from './keys.ts';
import './panel.css';
import { createStore, measureForms, type VsCodeApi } from './store.ts';
import { isInField, watchTypedOn } from './typed-on.ts';

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');

/** Outside the patched tree: what is said here must not be drawn again with every view. */
const live = document.createElement('div');
live.id = 'live';
live.className = 'sr-only';
live.setAttribute('role', 'status');
live.setAttribute('aria-live', 'polite');
root.after(live);

const typedOn = watchTypedOn(document);
const store = createStore(api, root, live, typedOn);
listenToKeys(store, typedOn);
const readLastFocused = watchFocused(document);

window.addEventListener('message', ({ data }: MessageEvent<PanelMessage>) => {
  switch (data.kind) {
    case 'view':
      return store.dispatch({
        ...data,
        heights: measureForms(root),
        field: readField(),
        isTyping: isInField(document),
        now: Date.now(),
      });
    case 'answer':
    case 'copied':
    case 'reveal':
    case 'settings':
      return store.dispatch(data);
    case 'visible':
      return store.setVisible(data.isVisible);
    case 'key': {
      const intent = toIntent(data.key, readLastFocused(), store.current());
      if (intent !== null) store.dispatch(intent);
    }
  }
});

api.postMessage({ kind: 'ready' });
