import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asTexts, documentObjects, keyText } from '../objects.ts';
import { objectAt } from '../kubernetes/manifest.ts';
import { known } from '../to-fact.ts';

/** What runs when a package of Composer, Cargo or RubyGems is installed or built, beside what its manifest pulls in. */
export const installScripts = defineExtractor({
  id: 'install-scripts',
  kinds: ['supply-chain.script'],
  languages: ['json', 'rust', 'ruby'],
  *extract(reading) {
    const { unit } = reading;
    const name = unit.path.slice(unit.path.lastIndexOf('/') + 1);
    if (name === 'composer.json') yield* composer(reading);
    // Among the sources it is a module like any other.
    if (name === 'build.rs' && !/(?:^|\/)src\//.test(unit.path))
      yield script(unit.tree.root, 'every build', unit.path, 'Cargo runs `build.rs` before it builds the crate.');
    if (name.endsWith('.gemspec')) yield* extensions(reading);
  },
});

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
