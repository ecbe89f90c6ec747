/** Globals of browsers, Node, Deno and Bun that do something to the world or hold something from it. */
const NAMES = `fetch XMLHttpRequest WebSocket EventSource WebTransport BroadcastChannel MessageChannel
  process global globalThis window self document navigator location history top parent
  localStorage sessionStorage indexedDB caches cookieStore crypto Deno Bun
  console alert confirm prompt postMessage open Notification importScripts
  eval Function require import module exports __dirname __filename WebAssembly Worker SharedWorker
  Buffer Blob File FormData Headers Request Response URL URLSearchParams
  atob btoa setTimeout setInterval setImmediate queueMicrotask structuredClone
  JSON Math Date Object Array String Number Boolean Symbol Promise Reflect Proxy
  Map Set WeakMap WeakSet RegExp Error TypeError RangeError BigInt Intl
  encodeURIComponent decodeURIComponent encodeURI decodeURI escape unescape parseInt parseFloat
  TextEncoder TextDecoder AbortController performance chrome browser`;

/** `window.fetch` and `globalThis.fetch` keep their prefix: members of a global are no names. */
export const ecmascriptGlobals: Readonly<Record<string, string>> = Object.fromEntries(
  NAMES.split(/\s+/).map((name) => [name, name]),
);
