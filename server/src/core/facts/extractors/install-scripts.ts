import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asObject, asText, asTexts, documentObjects, keyText, valueOfKey } from '../objects.ts';
import { objectAt } from '../kubernetes/manifest.ts';
import { known } from '../to-fact.ts';

/** What runs when a package of Composer, Cargo or RubyGems is installed or built, beside what its manifest pulls in. */
export const installScripts = defineExtractor({
  id: 'install-scripts',
  kinds: ['supply-chain.script'],
  languages: ['json', 'yaml', 'rust', 'ruby'],
  *extract(reading) {
    const { unit } = reading;
    const name = unit.path.slice(unit.path.lastIndexOf('/') + 1);
    if (ALLOWS.has(name)) yield* allowed(reading, ALLOWS.get(name)!);
    if (name === 'composer.json') yield* composer(reading);
    // Among the sources it is a module like any other.
    if (name === 'build.rs' && !/(?:^|\/)src\//.test(unit.path))
      yield script(unit.tree.root, 'every build', unit.path, 'Cargo runs `build.rs` before it builds the crate.');
    if (name.endsWith('.gemspec')) yield* extensions(reading);
  },
});

/** Where a manifest says which packages may run scripts of their own, by the path of keys: a list, or names with `true`. */
const OF_PNPM = ['onlyBuiltDependencies', 'allowBuilds'];
const ALLOWS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  [
    'package.json',
    [['trustedDependencies'], ...OF_PNPM.map((key) => ['pnpm', key]), ['lavamoat', 'allowScripts'], ['allowScripts']],
  ],
  ['pnpm-workspace.yaml', OF_PNPM.map((key) => [key])],
  ['composer.json', [['config', 'allow-plugins']]],
]);

function* allowed(reading: Reading, paths: readonly (readonly string[])[]): Generator<Site> {
  for (const root of documentObjects(reading))
    for (const path of paths) {
      const owner = objectAt(reading, root, ...path.slice(0, -1));
      const given = owner === null ? null : valueOfKey(reading, owner, path.at(-1)!);
      const names = given === null || reading.resolver.valueOf(given).kind !== 'list' ? [] : asTexts(reading, given);
      const object = asObject(reading, given);
      const entries = object === null ? [] : [...reading.resolver.entriesOf(object)];
      const said = entries.flatMap(([text, node]) => (asText(reading, node) === 'true' ? [{ text, node }] : []));
      for (const { text, node } of [...names, ...said])
        yield {
          ...script(node, 'install', text, `\`${path.join('.')}\` lets it run scripts of its own.`),
          action: 'allow',
          subject: { type: 'package', symbol: text },
        };
    }
}

/** @see https://getcomposer.org/doc/articles/scripts.md (2026-11) */
const EVENT = /^(?:pre|post)-(?:install|update|autoload|root-package|create-project|package)[\w-]*$/;
/** What frameworks write there themselves. */
const USUAL =
  /^(?:@php artisan |@auto-scripts$|@composer |Illuminate\\|php artisan |cache:clear|assets:install|@php -r "file_exists)/;

function* composer(reading: Reading): Generator<Site> {
  for (const root of documentObjects(reading)) {
    const scripts = objectAt(reading, root, 'scripts');
    for (const entry of scripts?.children ?? []) {
      const event = entry.kind === 'entry' ? keyText(reading, entry) : null;
      if (event === null || !EVENT.test(event)) continue;
      for (const { node, text } of asTexts(reading, childOf(entry, 'entry.value')))
        if (!USUAL.test(text)) yield script(node, event, text, `\`${event}\` runs when packages are installed.`);
    }
  }
}

/** `spec.extensions = ["ext/x/extconf.rb"]`: programs that build native code on the machine that installs. */
function* extensions(reading: Reading): Generator<Site> {
  for (const assign of reading.unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    if (target === null || !reading.unit.textOf(target).endsWith('.extensions')) continue;
    for (const { node, text } of asTexts(reading, childOf(assign, 'assign.value')))
      yield script(node, 'install', text, 'The extension is built when the gem is installed.');
  }
}

function script(node: SyntaxNode, event: string, text: string, why: string): Site {
  return {
    kind: 'supply-chain.script',
    action: 'run',
    resource: { kind: 'script', value: known(`${event}: ${text}`) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [why],
    subject: { type: 'package', symbol: `${event} ${text}` },
  };
}
