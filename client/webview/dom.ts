import { toPlainText } from './plain-text.ts';

/**
 * A description of elements, and the patch that makes the page match it. Elements are kept by key, so focus, scroll positions
 * and half-typed words survive a new view. No HTML is ever parsed: text becomes text nodes, styles go through CSSOM.
 */
export interface VElement {
  readonly tag: string;
  readonly props: Props;
  readonly children: readonly VNode[];
}
export type VNode = VElement | string;
export type Child = VNode | null | undefined | false | readonly Child[];

export interface Props {
  /** Unique among its siblings. Whatever can take focus needs one. */
  readonly key?: string;
  /** Children that come take the elements of those that go: of a list that is scrolled nothing is made or thrown away. */
  readonly recycles?: true;
  readonly class?: string;
  /** Attributes; `null` leaves one out, `true` gives it no value. */
  readonly at?: Readonly<Record<string, string | number | true | null>>;
  /** Properties, compared with what the element holds now, not with what was rendered last: a person may have changed it. */
  readonly set?: Readonly<Record<string, unknown>>;
  readonly style?: Readonly<Record<string, string>>;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
}

export function h(tag: string, props: Props = {}, children: readonly Child[] = []): VElement {
  return { tag, props, children: flatten(children) };
}

/** What was typed or chosen in the element. */
export const valueOf = ({ target }: Event): string =>
  target instanceof Element && 'value' in target ? String(target.value) : '';

export const classes = (...names: readonly (string | false | null)[]): string => names.filter(Boolean).join(' ');

function flatten(children: readonly Child[]): VNode[] {
  const flat: VNode[] = [];
  for (const child of children) {
    if (child === null || child === undefined || child === false || child === '') continue;
    if (isList(child)) flat.push(...flatten(child));
    else flat.push(child);
  }
  return flat;
}

const isList = (child: Child): child is readonly Child[] => Array.isArray(child);

const svgNamespace = 'http://www.w3.org/2000/svg';

/** What each element was last rendered from. */
const rendered = new WeakMap<Node, VElement>();
const listeners = new WeakMap<Element, Listeners>();

/** One listener object an element: handlers are swapped without touching the DOM. */
class Listeners implements EventListenerObject {
  handlers: Readonly<Record<string, (event: Event) => void>> = {};

  handleEvent(event: Event): void {
    this.handlers[event.type]?.(event);
  }
}

/** Makes the children of `parent` match. Kept elements are moved only when their order changed. */
export function patch(parent: Element, children: readonly Child[]): void {
  const focused = activeElementIn(parent);
  patchChildren(parent, flatten(children), rendered.get(parent)?.props.recycles);
  // Moving an element takes its focus away; words and selection inside it stay.
  if (focused?.isConnected && activeElementIn(parent) !== focused) focused.focus({ preventScroll: true });
}

function activeElementIn(parent: Element): HTMLElement | null {
  const active = parent.ownerDocument.activeElement;
  return active instanceof HTMLElement && active !== parent && parent.contains(active) ? active : null;
}

function patchChildren(parent: Element, children: readonly VNode[], recycles?: true): void {
  const kept = new Kept(parent);
  const known = children.map((child) => kept.take(child));
  const recycled = new Set<ChildNode>();
  const nodes = known.map((node, index) => {
    const other = node ?? (recycles && kept.takeAny(children[index]!));
    if (node === undefined && other !== undefined) recycled.add(other);
    return other ?? create(children[index]!, parent);
  });
  kept.removeRest();
  let at: ChildNode | null = parent.firstChild;
  for (const [index, node] of nodes.entries()) {
    // One that goes elsewhere is moved at its turn: those that stay need not make way for it.
    while (at !== null && at !== node && recycled.has(at)) at = at.nextSibling;
    if (node === at) at = at.nextSibling;
    else place(parent, node, at);
    const child = children[index];
    if (typeof child === 'string') setText(node, child);
    else if (child !== undefined) update(node as Element, child);
  }
}

/** An element that moves with the focus in it keeps it, where the browser can (Chromium 133): else `patch` gives it back, which lays out the page. */
function place(parent: Element, node: ChildNode, at: ChildNode | null): void {
  if (node.parentNode === parent && parent.isConnected && 'moveBefore' in parent) parent.moveBefore(node, at);
  else parent.insertBefore(node, at);
}

/** The children an element has now, to be used again: by key, or the next one without a key of the same kind. */
class Kept {
  readonly #byKey = new Map<string, ChildNode>();
  readonly #unkeyed: ChildNode[] = [];
  readonly #rest: Set<ChildNode>;

  constructor(parent: Element) {
    this.#rest = new Set(parent.childNodes);
    for (const node of this.#rest) {
      const key = rendered.get(node)?.props.key;
      if (key === undefined) this.#unkeyed.push(node);
      else this.#byKey.set(key, node);
    }
  }

  take(child: VNode): ChildNode | undefined {
    const key = typeof child === 'string' ? undefined : child.props.key;
    const node = key === undefined ? this.#nextLike(child) : this.#byKey.get(key);
    if (node === undefined || !this.#rest.has(node) || !isLike(node, child)) return undefined;
    this.#rest.delete(node);
    return node;
  }

  #nextLike(child: VNode): ChildNode | undefined {
    const index = this.#unkeyed.findIndex((node) => isLike(node, child));
    return index === -1 ? undefined : this.#unkeyed.splice(0, index + 1).at(-1);
  }

  /** One that goes. Not the one that has focus: it would have it still, and be another. */
  takeAny(child: VNode): ChildNode | undefined {
    for (const node of this.#rest) {
      if (!isLike(node, child) || node.contains(node.ownerDocument?.activeElement ?? null)) continue;
      this.#rest.delete(node);
      return node;
    }
    return undefined;
  }

  removeRest(): void {
    for (const node of this.#rest) node.remove();
  }
}

const isLike = (node: ChildNode, child: VNode): boolean =>
  typeof child === 'string' ? node.nodeType === Node.TEXT_NODE : rendered.get(node)?.tag === child.tag;

function create(child: VNode, parent: Element): ChildNode {
  const document = parent.ownerDocument;
  if (typeof child === 'string') return document.createTextNode('');
  const isSvg = child.tag === 'svg' || (parent.namespaceURI === svgNamespace && parent.localName !== 'foreignObject');
  const element = isSvg ? document.createElementNS(svgNamespace, child.tag) : document.createElement(child.tag);
  rendered.set(element, {
    tag: child.tag,
    props: child.props.key === undefined ? {} : { key: child.props.key },
    children: [],
  });
  return element;
}

function setText(node: ChildNode, text: string): void {
  const plain = toPlainText(text);
  if (node.textContent !== plain) node.textContent = plain;
}

function update(element: Element, next: VElement): void {
  const last = rendered.get(element);
  // The very same description, kept by whoever made it: nothing of it is another.
  if (last === next) return;
  const before = last?.props ?? {};
  const { props } = next;
  if (props.class !== before.class) setAttribute(element, 'class', props.class ?? null);
  patchAttributes(element, before.at ?? {}, props.at ?? {});
  patchStyle(element, before.style ?? {}, props.style ?? {});
  patchListeners(element, props.on);
  patchChildren(element, next.children, props.recycles);
  // Last: a select takes its value only when its options are there.
  for (const [name, value] of Object.entries(props.set ?? {})) {
    if (Reflect.get(element, name) !== value) Reflect.set(element, name, value);
  }
  rendered.set(element, next);
}

function patchAttributes(element: Element, before: NonNullable<Props['at']>, next: NonNullable<Props['at']>): void {
  for (const name of Object.keys(before)) if (!(name in next)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(next)) if (before[name] !== value) setAttribute(element, name, value);
}

function setAttribute(element: Element, name: string, value: string | number | true | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : toPlainText(String(value)));
}

function patchStyle(element: Element, before: NonNullable<Props['style']>, next: NonNullable<Props['style']>): void {
  if (!(element instanceof HTMLElement || element instanceof SVGElement)) return;
  for (const name of Object.keys(before)) if (!(name in next)) element.style.removeProperty(name);
  for (const [name, value] of Object.entries(next)) {
    if (before[name] !== value) element.style.setProperty(name, value);
  }
}

function patchListeners(element: Element, on: Props['on']): void {
  let listener = listeners.get(element);
  if (listener === undefined) {
    if (on === undefined) return;
    listener = new Listeners();
    listeners.set(element, listener);
  }
  for (const type of Object.keys(on ?? {})) {
    if (!(type in listener.handlers)) element.addEventListener(type, listener);
  }
  listener.handlers = on ?? {};
}
