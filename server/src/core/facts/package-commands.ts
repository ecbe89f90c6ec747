/** A part of a command that fetches a package which nothing holds, or from where nobody else looks, and runs it. */
export interface PackageCommand {
  /** Offsets in the text, half-open. */
  readonly start: number;
  readonly end: number;
  readonly action: 'run' | 'install' | 'look-in';
  /** The package, repository or index. */
  readonly of: string;
  readonly tool: string;
}

const SPEC = String.raw`(?:"[^"\s]{1,200}"|'[^'\s]{1,200}'|[^\s"';|&<>()]{1,200})`;
const FLAGS = String.raw`(?:\s+-{1,2}[\w-]{1,40}(?:=\S{1,100})?){0,6}`;

/** What is before the package decides whether it is fetched: `npx x` runs what is installed, `npx -y x` whatever there is. */
const COMMANDS: readonly (readonly [RegExp, PackageCommand['action'], string])[] = [
  [new RegExp(String.raw`\bnpx(?=[^\n|;&]{0,80}\s(?:-y|--yes)\b)${FLAGS}\s+(${SPEC})`, 'g'), 'run', 'npx'],
  [new RegExp(String.raw`\b(?:pnpm|yarn)\s+dlx${FLAGS}\s+(${SPEC})`, 'g'), 'run', 'dlx'],
  [new RegExp(String.raw`\bbunx${FLAGS}\s+(${SPEC})`, 'g'), 'run', 'bunx'],
  [new RegExp(String.raw`\b(?:uvx|pipx\s+run)${FLAGS}\s+(${SPEC})`, 'g'), 'run', 'uvx'],
  [new RegExp(String.raw`\bgo\s+run${FLAGS}\s+(${SPEC}@(?:latest|main|master))`, 'g'), 'run', 'go run'],
  [
    new RegExp(
      String.raw`\bpip3?\s+install(?:\s+(?!--(?:extra-)?index-url|-[if]\b|--find-links|--trusted-host)-{1,2}[\w-]{1,40}){0,6}\s+["']?((?:git\+|https?:)${SPEC})`,
      'g',
    ),
    'install',
    'pip',
  ],
  [
    new RegExp(String.raw`\bnpm\s+(?:i|install|add)${FLAGS}\s+["']?((?:git\+|github:|https?:)${SPEC})`, 'g'),
    'install',
    'npm',
  ],
  [new RegExp(String.raw`\bcargo\s+install${FLAGS}\s+--git[\s=]+(${SPEC})`, 'g'), 'install', 'cargo'],
  [
    new RegExp(
      String.raw`\bpip3?\s+install\b[^\n|;&]{0,200}?\s(?:--extra-index-url|--index-url|-i|--trusted-host)[\s=]+(${SPEC})`,
      'g',
    ),
    'look-in',
    'pip',
  ],
  [
    new RegExp(
      String.raw`\b(?:npm|pnpm|yarn)\s+(?:config\s+set\s+(?:[@\w:-]{0,60}:)?registry|[\w\s-]{0,60}--registry)[\s=]+(${SPEC})`,
      'g',
    ),
    'look-in',
    'npm',
  ],
];

const MAX_TEXT = 100_000;

export function packageCommandsIn(given: string): readonly PackageCommand[] {
  const text = given.slice(0, MAX_TEXT).replace(/\\\r?\n/g, (gap) => ' '.repeat(gap.length));
  const found: PackageCommand[] = [];
  for (const [pattern, action, tool] of COMMANDS) {
    for (const match of text.matchAll(pattern)) {
      const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
      const of = match[1]!.replace(/^["']|["']$/g, '');
      if (/(?:^|\s)#/.test(line) || of.startsWith('-') || of.includes('$') || /^\.{0,2}\//.test(of)) continue;
      if (action === 'run' && isHeld(of)) continue;
      if (action === 'install' && /[@#][0-9a-f]{40}\b/.test(of)) continue;
      if (
        action === 'look-in' &&
        /^https:\/\/(?:registry\.npmjs\.org|pypi\.org|registry\.yarnpkg\.com|download\.pytorch\.org)\b/.test(of)
      )
        continue;
      found.push({ start: match.index, end: match.index + match[0].length, action, of, tool });
    }
  }
  return found;
}

/** `name@1.2.3` and `name==1.2.3` are one version. */
function isHeld(spec: string): boolean {
  return /(?:.@|==)v?\d+\.\d+/.test(spec) || /[@#][0-9a-f]{40}$/.test(spec);
}
