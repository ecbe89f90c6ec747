import type { SyntaxNode } from '../../model/syntax.ts';
import { plainLines } from '../../text/plain-lines.ts';
import { suppressionSite, watchSite } from '../assurance-site.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { asText, asTexts, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import { placeIn } from '../text-place.ts';
import { tableAt } from '../toml-tables.ts';

/** Files whose lines are each something that a scanner passes over. */
const LISTS: Readonly<Record<string, string>> = {
  '.semgrepignore': 'Semgrep',
  '.trivyignore': 'Trivy',
  '.gitleaksignore': 'gitleaks',
  '.bearerignore': 'Bearer',
};

/** What nobody scans anyway. */
const USUAL =
  /^(?:\.?\/)?(?:\*\*\/)?(?:node_modules|vendor|third_party|dist|build|out|target|coverage|\.git|\.venv|venv|__pycache__|\.cache|\.next|\*\.min\.js|\*\.lock|.*\.(?:svg|png|snap|md))(?:\/.*|\/\*\*)?$|^:include /;

/** What the settings of scanners leave out, and how much must be covered. */
export const scannerIgnores = defineExtractor({
  id: 'scanner-ignores',
  kinds: ['assurance.suppression', 'assurance.detection'],
  languages: ['settings', 'yaml', 'toml', 'json'],
  *extract(reading) {
    const { path } = reading.unit;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (Object.hasOwn(LISTS, name)) yield* list(reading, LISTS[name]!);
    if (reading.unit.language.id === 'settings') yield* settings(reading, name);
    for (const root of documentObjects(reading)) yield* document(reading, root, name);
  },
});

function* list({ unit }: Reading, tool: string): Generator<Site> {
  for (const { text, start, indent } of plainLines(unit.tree.text)) {
    const entry = text.slice(indent);
    if (!/^[#!]/.test(entry) && !USUAL.test(entry))
      yield suppressionSite(
        placeIn(unit, start + indent, start + text.length),
        { tool, of: entry, scope: 'project' },
        FILE_SUBJECT,
      );
  }
}

/** `name = a,b` of INI files. */
function* settings({ unit }: Reading, file: string): Generator<Site> {
  let section = '';
  for (const { text, start, indent } of plainLines(unit.tree.text)) {
    const body = text.slice(indent);
    section = /^\[([^\]]+)\]$/.exec(body)?.[1] ?? section;
    const field = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(body);
    if (field === null || body.startsWith('#')) continue;
    const [, key = '', value = ''] = field;
    const node = placeIn(unit, start + indent, start + text.length);
    const each = (tool: string, keep: (word: string) => boolean): Site[] =>
      value
        .split(/[\s,]+/)
        .filter((word) => word !== '' && keep(word))
        .map((of) => suppressionSite(node, { tool, of, scope: 'project' }, FILE_SUBJECT));
    if ((file === '.bandit' || section === 'bandit') && /^(?:skips|exclude(?:_dirs)?)$/.test(key))
      yield* each('Bandit', (word) => !/test/.test(word));
    if (section === 'flake8' && /^(?:extend-)?ignore$/.test(key)) yield* each('flake8', (word) => /^S\d/.test(word));
    if (file === 'sonar-project.properties' && /^sonar\.(?:[\w.]*exclusions|issue\.ignore)/.test(key))
      yield* each('Sonar', (word) => !/test|spec|node_modules|vendor|dist|generated/i.test(word));
    if (key === 'fail_under')
      yield watchSite('cover', 'coverage', value.trim(), node, `At least ${value} % must be covered.`);
    if (file === '.npmrc' && key === 'audit' && value.trim() === 'false')
      yield suppressionSite(node, { tool: 'npm audit', of: '', scope: 'project' }, FILE_SUBJECT);
    if (file === '.npmrc' && key === 'audit-level')
      yield watchSite(
        'cover',
        'npm audit',
        String(-AUDIT.indexOf(value.trim())),
        node,
        `npm audit fails from ${value} on.`,
      );
  }
}

const AUDIT = ['info', 'low', 'moderate', 'high', 'critical', 'none'];

function* document(reading: Reading, root: SyntaxNode, name: string): Generator<Site> {
  const many = function* (
    tool: string,
    node: SyntaxNode | null,
    keep: (text: string) => boolean = () => true,
  ): Generator<Site> {
    for (const each of asTexts(reading, node))
      if (keep(each.text)) yield suppressionSite(each.node, { tool, of: each.text, scope: 'project' }, FILE_SUBJECT);
  };
  const at = (...path: readonly string[]): SyntaxNode | null => tableAt(reading, root, ...path);
  if (name === 'pyproject.toml') {
    yield* many('Bandit', at('tool', 'bandit', 'skips'));
    for (const key of ['ignore', 'extend-ignore'])
      for (const path of [
        ['tool', 'ruff', key],
        ['tool', 'ruff', 'lint', key],
      ])
        yield* many('Ruff', at(...path), (text) => /^S(?:\d|$)/.test(text));
    yield* threshold(reading, at('tool', 'coverage', 'report'), 'fail_under', 'coverage');
  }
  if (/^\.?ruff\.toml$/.test(name))
    for (const path of [['ignore'], ['lint', 'ignore']])
      yield* many('Ruff', at(...path), (text) => /^S(?:\d|$)/.test(text));
  if (/^\.bandit\.ya?ml$|^bandit\.ya?ml$/.test(name)) yield* many('Bandit', at('skips'));
  if (/^\.?gitleaks\.toml$/.test(name)) {
    for (const owner of [root, ...itemsAt(reading, root, 'rules')])
      for (const allow of [objectAt(reading, owner, 'allowlist'), ...itemsAt(reading, owner, 'allowlists')])
        for (const key of ['paths', 'regexes', 'stopwords', 'commits'])
          if (allow !== null) yield* many('gitleaks', valueOfKey(reading, allow, key));
  }
  if (/^\.?checkov\.ya?ml$/.test(name)) for (const key of ['skip-check', 'skip-path']) yield* many('Checkov', at(key));
  if (/^\.?hadolint\.ya?ml$/.test(name)) yield* many('hadolint', at('ignored'));
  if (/^\.?trivyignore\.ya?ml$/.test(name))
    for (const key of ['vulnerabilities', 'misconfigurations', 'secrets'])
      for (const item of itemsAt(reading, root, key)) {
        const id = textAt(reading, item, 'id');
        if (id !== null) yield suppressionSite(item, { tool: 'Trivy', of: id, scope: 'project' }, FILE_SUBJECT);
      }
  if (name === '.snyk') {
    const ignored = objectAt(reading, root, 'ignore');
    for (const [id, value] of ignored === null ? [] : reading.resolver.entriesOf(ignored))
      yield suppressionSite(
        entryOf(reading, ignored!, id) ?? value,
        { tool: 'Snyk', of: id, scope: 'project' },
        FILE_SUBJECT,
      );
  }
  if (/^osv-scanner\.toml$/.test(name))
    for (const item of itemsAt(reading, root, 'IgnoredVulns')) {
      const id = textAt(reading, item, 'id');
      if (id !== null) yield suppressionSite(item, { tool: 'OSV-Scanner', of: id, scope: 'project' }, FILE_SUBJECT);
    }
  if (/^dependabot\.ya?ml$/.test(name))
    for (const update of itemsAt(reading, root, 'updates')) {
      const ecosystem = textAt(reading, update, 'package-ecosystem') ?? '';
      const folder = textAt(reading, update, 'directory') ?? '/';
      const limit = textAt(reading, update, 'open-pull-requests-limit');
      yield watchSite(
        'run',
        `updates of ${ecosystem} in ${folder}`,
        limit === '0' ? '0' : '2',
        update,
        `Dependabot looks for updates of ${ecosystem} in ${folder}.`,
      );
    }
  if (/^\.?codecov\.ya?ml$/.test(name))
    for (const status of ['project', 'patch']) {
      const group = objectAt(reading, root, 'coverage', 'status', status);
      for (const [key, value] of group === null ? [] : reading.resolver.entriesOf(group))
        if (value.kind === 'object') yield* threshold(reading, value, 'target', `coverage of the ${status} (${key})`);
    }
  if (/^\.nycrc(?:\.json)?$/.test(name))
    for (const key of MEASURES) yield* threshold(reading, root, key, `coverage of ${key}`);
  if (name === 'package.json')
    for (const key of MEASURES)
      yield* threshold(
        reading,
        objectAt(reading, root, 'jest', 'coverageThreshold', 'global'),
        key,
        `coverage of ${key}`,
      );
}

const MEASURES = ['branches', 'functions', 'lines', 'statements'];

function* threshold(reading: Reading, owner: SyntaxNode | null, key: string, of: string): Generator<Site> {
  const node = owner === null ? null : valueOfKey(reading, owner, key);
  const text = node === null ? null : (asText(reading, node) ?? reading.unit.textOf(node));
  const value = text === null ? null : /^(\d+(?:\.\d+)?)\s*%?$/.exec(text)?.[1];
  if (node !== null && value !== null && value !== undefined)
    yield watchSite('cover', of, value, entryOf(reading, owner!, key) ?? node, `At least ${value} % must be covered.`);
}
