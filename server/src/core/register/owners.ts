import { compileGlob, matchesGlob, type Glob } from '../text/glob.ts';

/** Where CODEOWNERS may stand; the first one that is there counts. */
export const CODEOWNERS_PATHS: readonly string[] = [
  '.github/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
  '.gitlab/CODEOWNERS',
  '.bitbucket/CODEOWNERS',
];

interface OwnerRule {
  readonly globs: readonly Glob[];
  readonly owners: readonly string[];
}

/** Rules of a CODEOWNERS file, in their order. */
export type CodeOwners = readonly OwnerRule[];

const MAX_RULES = 20_000;

/**
 * GitHub's and GitLab's form: a pattern as in `.gitignore` without `!`, then owners; `[Section] @owner` gives owners to lines
 * that have none.
 *
 * @see "About code owners", GitHub Docs; "Syntax of CODEOWNERS file", GitLab Docs
 */
export function readCodeOwners(text: string): CodeOwners {
  const rules: OwnerRule[] = [];
  let usual: readonly string[] = [];
  for (const line of text.split(/\r\n|\r|\n/u)) {
    if (rules.length >= MAX_RULES) break;
    const plain = withoutComment(line).trim();
    if (plain === '' || plain.startsWith('!')) continue;
    const section = /^\^?\[([^\]]*)\](?:\[\d+\])?\s*(.*)$/u.exec(plain);
    if (section !== null) {
      usual = words(section[2] ?? '');
      continue;
    }
    const [pattern = '', ...owners] = words(plain);
    const globs = toGlobs(pattern.replaceAll('\\ ', ' ').replaceAll('\\#', '#'));
    if (globs.length > 0) rules.push({ globs, owners: owners.length === 0 ? usual : owners });
  }
  return rules;
}

/** The last rule that matches; one without owners says that nobody owns it. */
export function ownersOf(path: string, rules: CodeOwners): readonly string[] {
  return rules.findLast(({ globs }) => globs.some((glob) => matchesGlob(glob, path)))?.owners ?? [];
}

/** Blanks that are not escaped stand between words. */
function words(text: string): readonly string[] {
  return text.match(/(?:\\.|[^\s\\])+/gu) ?? [];
}

function withoutComment(line: string): string {
  const at = line.search(/(?:^|\s)#/u);
  return at < 0 ? line : line.slice(0, at);
}

/** A pattern with a slash before its end is rooted; a folder means all that is in it. */
function toGlobs(pattern: string): readonly Glob[] {
  const isFolder = pattern.endsWith('/');
  const plain = pattern.replace(/^\//u, '').replace(/\/$/u, '');
  if (plain === '') return [];
  const rooted = pattern.slice(0, -1).includes('/') ? plain : `**/${plain}`;
  // `docs/*` is the files of that folder only, `docs` the folder itself as well.
  const inside = /(?:^|\/)\*$/u.test(plain) && plain !== '*' ? [] : [`${rooted}/**`];
  return [...(isFolder ? [] : [rooted]), ...inside].flatMap((each) => {
    // Braces are ordinary characters there, and a pattern to us.
    const glob = /[{}]/u.test(each) ? null : compileGlob(each, '/');
    return glob === null ? [] : [glob];
  });
}
