import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { accessOfAndroid, isHeldBySystem, isSentBySystem } from '../apis/android-permissions.ts';
import { appSite, type AppAccess } from '../apps/app-grant.ts';
import { attributeOf, elementName, elementsIn, rootElement, textIn } from '../apps/xml-elements.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { FILE_SUBJECT } from '../subjects.ts';

/**
 * What an Android app may do, who reaches its components, and whom it trusts on the network.
 * @see https://developer.android.com/guide/topics/manifest/manifest-intro, https://developer.android.com/privacy-and-security/security-config (API 36)
 */
export const androidManifest = defineExtractor({
  id: 'android-manifest',
  kinds: ['permission.grant'],
  languages: ['xml'],
  *extract(reading) {
    // What is built for debugging and for tests only is shipped to nobody.
    if (/(?:^|\/)src\/(?:debug|androidTest|test)\//.test(reading.unit.path)) return;
    const root = rootElement(reading);
    const name = root === null ? '' : elementName(reading, root);
    if (root !== null && name === 'manifest') yield* manifest(reading, root);
    if (root !== null && name === 'network-security-config') yield* network(reading, root);
  },
});

function* manifest(reading: Reading, root: SyntaxNode): Generator<Site> {
  for (const element of elementsIn(reading, root)) {
    const name = elementName(reading, element);
    if (/^uses-permission(?:-sdk-(?:23|m))?$/.test(name)) yield* usesPermission(reading, element);
    if (name === 'application') yield* application(reading, element);
  }
}

/** What the tools take out of the merged manifest is not there. */
function isTakenOut(reading: Reading, element: SyntaxNode): boolean {
  return /^remove(?:All)?$/.test(attributeOf(reading, element, 'tools:node')?.text ?? '');
}

function* usesPermission(reading: Reading, element: SyntaxNode): Generator<Site> {
  const name = attributeOf(reading, element, 'android:name')?.text;
  if (name === undefined || isTakenOut(reading, element)) return;
  const until = attributeOf(reading, element, 'android:maxSdkVersion')?.text;
  yield appSite({
    kind: 'app-permission',
    action: 'use',
    of: name,
    ...(until === undefined ? {} : { condition: `up to API ${until}` }),
    access: accessOfAndroid(name),
    node: element,
    subject: FILE_SUBJECT,
    why: `It has the permission ${shortName(name)}${until === undefined ? '' : `, up to API ${until}`}.`,
  });
}

function shortName(permission: string): string {
  return permission.replace(/^android\.permission\./, '');
}

/** Settings of an app that take a wall away, what each is when nothing is said, and what it means. */
const SETTINGS: readonly (readonly [name: string, byDefault: boolean, access: AppAccess, why: string])[] = [
  [
    'debuggable',
    false,
    'Permissions management',
    'Whoever holds the device may attach to the app and read all it has.',
  ],
  ['usesCleartextTraffic', false, 'Write', 'The app sends and reads without TLS.'],
  ['allowBackup', true, 'Read', 'Data of the app is copied to backups.'],
  ['testOnly', false, 'Read', 'The app is made for tests only.'],
];

function* application(reading: Reading, element: SyntaxNode): Generator<Site> {
  for (const [name, byDefault, access, why] of SETTINGS) {
    const given = attributeOf(reading, element, `android:${name}`);
    const value = given?.text ?? String(byDefault);
    if (value !== 'true' && value !== 'false') continue;
    yield appSite({
      kind: 'app-setting',
      action: name,
      of: 'the app',
      setting: given === null ? (byDefault ? 'on by default' : 'off by default') : value === 'true' ? 'on' : 'off',
      access: given === null || value === 'false' ? 'None' : access,
      node: given?.node ?? element.children[0] ?? element,
      subject: FILE_SUBJECT,
      why,
    });
  }
  for (const component of elementsIn(reading, element)) {
    if (/^(?:activity|activity-alias|service|receiver|provider)$/.test(elementName(reading, component)))
      yield* exported(reading, component);
  }
}

function* exported(reading: Reading, component: SyntaxNode): Generator<Site> {
  const name = attributeOf(reading, component, 'android:name')?.text;
  if (name === undefined || isTakenOut(reading, component)) return;
  const kind = elementName(reading, component);
  const filters = elementsIn(reading, component, 'intent-filter');
  const given = attributeOf(reading, component, 'android:exported');
  const subject: Subject = { type: 'resource', symbol: `${kind} ${name}` };
  // Without a word, what has a filter is exported.
  const isExported = given === null ? filters.length > 0 && kind !== 'provider' : given.text === 'true';
  const grants = attributeOf(reading, component, 'android:grantUriPermissions');
  if (kind === 'provider' && grants?.text === 'true')
    yield appSite({
      kind: 'app-component',
      action: 'grants its URIs',
      of: name,
      access: isExported ? 'Read' : 'None',
      node: grants.node,
      subject,
      why: `The app may let others read single entries of ${name}.`,
    });
  if (!isExported) return;
  const permission = ['permission', 'readPermission', 'writePermission']
    .map((key) => attributeOf(reading, component, `android:${key}`)?.text)
    .filter((text) => text !== undefined && text !== '')
    .join(', ');
  yield appSite({
    kind: 'app-component',
    action: 'export',
    of: name,
    ...(permission === '' ? {} : { condition: `with ${permission}` }),
    access: accessOf(reading, kind, permission, filters),
    isForEverybody: permission === '',
    node: given?.node ?? component.children[0] ?? component,
    subject,
    why:
      permission === ''
        ? `Any app may reach the ${kind} ${name}${given === null ? ': it has a filter, and nothing says otherwise' : ''}.`
        : `Apps that have ${permission} may reach the ${kind} ${name}.`,
  });
}

function accessOf(reading: Reading, kind: string, permission: string, filters: readonly SyntaxNode[]): AppAccess {
  if (permission !== '') return isHeldBySystem(permission) ? 'None' : 'Read';
  const names = (element: string): readonly string[] =>
    filters.flatMap((filter) =>
      elementsIn(reading, filter, element).map((each) => attributeOf(reading, each, 'android:name')?.text ?? ''),
    );
  const actions = names('action');
  if (kind === 'activity' || kind === 'activity-alias') {
    // What is started from the home screen has to be reached.
    const isLauncher =
      names('category').some((category) => category.endsWith('LAUNCHER')) &&
      actions.includes('android.intent.action.MAIN');
    return isLauncher && actions.length === 1 ? 'None' : 'Read';
  }
  return kind === 'receiver' && actions.length > 0 && actions.every(isSentBySystem) ? 'None' : 'Write';
}

/** Who is trusted, and where there is no TLS; what holds for debugging only is left out. */
function* network(reading: Reading, root: SyntaxNode): Generator<Site> {
  for (const config of elementsIn(reading, root)) {
    const kind = elementName(reading, config);
    if (kind !== 'base-config' && kind !== 'domain-config') continue;
    const domains = elementsIn(reading, config, 'domain').map((domain) => textIn(reading, domain));
    const of = kind === 'base-config' ? 'every host' : domains.join(', ');
    const isLocal =
      domains.length > 0 && domains.every((domain) => /^(?:localhost|10\.|127\.|192\.168\.)/.test(domain));
    const clear = attributeOf(reading, config, 'cleartextTrafficPermitted');
    if (clear?.text === 'true')
      yield appSite({
        kind: 'app-setting',
        action: 'cleartext',
        of,
        access: isLocal ? 'None' : 'Write',
        node: clear.node,
        subject: FILE_SUBJECT,
        why: `The app speaks to ${of} without TLS.`,
      });
    for (const anchors of elementsIn(reading, config, 'trust-anchors')) {
      for (const certificates of elementsIn(reading, anchors, 'certificates')) {
        const source = attributeOf(reading, certificates, 'src');
        if (source?.text === 'user')
          yield appSite({
            kind: 'app-setting',
            action: 'trusts installed certificates',
            of,
            access: 'Permissions management',
            node: source.node,
            subject: FILE_SUBJECT,
            why: `For ${of} it trusts certificates that whoever holds the device installed: others can read along.`,
          });
      }
    }
  }
}
