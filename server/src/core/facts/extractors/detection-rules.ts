import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { hashParts } from '../../text/hash.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { known } from '../to-fact.ts';

/** Rules of scanners as a repository writes them: what they look for, and how loudly they say it. */
export const detectionRules = defineExtractor({
  id: 'detection-rules',
  kinds: ['assurance.detection'],
  languages: ['yaml', 'json', 'javascript', 'typescript'],
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test) return;
    if (unit.language.id === 'yaml') yield* ofSemgrep(reading);
    if (unit.language.id === 'yaml' && /query-filters|^queries:/m.test(unit.tree.text)) yield* ofCodeql(reading);
    if (/(?:^|\/)(?:\.eslintrc[^/]*|eslint\.config\.[cm]?[jt]s|\.oxlintrc\.json)$/.test(unit.path))
      yield* ofEslint(reading);
  },
});

const SEVERITIES: Readonly<Record<string, string>> = {
  error: 'error',
  critical: 'error',
  high: 'error',
  warning: 'warning',
  medium: 'warning',
  low: 'info',
  info: 'info',
  inventory: 'info',
  experiment: 'info',
};

/** @see https://semgrep.dev/docs/writing-rules/rule-syntax (2026-11) */
function* ofSemgrep(reading: Reading): Generator<Site> {
  const { unit, resolver } = reading;
  if (
    !/^rules:/m.test(unit.tree.text) ||
    !/^\s*-?\s*(?:pattern|patterns|pattern-either|pattern-regex|mode|match):/m.test(unit.tree.text)
  )
    return;
  for (const object of unit.ofKind('object')) {
    const entries = resolver.entriesOf(object);
    const id = entries.get('id');
    const severity = entries.get('severity');
    if (id === undefined || !entries.has('languages') || severity === undefined) continue;
    const name = resolver.valueOf(id);
    const level = resolver.valueOf(severity);
    if (name.kind !== 'text') continue;
    const loudness = level.kind === 'text' ? SEVERITIES[level.text.toLowerCase()] : undefined;
    const node = id.parent ?? id;
    if (loudness !== undefined) yield rule(severity.parent ?? node, name.text, 'report', loudness);
    const looked = [...entries].filter(
      ([key]) => !/^(?:id|message|severity|metadata|languages|fix|options)$/.test(key),
    );
    const text = looked
      .map(([key, value]) => `${key} ${unit.textOf(value).replace(/\s+/g, ' ')}`)
      .sort()
      .join('\n');
    if (text !== '') yield rule(node, name.text, 'look-for', hashParts([text]).slice(0, 12));
  }
}

/** @see https://docs.github.com/code-security/code-scanning (2026-11): query filters of a CodeQL configuration. */
function* ofCodeql(reading: Reading): Generator<Site> {
  const { unit, resolver } = reading;
  for (const entry of unit.ofKind('entry')) {
    const key = childOf(entry, 'entry.key');
    const value = childOf(entry, 'entry.value');
    if (key === null || value === null || unit.textOf(key) !== 'exclude') continue;
    const id = value.kind === 'object' ? resolver.entriesOf(value).get('id') : undefined;
    const name = id === undefined ? null : resolver.valueOf(id);
    if (name?.kind === 'text') yield rule(entry, name.text, 'report', 'off');
  }
}

const SECURITY_RULE =
  /^(?:security\/|no-eval$|no-implied-eval$|no-new-func$|no-script-url$|no-unsanitized\/|no-secrets\/|xss\/|react\/no-danger|react\/jsx-no-target-blank$|react\/jsx-no-script-url$|@typescript-eslint\/no-implied-eval$|sonarjs\/(?:no-hardcoded|code-eval|sql-queries|os-command|disabled-|no-unsafe|weak-ssl|hashing|encryption|unverified|insecure|xml-parser)|@microsoft\/sdl\/|scanjs-rules\/|regexp\/no-super-linear)/;
const LEVELS: Readonly<Record<string, string>> = {
  error: 'error',
  '2': 'error',
  deny: 'error',
  warn: 'warning',
  '1': 'warning',
  off: 'off',
  '0': 'off',
  allow: 'off',
};

function* ofEslint(reading: Reading): Generator<Site> {
  const { unit, resolver } = reading;
  for (const entry of unit.ofKind('entry')) {
    const key = childOf(entry, 'entry.key');
    const value = childOf(entry, 'entry.value');
    if (key === null || value === null || key.end - key.start > 80) continue;
    const name = unit.language.readString(unit.textOf(key)) ?? unit.textOf(key);
    if (!SECURITY_RULE.test(name)) continue;
    const given = resolver.valueOf(value);
    const level = given.kind === 'list' ? given.items[0] : given;
    const text = level?.kind === 'text' ? level.text : level?.kind === 'number' ? String(level.value) : '';
    if (Object.hasOwn(LEVELS, text)) yield rule(entry, name, 'report', LEVELS[text]!);
  }
}

function rule(node: SyntaxNode, name: string, action: 'report' | 'look-for', value: string): Site {
  return {
    kind: 'assurance.detection',
    action,
    resource: { kind: 'rule', value: known(name), norm: name },
    node,
    evidence: [{ node, role: 'literal' }],
    tier: 'resolved',
    why: [`A rule of a scanner, ${name}.`],
    qualifiers: { value },
  };
}
