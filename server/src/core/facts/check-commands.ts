import type { Subject } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { watchSite } from './assurance-site.ts';
import type { Site } from './define.ts';

/** Commands that check a change, and what they are, most specific first. */
const COMMANDS: readonly (readonly [RegExp, string])[] = [
  [/\bcountersign\s+(?:gate|review|verify)\b/, 'countersign'],
  [/\bsemgrep\s+(?:ci\b|scan\b|-)/, 'semgrep'],
  [/\btrivy\s+(?:fs|image|config|repo|filesystem)\b/, 'trivy'],
  [/\bgitleaks\s+(?:detect|git|dir|protect)\b/, 'gitleaks'],
  [/\btrufflehog\s+\w/, 'trufflehog'],
  [/\bsnyk\s+(?:test|code|container|iac|monitor)\b/, 'snyk'],
  [/\bbandit\s+-/, 'bandit'],
  [/\bgosec\s/, 'gosec'],
  [/\bgovulncheck\b/, 'govulncheck'],
  [/\bosv-scanner\b/, 'osv-scanner'],
  [/\bcheckov\s+-/, 'checkov'],
  [/\bzizmor\s/, 'zizmor'],
  [/\bbrakeman\b/, 'brakeman'],
  [/\b(?:npm|pnpm|yarn)\s+audit\b/, 'the audit of packages'],
  [/\bpip-audit\b/, 'the audit of packages'],
  [/\bcargo\s+(?:audit|deny)\b/, 'the audit of packages'],
  [
    /\b(?:npm|pnpm|yarn|bun|composer)\s+(?:run\s+)?(?:test|t)(?::[\w:-]+)?(?=\s|$)|\b(?:pytest|tox|nox|rspec|phpunit|vitest|jest|mocha|ctest)\b|\bgo\s+test\b|\bcargo\s+(?:nextest\s+run|test)\b|\b(?:mvnw?|\.\/mvnw)\s[^\n]{0,200}\b(?:test|verify)\b|\bgradlew?\s[^\n]{0,200}\b(?:test|check|build)\b|\bdotnet\s+test\b|\bmake\s+(?:test|check)\b|\bmix\s+test\b|\bswift\s+test\b|\brake\s+(?:test|spec)\b|\bmanage\.py\s+test\b|\bpython3?\s+-m\s+(?:pytest|unittest)\b/,
    'the tests',
  ],
];

const MAX_LINES = 400;
const MAX_LINE = 4_000;

/** A job that is renamed or split runs the same: what is run hangs on the workflow. */
export const CHECKS: Subject = { type: 'workflow', symbol: 'checks', exposure: 'ci' };

/** What a script checks, each once, with the line that does. */
export function checksIn(script: string): readonly { readonly name: string; readonly line: string }[] {
  const found = new Map<string, string>();
  for (const line of script.replace(/\\\n/g, ' ').split('\n').slice(0, MAX_LINES)) {
    if (/^\s*#/.test(line) || line.length > MAX_LINE) continue;
    const name = COMMANDS.find(([pattern]) => pattern.test(line))?.[1];
    if (name !== undefined && !found.has(name)) found.set(name, line);
  }
  return [...found].map(([name, line]) => ({ name, line }));
}

/** `value`: `2` it is run, `1` nothing stops when it fails, `0` it never is. */
export function checkSite(name: string, value: string, node: SyntaxNode): Site {
  const words = ['never run', 'run, and nothing stops when it fails', 'run'];
  return watchSite(
    'run',
    name,
    value,
    node,
    `By what stands here ${name} ${name === 'the tests' ? 'are' : 'is'} ${words[Number(value)]!}.`,
    CHECKS,
  );
}

/** Whatever it says, the line goes well. */
export function isSwallowed(line: string): boolean {
  return /\|\|\s*(?:true|:|exit\s+0|echo\b)/.test(line) || /;\s*(?:true|exit\s+0)\s*$/.test(line);
}
