import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { accessOfBrowser, isEveryHost, isHostPattern } from '../apis/browser-permissions.ts';
import { appSite, type AppAccess } from '../apps/app-grant.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { itemsAt } from '../kubernetes/manifest.ts';
import { asObject, asText, asTexts, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { FILE_SUBJECT } from '../subjects.ts';

/**
 * What a browser extension may do, from its manifest, version 2 or 3.
 * @see https://developer.chrome.com/docs/extensions/reference/manifest (2026-11)
 */
export const browserExtension = defineExtractor({
  id: 'browser-extension',
  kinds: ['permission.grant'],
  languages: ['json'],
  *extract(reading) {
    for (const root of documentObjects(reading)) {
      const version = valueOfKey(reading, root, 'manifest_version');
      if (version === null || !/^[234]$/.test(reading.unit.textOf(version))) continue;
      yield* permissions(reading, root);
      yield* scripts(reading, root);
      yield* openings(reading, root);
      yield* policies(reading, root);
      yield* overrides(reading, root);
    }
  },
});

const subject: Subject = FILE_SUBJECT;
/** What is asked for once it is needed, and not when it is installed. */
const WHEN_ASKED = 'when asked';

function* permissions(reading: Reading, root: SyntaxNode): Generator<Site> {
  for (const [key, setting] of [
    ['permissions', undefined],
    ['host_permissions', undefined],
    ['optional_permissions', WHEN_ASKED],
    ['optional_host_permissions', WHEN_ASKED],
  ] as const) {
    for (const { node, text } of asTexts(reading, valueOfKey(reading, root, key))) {
      const later = setting === undefined ? '' : ', once it has asked for it';
      yield isHostPattern(text)
        ? host('access', text, `It reads and changes pages of ${nameOfHost(text)}${later}.`, node, setting)
        : appSite({
            kind: 'app-permission',
            action: 'use',
            of: text,
            ...(setting === undefined ? {} : { setting }),
            access: whenAsked(accessOfBrowser(text), setting),
            node,
            subject,
            why: `It has the permission ${text}${later}.`,
          });
    }
  }
}

/** Whoever is asked for it knows. */
function whenAsked(access: AppAccess, setting: string | undefined): AppAccess {
  return setting === undefined || access === 'None' ? access : 'Read';
}

function host(action: string, pattern: string, why: string, node: SyntaxNode, setting?: string): Site {
  const isEvery = isEveryHost(pattern);
  return appSite({
    kind: 'app-host',
    action,
    of: isEvery && !pattern.startsWith('file:') ? EVERY_SITE : pattern,
    ...(setting === undefined ? {} : { setting }),
    access: whenAsked(isEvery ? 'Permissions management' : 'Read', setting),
    isForEverybody: isEvery,
    node,
    subject,
    why,
  });
}

const EVERY_SITE = 'every site';

function nameOfHost(pattern: string): string {
  return isEveryHost(pattern) ? EVERY_SITE : `\`${pattern}\``;
}

function* scripts(reading: Reading, root: SyntaxNode): Generator<Site> {
  for (const script of itemsAt(reading, root, 'content_scripts')) {
    for (const { node, text } of asTexts(reading, valueOfKey(reading, script, 'matches')))
      yield host('script', text, `It runs scripts in pages of ${nameOfHost(text)}.`, node);
  }
}

/** Who outside reaches it: other extensions, pages that connect, pages that read its files. */
function* openings(reading: Reading, root: SyntaxNode): Generator<Site> {
  const external = asObject(reading, valueOfKey(reading, root, 'externally_connectable'));
  if (external !== null) {
    for (const { node, text } of asTexts(reading, valueOfKey(reading, external, 'matches')))
      yield host('connect', text, `Pages of ${nameOfHost(text)} may send messages to it.`, node);
    for (const { node, text } of asTexts(reading, valueOfKey(reading, external, 'ids')))
      if (text === '*')
        yield setting('connectable', 'any extension', 'Write', node, 'Any other extension may send messages to it.');
  }
  const resources = valueOfKey(reading, root, 'web_accessible_resources');
  for (const { node, text } of asTexts(reading, resources))
    if (text === '*' || text === '/*')
      yield setting('readable', 'any page', 'Read', node, 'Any page may read all of its files.');
  for (const each of itemsAt(reading, root, 'web_accessible_resources')) {
    const isAll = asTexts(reading, valueOfKey(reading, each, 'resources')).some(({ text }) => /^\/?\*$/.test(text));
    for (const { node, text } of asTexts(reading, valueOfKey(reading, each, 'matches')))
      if (isAll && isEveryHost(text))
        yield setting('readable', 'any page', 'Read', node, 'Any page may read all of its files.');
  }
}

function* policies(reading: Reading, root: SyntaxNode): Generator<Site> {
  const given = valueOfKey(reading, root, 'content_security_policy');
  const object = asObject(reading, given);
  // What is sandboxed has none of the extension's rights.
  const pages = object === null ? given : valueOfKey(reading, object, 'extension_pages');
  const text = asText(reading, pages);
  if (pages === null || text === null) return;
  for (const directive of text.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/\s+/);
    if (!/^(?:script-src|script-src-elem|default-src|object-src|worker-src)$/.test(name)) continue;
    for (const source of sources) {
      if (source === "'unsafe-eval'" || source === "'unsafe-inline'")
        yield setting(
          source === "'unsafe-eval'" ? 'evaluates text' : 'runs inline scripts',
          'its own pages',
          'Permissions management',
          pages,
          `Its policy allows ${source}: text can become code with all of its permissions.`,
        );
      if (name !== 'object-src' && /^(?:https?:|\*)/.test(source) && !/^https?:\/\/(?:localhost|127\.)/.test(source))
        yield setting(
          'loads scripts',
          source,
          'Permissions management',
          pages,
          `Its policy allows scripts from ${source}: code that nobody reviewed runs with all of its permissions.`,
        );
    }
  }
}

function* overrides(reading: Reading, root: SyntaxNode): Generator<Site> {
  for (const key of ['chrome_url_overrides', 'chrome_settings_overrides']) {
    const object = asObject(reading, valueOfKey(reading, root, key));
    for (const name of object === null ? [] : reading.resolver.entriesOf(object).keys()) {
      const node = entryOf(reading, object!, name);
      if (node !== null)
        yield setting('replaces', name.replaceAll('_', ' '), 'Read', node, `It replaces ${name} of the browser.`);
    }
  }
  const update = asText(reading, valueOfKey(reading, root, 'update_url'));
  const node = entryOf(reading, root, 'update_url');
  if (update !== null && node !== null && !/^https:\/\/(?:clients2\.google\.com|edge\.microsoft\.com)\//.test(update))
    yield setting('updates itself', update, 'Write', node, `It updates itself from ${update}, which is no store.`);
}

function setting(action: string, of: string, access: AppAccess, node: SyntaxNode, why: string): Site {
  return appSite({ kind: 'app-setting', action, of, access, node, subject, why });
}
