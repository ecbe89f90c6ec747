import type { PanelKey } from '../../server/src/protocol/panel-key.ts';
import { watchChords } from './chord.ts';
import { type Focused, toIntent } from './keys.ts';
import { toPanelKey } from './press.ts';
import type { WordsField } from './session.ts';
import type { Store } from './store.ts';
import type { TypedOn } from './typed-on.ts';

/** Parts that keep their own keys: while in one of them a person is typing or choosing. */
const typed =
  'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="combobox"], [role="listbox"], [role="option"]';
/** Parts that Space and Enter press. */
const pressed =
  'button, a[href], input, summary, vscode-button, vscode-checkbox, vscode-single-select, [role="treeitem"]';

/** Whatever takes the key: also a button that has focus. */
export const actsOnce: ReadonlySet<PanelKey> = new Set([
  'acknowledge',
  'acknowledge-alike',
  'open-hunk',
  'record-explanation',
  'accept',
  'accept-without-findings',
  'accept-file',
  'change-answer',
  'reject-file',
  'reject-all',
  'reject',
  'undo',
  'send-back',
  'back-to-queue',
]);

export function readFocused(activeElement: Element | null = document.activeElement): Focused {
  return {
    finding: activeElement?.closest('[data-finding]')?.getAttribute('data-finding') ?? null,
    row: activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? null,
    isInReject: activeElement?.closest('[data-reject]') != null,
    isInSign: activeElement?.closest('[data-sign]') != null,
  };
}

/**
 * What has focus, or had it last: an editor that runs a command for the panel takes focus from the part that has it before it gives
 * it to the page.
 */
export function watchFocused(page: Document): () => Focused {
  let last: Element | null = null;
  page.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element) last = target;
  });
  return () => readFocused(page.activeElement === page.body && last?.isConnected === true ? last : page.activeElement);
}

/** The field that somebody writes in. */
export function readField(): WordsField | 'kept-words' | null {
  const name = document.activeElement?.matches('vscode-textarea, vscode-single-select')
    ? document.activeElement.getAttribute('data-focus')
    : null;
  return name as WordsField | null;
}

export function listenToKeys(store: Store, typedOn: TypedOn): void {
  // A key held down acts once. Otherwise Space would go on to tick what comes into focus next.
  window.addEventListener('keydown', stopRepeated, { capture: true });
  const isSecondStep = watchChords(() => performance.now());
  window.addEventListener('keydown', (event) => {
    if (!isSecondStep(event)) act(event, store, typedOn);
  });
}

function stopRepeated(event: KeyboardEvent): void {
  if (!event.repeat || isTyping(event)) return;
  const key = toPanelKey(event, true);
  if (key === null || !actsOnce.has(key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function act(event: KeyboardEvent, { dispatch, current }: Store, typedOn: TypedOn): void {
  if (event.defaultPrevented || event.isComposing || current().areKeysShown) return;
  const key = toPanelKey(event, current().settings.hasLetterKeys);
  if (key === null) return;
  if (isTyping(event)) {
    if (key === 'record-explanation') event.preventDefault();
    else if (key !== 'back-to-queue') return;
    else return leaveField(event, { dispatch });
  } else if (typedOn.isWord(event)) {
    event.preventDefault();
    return;
  } else if ((event.key === ' ' || event.key === 'Enter') && key !== 'record-explanation' && isIn(event, pressed)) {
    if (event.key === ' ' && isIn(event, 'vscode-button')) event.preventDefault(); // it presses itself, and would scroll too
    return;
  }
  const intent = toIntent(key, readFocused(), current());
  if (intent === null) return;
  event.preventDefault();
  dispatch(intent);
}

/** Esc leaves the field first; the next one leaves the hunk. */
function leaveField(event: KeyboardEvent, { dispatch }: Pick<Store, 'dispatch'>): void {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement)) return;
  event.preventDefault();
  const { isInReject, isInSign } = readFocused();
  if (isInReject) return dispatch({ kind: 'cancel-reject' });
  if (isInSign) return dispatch({ kind: 'cancel-sign' });
  if (activeElement.closest('.kept-form') !== null) return dispatch({ kind: 'leave-kept' });
  if (activeElement.closest('.filter-bar') !== null) return dispatch({ kind: 'leave-filter' });
  const card = activeElement.closest<HTMLElement>('[data-finding]');
  if (card === null) activeElement.blur();
  else card.focus({ preventScroll: true });
}

const isTyping = (event: Event): boolean => isIn(event, typed);

/** Looks through shadow roots: the element that has the key, and all around it. */
function isIn(event: Event, selector: string): boolean {
  return event.composedPath().some((part) => part instanceof Element && part.matches(selector));
}
