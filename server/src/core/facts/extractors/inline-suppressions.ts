import { suppressionSite, type Suppression } from '../assurance-site.ts';
import { defineExtractor } from '../define.ts';

/** What a comment or annotation says to a scanner. The first group holds the rules. */
interface Marker {
  readonly tool: string;
  readonly pattern: RegExp;
  readonly scope?: 'file';
  /** Only rules of this kind are about security; others are style. */
  readonly rules?: RegExp;
}

const SECURITY_LINT =
  /(?:^|[\s,])(?:security\/|no-eval|no-implied-eval|no-new-func|no-script-url|no-unsanitized|no-secrets|react\/no-danger|@typescript-eslint\/no-implied-eval|sonarjs\/|@microsoft\/sdl|xss)/;

/** @see the documentation of each tool (2026-11) */
const MARKERS: readonly Marker[] = [
  { tool: 'Bandit', pattern: /#\s*nosec\b:?\s*((?:B\d{3}[\s,]*)*)/i },
  { tool: 'gosec', pattern: /#\s?nosec\b\s*((?:G\d{3}[\s,]*)+)/ },
  { tool: 'Ruff', pattern: /#\s*noqa:\s*([A-Z0-9,\s]+)/, rules: /(?:^|[\s,])S\d{3}/ },
  { tool: 'Ruff', pattern: /#\s*ruff:\s*noqa:?\s*([A-Z0-9,\s]*)/, rules: /^\s*$|(?:^|[\s,])S\d{3}/, scope: 'file' },
  { tool: 'Semgrep', pattern: /\bnosem(?:grep)?\b:?\s*([\w.,\s-]*)/ },
  { tool: 'ESLint', pattern: /\beslint-disable(?:-next-line|-line)\s+([^*]*)/, rules: SECURITY_LINT },
  { tool: 'ESLint', pattern: /\beslint-disable\s+([^*]*)/, rules: SECURITY_LINT, scope: 'file' },
  {
    tool: 'clang-tidy',
    pattern: /\bNOLINT(?:NEXTLINE|BEGIN)?\(([^)]*)\)/,
    rules: /cert-|security|bugprone|clang-analyzer/,
  },
  { tool: 'golangci-lint', pattern: /\/\/\s?nolint:\s?([\w,]+)/, rules: /gosec/ },
  { tool: 'Sonar', pattern: /\bNOSONAR\b\s*(?:\(([^)]*)\))?/ },
  { tool: 'gitleaks', pattern: /\bgitleaks:allow()/ },
  { tool: 'detect-secrets', pattern: /pragma:\s*(?:allowlist|whitelist)\s*(?:nextline\s*)?secret()/ },
  { tool: 'Checkov', pattern: /\bcheckov:skip=\s*([\w,]+)/ },
  { tool: 'tfsec', pattern: /\btfsec:ignore:\s*([\w:-]+)/ },
  { tool: 'Trivy', pattern: /\btrivy:ignore:\s*([\w:-]+)/ },
  { tool: 'CodeQL', pattern: /\b(?:lgtm|codeql)\s?\[([^\]]+)\]/ },
  { tool: 'RuboCop', pattern: /\brubocop:(?:disable|todo)\s+([\w/,\s]+)/, rules: /Security\// },
  { tool: 'PHPCS', pattern: /\bphpcs:(?:ignore|disable)\s+([\w.,\s]+)/, rules: /Security/ },
  { tool: 'zizmor', pattern: /\bzizmor:\s*ignore\[([^\]]+)\]/ },
  { tool: 'Brakeman', pattern: /\bbrakeman:ignore\b\s*([\w,\s]*)/ },
  { tool: 'KICS', pattern: /\bkics-scan\s+(?:ignore\S*|disable=)\s*([\w,-]*)/, scope: 'file' },
  { tool: 'hadolint', pattern: /\bhadolint\s+(?:global\s+)?ignore=([\w,]+)/ },
  {
    tool: '.NET analysers',
    pattern: /#pragma warning disable\s+([\w,\s]+)/,
    rules: /\b(?:CA[235]\d{3}|SCS\d+|S\d{4})\b/,
  },
];

const ANNOTATIONS: readonly Marker[] = [
  { tool: 'Sonar', pattern: /SuppressWarnings\s*\(([^)]{0,300})\)/, rules: /(?:java|squid|javasecurity):/ },
  { tool: 'SpotBugs', pattern: /SuppressFBWarnings\s*\(?([^)]{0,300})/ },
  { tool: '.NET analysers', pattern: /SuppressMessage\s*\(([^)]{0,300})\)/, rules: /Security|CA[235]\d{3}|SCS\d+/ },
];

/** Characters of a comment that are looked at: what speaks to a scanner is short. */
const MAX_LENGTH = 400;

/** Words to a scanner, beside the code that it is to say nothing about. */
export const inlineSuppressions = defineExtractor({
  id: 'inline-suppressions',
  kinds: ['assurance.suppression'],
  languages: [
    'python',
    'go',
    'javascript',
    'typescript',
    'tsx',
    'java',
    'kotlin',
    'csharp',
    'ruby',
    'php',
    'rust',
    'bash',
    'terraform',
    'yaml',
    'dockerfile',
  ],
  *extract({ unit }) {
    for (const [kind, markers] of [
      ['comment', MARKERS],
      ['decorator', ANNOTATIONS],
    ] as const) {
      for (const node of unit.ofKind(kind)) {
        const text = unit.textOf(node).slice(0, MAX_LENGTH);
        const found = markers.flatMap((marker) => read(marker, text, unit.language.id) ?? []);
        const [first] = found.filter(({ of }) => of !== '').concat(found);
        if (first !== undefined) yield suppressionSite(node, { ...first, isNoisy: isNoisy(first.of) });
      }
    }
  },
});

/** Rules that find what is mostly harmless: numbers converted, programs by name, assertions, chance that is no secret. */
const NOISY =
  /^(?:G1(?:04|07|15)|G30[146]|G404|B(?:101|110|311|324|404|603|607)|S(?:101|110|311|324|404|603|607)|gosec)$/;

function isNoisy(of: string): boolean {
  return (
    of !== '' &&
    of.split(', ').every((rule) => NOISY.test(rule) || !/^[GBS]\d{3}$|^gosec$/.test(rule)) &&
    of.split(', ').some((rule) => NOISY.test(rule))
  );
}

function read({ tool, pattern, scope, rules }: Marker, text: string, language: string): Suppression | null {
  if ((tool === 'Bandit' || tool === 'Ruff') && language !== 'python') return null;
  if (tool === 'gosec' && language !== 'go') return null;
  const found = pattern.exec(text);
  if (found === null) return null;
  const of = (found[1] ?? '')
    .replace(/\s--\s.*$|\s*-->.*$/s, '')
    .replaceAll(/["{}]/g, '')
    .trim();
  if (rules !== undefined && !rules.test(of)) return null;
  return {
    tool,
    of: of
      .split(/[\s,]+/)
      .filter((word) => word !== '')
      .slice(0, 12)
      .join(', '),
    scope: scope ?? 'line',
  };
}
