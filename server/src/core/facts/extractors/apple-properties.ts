import type { SyntaxNode } from '../../model/syntax.ts';
import { appSite, type AppAccess, type AppGrantKind } from '../apps/app-grant.ts';
import { elementName, elementsIn, rootElement, textIn } from '../apps/xml-elements.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { FILE_SUBJECT } from '../subjects.ts';

/**
 * What an app for iOS or macOS may do: its Info.plist and its entitlements.
 * @see https://developer.apple.com/documentation/bundleresources (2026-11)
 */
export const appleProperties = defineExtractor({
  id: 'apple-properties',
  kinds: ['permission.grant'],
  languages: ['xml'],
  *extract(reading) {
    const root = rootElement(reading);
    if (root === null || elementName(reading, root) !== 'plist') return;
    for (const { key, node, value } of entriesOf(reading, elementsIn(reading, root, 'dict')[0])) {
      if (key === 'NSAppTransportSecurity') yield* transport(reading, value);
      else yield* property(reading, key, node, value);
    }
  },
});

interface Entry {
  readonly key: string;
  readonly node: SyntaxNode;
  readonly value: SyntaxNode;
}

/** `<key>a</key><true/>`: keys and values take turns. */
function entriesOf(reading: Reading, dict: SyntaxNode | undefined): readonly Entry[] {
  if (dict === undefined || elementName(reading, dict) !== 'dict') return [];
  const elements = elementsIn(reading, dict);
  return elements.flatMap((node, index): readonly Entry[] => {
    const value = elements[index + 1];
    return elementName(reading, node) !== 'key' || value === undefined
      ? []
      : [{ key: textIn(reading, node), node, value }];
  });
}

function isTrue(reading: Reading, value: SyntaxNode): boolean {
  return elementName(reading, value) === 'true';
}

function* transport(reading: Reading, dict: SyntaxNode): Generator<Site> {
  for (const { key, node, value } of entriesOf(reading, dict)) {
    if (/^NSAllowsArbitraryLoads(?:InWebContent|ForMedia)?$/.test(key) && isTrue(reading, value)) {
      const where = key.endsWith('InWebContent')
        ? 'pages it shows'
        : key.endsWith('ForMedia')
          ? 'media it plays'
          : 'every host';
      yield grant('app-setting', 'cleartext', where, 'Write', node, `The app loads from ${where} without TLS.`);
    }
    if (key !== 'NSExceptionDomains') continue;
    for (const { key: domain, value: settings } of entriesOf(reading, value)) {
      for (const { key: name, node: at, value: flag } of entriesOf(reading, settings)) {
        if (!/^NS(?:Temporary|ThirdParty)?Exception(?:AllowsInsecureHTTPLoads)$/.test(name) || !isTrue(reading, flag))
          continue;
        const isLocal = /^(?:localhost|127\.|.*\.local$)/.test(domain);
        yield grant(
          'app-setting',
          'cleartext',
          domain,
          isLocal ? 'None' : 'Write',
          at,
          `The app loads from ${domain} without TLS.`,
        );
      }
    }
  }
}

/** Entitlements that take a wall of the system away. */
const WALLS: ReadonlyMap<string, string> = new Map([
  ['get-task-allow', 'other programs may attach to the app and read all it has'],
  ['com.apple.security.get-task-allow', 'other programs may attach to the app and read all it has'],
  ['com.apple.security.cs.disable-library-validation', 'the app loads libraries that others signed'],
  ['com.apple.security.cs.allow-unsigned-executable-memory', 'what is written to memory can run'],
  ['com.apple.security.cs.disable-executable-page-protection', 'the code of the app can be changed while it runs'],
  ['com.apple.security.cs.allow-dyld-environment-variables', 'whoever starts the app chooses its libraries'],
  ['com.apple.security.cs.debugger', 'the app attaches to other programs'],
  ['com.apple.security.automation.apple-events', 'the app drives other apps'],
  ['com.apple.security.files.all', 'the app reads and writes all files'],
  ['com.apple.rootless.install', 'the app writes where the system is protected'],
  ['com.apple.private.security.no-sandbox', 'the app runs outside of the sandbox'],
  ['com.apple.security.smartcard', 'the app uses smart cards'],
]);

function* property(reading: Reading, key: string, node: SyntaxNode, value: SyntaxNode): Generator<Site> {
  const usage = /^NS(\w+)UsageDescription$/.exec(key)?.[1];
  if (usage !== undefined) {
    const what = usage.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
    yield grant(
      'app-permission',
      'use',
      what,
      usage.startsWith('LocationAlways') ? 'Write' : 'Read',
      node,
      `It may ask for ${what}.`,
    );
    return;
  }
  const wall = WALLS.get(key);
  if (wall !== undefined) {
    if (isTrue(reading, value))
      yield grant('app-setting', key, 'the app', 'Permissions management', node, `With ${key}, ${wall}.`);
    return;
  }
  if (key === 'com.apple.security.app-sandbox') {
    const isOn = isTrue(reading, value);
    yield appSite({
      kind: 'app-setting',
      action: 'runs outside of the sandbox',
      of: 'the app',
      setting: isOn ? 'off' : 'on',
      access: isOn ? 'None' : 'Permissions management',
      node,
      subject: FILE_SUBJECT,
      why: isOn
        ? 'The app runs in the sandbox.'
        : 'The app runs outside of the sandbox: with all rights of whoever starts it.',
    });
    return;
  }
  if (key.startsWith('com.apple.security.temporary-exception.'))
    yield grant('app-setting', key, 'the app', 'Write', node, `${key} makes a hole in the sandbox.`);
  const privacy = /^com\.apple\.security\.(?:device|personal-information|files|network)\.([\w.-]+)$/.exec(key)?.[1];
  if (privacy !== undefined && isTrue(reading, value))
    yield grant(
      'app-permission',
      'use',
      privacy,
      /^(?:client|user-selected)/.test(privacy) ? 'None' : 'Read',
      node,
      `Its sandbox lets it use ${privacy}.`,
    );
  if (/^(?:keychain-access-groups|com\.apple\.security\.application-groups)$/.test(key)) {
    for (const item of elementsIn(reading, value)) {
      const group = textIn(reading, item);
      yield grant(
        'app-permission',
        'share',
        group,
        'Read',
        item,
        `It shares ${key.startsWith('keychain') ? 'passwords and keys' : 'files'} with the apps of ${group}.`,
      );
    }
  }
}

function grant(kind: AppGrantKind, action: string, of: string, access: AppAccess, node: SyntaxNode, why: string): Site {
  return appSite({ kind, action, of, access, node, subject: FILE_SUBJECT, why });
}
