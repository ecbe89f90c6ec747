import '../localise.ts';
import type { SessionAction, SessionMessage, SessionView } from '../../../server/src/protocol/agent-session.ts';
import { patch } from '../dom.ts';
import './agent.css';
import { announceSession } from './announce.ts';
import { toSessionPage } from './page.ts';

declare function acquireVsCodeApi(): { readonly postMessage: (action: SessionAction) => void };

const api = acquireVsCodeApi();
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
const page = root;

let shown: SessionView | null = null;
let said = '';

function draw(next: SessionView): void {
  const log = page.querySelector('.log');
  const isAtEnd = log === null || log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  said = sayAnew(announceSession(shown, next));
  const isFirst = shown === null || (shown.state === 'starting' && next.state === 'ready');
  const focused = document.activeElement;
  shown = next;
  patch(page, [toSessionPage(next, said, act)]);
  const now = page.querySelector('.log');
  if (isAtEnd && now !== null) now.scrollTop = now.scrollHeight;
  // A button that has done its work takes the focus with it.
  if (isFirst || focused?.isConnected === false) promptBox()?.focus();
}

/** The same words a second time are other words to the live region. */
function sayAnew(words: string): string {
  if (words === '') return said;
  return words === said ? `${words}\u00a0` : words;
}

const promptBox = (): HTMLTextAreaElement | null => page.querySelector('textarea');

function act(action: SessionAction): void {
  api.postMessage(action);
  if (action.kind === 'answer' || action.kind === 'prompt') promptBox()?.focus();
}

window.addEventListener('message', ({ data }: MessageEvent<SessionMessage>) => {
  if (data.kind === 'session') draw(data.session);
});

api.postMessage({ kind: 'ready' });
