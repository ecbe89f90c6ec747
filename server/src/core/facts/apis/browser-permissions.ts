import type { AppAccess } from '../apps/app-grant.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Permissions of browser extensions that say nothing about whoever browses.
 * @see https://developer.chrome.com/docs/extensions/reference/permissions-list,
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/manifest.json/permissions (2026-11)
 */
const HARMLESS = words(`
  action activeTab alarms background clipboardWrite contextMenus cookieStores declarativeContent favicon fontSettings gcm idle
  menus menus.overrideContext mozillaAddons notifications offscreen power printing search sidePanel storage system.cpu
  system.display system.memory tabGroups tabHide theme tts unlimitedStorage wallpaper webNavigationErrors`);

/** Through these an extension reads what is typed and sent, acts as whoever browses, or leaves the browser. */
const FAR_REACHING = words(`
  accessibilityFeatures.modify audioCapture browsingData certificateProvider clipboardRead contentSettings cookies debugger
  declarativeNetRequestFeedback declarativeNetRequestWithHostAccess declarativeWebRequest desktopCapture dns
  downloads.open downloads.shutdown enterprise.deviceAttributes enterprise.hardwarePlatform enterprise.networkingAttributes
  enterprise.platformKeys experimental fileSystemProvider geckoProfiler geolocation history identity.email loginState
  management mozilla.experiments nativeMessaging pageCapture passwordsPrivate pkcs11 platformKeys privacy proxy scripting
  system.storage tabCapture userScripts videoCapture vpnProvider webAuthenticationProxy webRequest webRequestAuthProvider
  webRequestBlocking webRequestFilterResponse`);

export function accessOfBrowser(permission: string): AppAccess {
  if (HARMLESS.has(permission)) return 'None';
  return FAR_REACHING.has(permission) ? 'Permissions management' : 'Read';
}

/** `<all_urls>`, a scheme and nothing else, `*://*` + anything: every site there is. */
export function isEveryHost(pattern: string): boolean {
  return pattern === '<all_urls>' || /^(?:\*|https?|file|ftp|wss?):\/\/(?:\*(?::\*)?)?\/\*?$/.test(pattern);
}

export function isHostPattern(permission: string): boolean {
  return permission === '<all_urls>' || permission.includes('://');
}
