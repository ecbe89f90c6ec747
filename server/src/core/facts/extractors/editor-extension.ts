import type { SyntaxNode } from '../../model/syntax.ts';
import { appSite, type AppAccess, type AppGrantKind } from '../apps/app-grant.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { itemsOf, textAt } from '../kubernetes/manifest.ts';
import { asObject, asText, asTexts, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { FILE_SUBJECT } from '../subjects.ts';

/**
 * What an extension of VS Code may do beyond what each may.
 * @see https://code.visualstudio.com/api/references/extension-manifest (1.106)
 */
export const editorExtension = defineExtractor({
  id: 'editor-extension',
  kinds: ['permission.grant'],
  languages: ['json'],
  *extract(reading) {
    if (!/(?:^|\/)package\.json$/.test(reading.unit.path)) return;
    for (const root of documentObjects(reading)) {
      const engines = asObject(reading, valueOfKey(reading, root, 'engines'));
      if (engines === null || valueOfKey(reading, engines, 'vscode') === null) continue;
      yield* manifest(reading, root);
    }
  },
});

function* manifest(reading: Reading, root: SyntaxNode): Generator<Site> {
  for (const { node, text } of asTexts(reading, valueOfKey(reading, root, 'activationEvents')))
    if (text === '*')
      yield grant(
        'app-setting',
        'starts',
        'every window',
        'Read',
        node,
        'It starts with every window, whatever is opened.',
      );
  for (const { node, text } of asTexts(reading, valueOfKey(reading, root, 'enabledApiProposals'))) {
    // `name@2` is a version of it.
    const name = text.replace(/@.*$/, '');
    yield grant(
      'app-permission',
      'use',
      `proposed API ${name}`,
      'Read',
      node,
      `It uses the API ${name}, which is only proposed: it changes, and stores refuse it.`,
    );
  }
  const capabilities = asObject(reading, valueOfKey(reading, root, 'capabilities'));
  const trust = capabilities === null ? null : valueOfKey(reading, capabilities, 'untrustedWorkspaces');
  const supported =
    asObject(reading, trust) === null ? null : valueOfKey(reading, asObject(reading, trust)!, 'supported');
  const text = supported === null ? null : (asText(reading, supported) ?? reading.unit.textOf(supported));
  if (supported !== null && text !== null && ['true', 'limited', 'false'].includes(text))
    yield appSite({
      kind: 'app-setting',
      action: 'runs in untrusted folders',
      of: 'the extension',
      setting: `untrusted: ${text}`,
      access: text === 'true' ? 'Write' : text === 'limited' ? 'Read' : 'None',
      node: supported,
      subject: FILE_SUBJECT,
      why: {
        true: 'All of it runs in folders that nobody trusts.',
        limited: 'Parts of it run in folders that nobody trusts.',
        false: 'It does not run in folders that nobody trusts.',
      }[text]!,
    });
  const contributes = asObject(reading, valueOfKey(reading, root, 'contributes'));
  if (contributes !== null) yield* contributions(reading, contributes);
}

/** What is contributed, where each is named, and what it means. */
const CONTRIBUTIONS: readonly (readonly [key: string, name: string, why: (name: string) => string])[] = [
  ['authentication', 'id', (name) => `It signs people in as \`${name}\`, and holds their sessions.`],
  ['debuggers', 'type', (name) => `It starts programs as the debugger \`${name}\`.`],
  ['taskDefinitions', 'type', (name) => `It makes tasks of the kind \`${name}\`, which run commands.`],
  ['languageModelTools', 'name', (name) => `Models may call \`${name}\` of it.`],
  ['mcpServerDefinitionProviders', 'id', (name) => `It says which MCP servers run: \`${name}\`.`],
  [
    'languageModelChatProviders',
    'vendor',
    (name) => `It answers as the language model \`${name}\`, and sees what is asked.`,
  ],
  ['chatParticipants', 'id', (name) => `It answers in chats as \`${name}\`, and sees what is asked.`],
];

function* contributions(reading: Reading, contributes: SyntaxNode): Generator<Site> {
  for (const [key, named, why] of CONTRIBUTIONS) {
    const given = valueOfKey(reading, contributes, key);
    const items = itemsOf(reading, given);
    for (const item of items.length === 0 && asObject(reading, given) !== null ? [asObject(reading, given)!] : items) {
      const name = textAt(reading, item, named);
      if (name !== null) yield grant('app-permission', 'contribute', `${key} ${name}`, 'Read', item, why(name));
    }
  }
  const terminal = asObject(reading, valueOfKey(reading, contributes, 'terminal'));
  for (const profile of itemsOf(reading, terminal === null ? null : valueOfKey(reading, terminal, 'profiles'))) {
    const name = textAt(reading, profile, 'id');
    if (name !== null)
      yield grant(
        'app-permission',
        'contribute',
        `terminal ${name}`,
        'Read',
        profile,
        `It starts terminals of its own: \`${name}\`.`,
      );
  }
  const defaults = asObject(reading, valueOfKey(reading, contributes, 'configurationDefaults'));
  for (const name of defaults === null ? [] : reading.resolver.entriesOf(defaults).keys()) {
    const node = entryOf(reading, defaults!, name);
    if (node !== null && GUARDING_SETTINGS.test(name))
      yield grant(
        'app-setting',
        'changes a default',
        name,
        'Write',
        node,
        `It changes the default of \`${name}\`, which guards the editor.`,
      );
  }
}

const GUARDING_SETTINGS =
  /^(?:security\.|extensions\.(?:autoUpdate|allowed|verifySignature|ignoreRecommendations)|http\.(?:proxy|proxyStrictSSL)|task\.allowAutomaticTasks|chat\.(?:tools|agent)\.|terminal\.integrated\.(?:allowWorkspaceConfiguration|automationProfile|enablePersistentSessions)|git\.(?:autofetch|path)|telemetry\.)/;

function grant(kind: AppGrantKind, action: string, of: string, access: AppAccess, node: SyntaxNode, why: string): Site {
  return appSite({ kind, action, of, access, node, subject: FILE_SUBJECT, why });
}
