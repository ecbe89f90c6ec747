import type { SentAction } from '../../server/src/protocol/webview.ts';
import { app } from './app.ts';
import { watchAttention } from './attention.ts';
import { largeQueue, rowHeight } from './components/large-queue.ts';
import { patch } from './dom.ts';
import type { Effect, FocusTarget, Intent } from './intent.ts';
import { currentChangeSet, currentHunk } from './queue-order.ts';
import { dropKeyHints } from './key-hints.ts';
import { reduce } from './reduce.ts';
import { startSession, type Session } from './session.ts';
import { isAnybodyWaiting } from './tick.ts';
import { fields, type TypedOn } from './typed-on.ts';
import { measureWindow } from './window.ts';

/** What `acquireVsCodeApi()` gives. */
export interface VsCodeApi {
  readonly postMessage: (action: SentAction) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

export interface Store {
  readonly dispatch: (intent: Intent) => void;
  readonly current: () => Session;
  /** Whether the page can be seen at all. */
  readonly setVisible: (isVisible: boolean) => void;
}

/** From here on two columns fit. In pixels; `panel.css` says the same in its container queries. */
const wideFrom = 700;
/** In pixels: below it the head scrolls away with the rest. `narrow.css` says the same. */
const lowBelow = 480;
/** A second press of the same button within this time is a slip. */
const sameActMs = 500;

/** The only state of the page, and the only place that touches the page's focus, scrolling and host. */
export function createStore(api: VsCodeApi, root: HTMLElement, live: HTMLElement, typedOn: TypedOn): Store {
  let session: Session = { ...startSession(api.getState(), Date.now()), ...measureRoom() };
  let lastAct = { name: '', at: -Infinity };
  const attention = watchAttention((action) => api.postMessage(action), root.ownerDocument);
  const restored = new WeakSet<Element>();

  function dispatch(intent: Intent): void {
    const step = reduce(session, intent);
    // Nothing comes of a slip. What was pressed is drawn again: it may be a box that has ticked itself.
    if (step.effects.some((effect) => effect.kind === 'post' && isSlip(effect.action))) return render();
    const before = session;
    const { activeElement: focused } = root.ownerDocument;
    const hadFocus = root.contains(focused);
    session = step.session;
    if (session.state !== before.state) api.setState(session.state);
    const { changeSet } = session.state;
    if (changeSet !== null && changeSet !== before.state.changeSet) api.postMessage({ kind: 'shown', changeSet });
    if (intent.kind === 'window') renderRows();
    else if (session !== before && intent.kind !== 'scroll') render();
    const said = step.effects.flatMap((effect) => (effect.kind === 'say' && effect.text !== '' ? [effect.text] : []));
    if (said.length > 0) speak(said.join(' '));
    for (const effect of step.effects) if (effect.kind !== 'say') run(effect);
    const isTaken = step.effects.some((effect) => effect.kind === 'focus' && findPart(effect.target) !== undefined);
    if (hadFocus && !isTaken) keepFocusInside(focused);
  }

  /** What had focus may be gone, as the button that accepted the last hunks is: then focus is on the part it was in. */
  function keepFocusInside(before: Element | null): void {
    const { activeElement, body } = root.ownerDocument;
    if (activeElement !== null && activeElement !== body) return;
    const same = findPart(before?.getAttribute('data-focus') ?? null);
    if (same !== undefined) return void focusWhenDrawn(same);
    if (before?.matches(fields)) typedOn.start();
    const parts = ['summary', 'hunk', 'queue'] satisfies readonly FocusTarget[];
    const part = parts
      .map((name) => root.querySelector<HTMLElement>(`[data-focus="${name}"]`))
      .find((it) => it !== null);
    part?.focus({ preventScroll: true });
  }

  function render(): void {
    patch(root, [app(session, dispatch)]);
    if (!session.settings.hasLetterKeys) dropKeyHints(root);
    restoreScroll();
    openDialog();
    const hunk = currentHunk(session);
    attention.look(
      hunk === undefined ? null : { changeSet: currentChangeSet(session)?.id ?? '', hunk: hunk.id },
      hunk === undefined ? null : root,
    );
    measure();
  }

  /** While a long queue is scrolled nothing but its rows is another: drawing the rest would be felt. */
  function renderRows(): void {
    const list = root.querySelector('.virtual-list');
    const changeSet = currentChangeSet(session);
    if (list !== null && changeSet !== undefined) patch(list, largeQueue(session, changeSet, dispatch).children);
  }

  /** An element that was just made starts where its part was left. */
  function restoreScroll(): void {
    for (const element of root.querySelectorAll<HTMLElement>('[data-scroll]')) {
      if (restored.has(element)) continue;
      restored.add(element);
      element.scrollTop = element.dataset['scroll'] === 'hunk' ? session.state.scroll.hunk : session.state.scroll.queue;
    }
  }

  function openDialog(): void {
    const dialog = root.querySelector('dialog');
    if (dialog !== null && !dialog.open) dialog.showModal();
  }

  function measure(): void {
    const list = root.querySelector('.virtual-list');
    const scroller = list?.closest('[data-scroll]');
    if (list == null || scroller == null) return;
    const { from, to } = measureWindow(list, scroller, rowHeight);
    if (from !== session.window.from || to !== session.window.to) dispatch({ kind: 'window', from, to });
  }

  function run(effect: Exclude<Effect, { readonly kind: 'say' }>): void {
    switch (effect.kind) {
      case 'post':
        return send(effect.action);
      case 'focus':
        return takeFocus(effect.target, effect.onlyFrom);
      case 'show-card':
        return showCard(effect.fingerprint);
      case 'show-unseen':
        return showUnseen();
      case 'copy':
        return void navigator.clipboard.writeText(effect.text);
    }
  }

  function isSlip(action: SentAction): boolean {
    return nameOfAct(action) === lastAct.name && performance.now() - lastAct.at < sameActMs;
  }

  function send(action: SentAction): void {
    lastAct = { name: nameOfAct(action), at: performance.now() };
    if (action.kind !== 'command' && action.kind !== 'ready') attention.flush();
    api.postMessage(action);
  }

  /** The same words twice are still two announcements. */
  function speak(text: string): void {
    live.textContent = live.textContent === text ? `${text}\u00a0` : text;
  }

  function takeFocus(target: string, onlyFrom: string | null | undefined): void {
    const { activeElement, body } = root.ownerDocument;
    const isFree = activeElement === null || activeElement === body;
    if (
      onlyFrom !== undefined &&
      !isFree &&
      activeElement.closest('[data-finding]')?.getAttribute('data-finding') !== onlyFrom
    )
      return;
    const element = findPart(target);
    if (element === undefined) return;
    void focusWhenDrawn(element);
  }

  const findPart = (name: string | null): HTMLElement | undefined =>
    [...root.querySelectorAll<HTMLElement>('[data-focus]')].find((other) => other.dataset['focus'] === name);

  async function focusWhenDrawn(element: HTMLElement): Promise<void> {
    // An element of the library draws itself a moment later than the others, and cannot take focus before.
    if ('updateComplete' in element) await element.updateComplete;
    element.focus({ preventScroll: true });
    // A hunk that was just opened shows its change first; its first card has focus below.
    const isFirst = element.matches('.finding-card:first-of-type, .hunk');
    if (!isFirst || session.state.scroll.hunk > 0) element.scrollIntoView({ block: 'nearest' });
  }

  function showCard(fingerprint: string): void {
    const forms = [...root.querySelectorAll<HTMLElement>('[data-form]')];
    const form = forms.find((other) => other.dataset['form'] === fingerprint);
    // Elements of the library take their height a moment after the others.
    requestAnimationFrame(() => form?.scrollIntoView({ block: 'nearest' }));
  }

  /** Focus goes there too, so that a screen reader reads on from it. */
  function showUnseen(): void {
    const row = root.querySelector<HTMLElement>('.mini-diff .is-unseen');
    if (row === null) return;
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'start' });
  }

  root.addEventListener(
    'scroll',
    ({ target }) => {
      if (!(target instanceof HTMLElement)) return;
      const part = target.dataset['scroll'];
      if (part !== 'queue' && part !== 'hunk') return;
      dispatch({ kind: 'scroll', part, top: Math.round(target.scrollTop) });
      if (part === 'queue') measure();
    },
    { capture: true, passive: true },
  );

  // A clock that nobody looks at, because nobody waits, would draw the page once a second for nothing.
  setInterval(() => {
    if (isAnybodyWaiting(session)) dispatch({ kind: 'tick', now: Date.now() });
  }, 1_000);

  /** A low panel, as at 200 % zoom, has room for one thing at a time, however wide it is. */
  function measureRoom(): Pick<Session, 'isWide' | 'isLow'> {
    const isLow = root.clientHeight < lowBelow;
    return { isLow, isWide: root.clientWidth >= wideFrom && !isLow };
  }

  new ResizeObserver(() => {
    const room = measureRoom();
    if (room.isWide !== session.isWide || room.isLow !== session.isLow) dispatch({ kind: 'resize', ...room });
    else measure();
  }).observe(root);

  render();
  if (session.state.changeSet !== null) api.postMessage({ kind: 'shown', changeSet: session.state.changeSet });
  return { dispatch, current: () => session, setVisible: attention.setVisible };
}

/** Accept opens the next hunk: a second press of it is a slip whichever hunk it would be about. */
const nameOfAct = ({ act: _act, ...action }: SentAction): string =>
  action.kind === 'accept' ? action.kind : JSON.stringify(action);

/** Before a new view is drawn: forms that settle keep this height. */
export function measureForms(root: ParentNode): ReadonlyMap<string, number> {
  const forms = [...root.querySelectorAll<HTMLElement>('[data-form]')];
  return new Map(forms.map((form) => [form.dataset['form'] ?? '', form.offsetHeight]));
}
