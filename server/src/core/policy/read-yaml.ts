import { type Document, isAlias, isCollection, isMap, isNode, isPair, isScalar, parseDocument, visit } from 'yaml';
import type { Problem } from '../model/problem.ts';
import { indexLines, type LineIndex, toPosition, toRange } from '../text/line-index.ts';
import { type PolicyProblemCode, policyProblems } from './problems.ts';

export type YamlPath = readonly (string | number)[];

/** A YAML file as plain data, with the place of everything in it. */
export interface YamlFile {
  readonly file: string;
  readonly lines: LineIndex;
  readonly document: Document | null;
  readonly data: unknown;
  readonly rows?: RowLines;
}

/** For each list of a file, the 1-based lines its values begin in. */
export type RowLines = Readonly<Record<string, readonly number[]>>;

/** What the build read of a shipped file: to read it again would take longer than to judge a small change. */
export interface KnownYaml {
  readonly data: unknown;
  readonly rows: RowLines;
}

export const MAX_POLICY_LENGTH = 256 * 1024;
const MAX_DEPTH = 24;
const MAX_NODES = 20_000;

/** Aliases, tags, duplicate keys and anything too large or deep are problems; nothing in the file is executed. */
export function readYaml(
  file: string,
  text: string,
): { readonly yaml: YamlFile; readonly problems: readonly Problem[] } {
  const lines = indexLines(text);
  const empty: YamlFile = { file, lines, document: null, data: null };
  const refuse = (message: string): ReturnType<typeof readYaml> => ({
    yaml: empty,
    problems: [toProblem(empty, 'CS1011', message, [0, 0])],
  });
  if (text.length > MAX_POLICY_LENGTH) return refuse(`The policy is longer than ${MAX_POLICY_LENGTH} characters.`);
  if (nestsTooDeep(text)) return refuse(`The policy nests deeper than ${MAX_DEPTH} levels.`);
  const document = parse(text);
  const yaml: YamlFile = { ...empty, document };
  const problems = document.errors.map((error) =>
    error.code === 'DUPLICATE_KEY'
      ? toProblem(yaml, 'CS1016', 'The key is given twice.', error.pos)
      : toProblem(yaml, 'CS1001', `This is not valid YAML: ${firstSentence(error.message)}`, error.pos),
  );
  problems.push(
    ...document.warnings.map((warning) =>
      toProblem(yaml, 'CS1018', `This tag is not known: ${firstSentence(warning.message)}`, warning.pos),
    ),
  );
  problems.push(...findRefused(yaml));
  if (problems.length > 0) return { yaml, problems };
  return { yaml: { ...yaml, data: document.toJS({ maxAliasCount: 0 }) }, problems };
}

function parse(text: string): Document {
  return parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    merge: false,
    prettyErrors: false,
  });
}

/** The same for a file that the build found nothing wrong with; it is parsed when a place in it is asked for. */
export function knownYaml(file: string, text: string, { data, rows }: KnownYaml): YamlFile {
  let document: Document | null = null;
  return {
    file,
    lines: indexLines(text),
    data,
    rows,
    get document() {
      return (document ??= parse(text));
    },
  };
}

/** A cheap scan before the parser recurses: brackets, and nesting that is written on one line or by indentation. */
function nestsTooDeep(text: string): boolean {
  let brackets = 0;
  for (const line of text.split('\n')) {
    if (/^\s*(?:[-?:]\s+){24}/u.test(line) || /^\s{400}/u.test(line)) return true;
    for (const character of line) {
      if (character === '[' || character === '{') brackets += 1;
      else if (character === ']' || character === '}') brackets -= 1;
      if (brackets > MAX_DEPTH) return true;
    }
  }
  return false;
}

function findRefused(yaml: YamlFile): readonly Problem[] {
  const problems: Problem[] = [];
  let nodes = 0;
  let depth = 0;
  if (yaml.document === null) return [];
  visit(yaml.document, (_key, node, ancestors) => {
    nodes += 1;
    depth = Math.max(depth, ancestors.length);
    if (isAlias(node)) problems.push(toProblem(yaml, 'CS1010', 'Aliases are not allowed in a policy.', rangeOf(node)));
    else if (isNode(node) && 'anchor' in node && node.anchor !== undefined) {
      problems.push(toProblem(yaml, 'CS1010', 'Anchors are not allowed in a policy.', rangeOf(node)));
    }
    if (isPair(node) && isCollection(node.key)) {
      problems.push(toProblem(yaml, 'CS1018', 'A key must be text.', rangeOf(node.key)));
    }
    return nodes > MAX_NODES ? visit.BREAK : undefined;
  });
  if (nodes > MAX_NODES)
    problems.push(toProblem(yaml, 'CS1011', `The policy has more than ${MAX_NODES} values.`, [0, 0]));
  // Each level of data is two of the tree: the collection and its pair.
  if (depth > 2 * MAX_DEPTH + 2)
    problems.push(toProblem(yaml, 'CS1011', `The policy nests deeper than ${MAX_DEPTH} levels.`, [0, 0]));
  return problems;
}

type Offsets = readonly [number, number];

/** Offsets of the value at a path, or of its nearest enclosing value that exists. */
export function locateValue(yaml: YamlFile, path: YamlPath): Offsets {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = yaml.document?.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return rangeOf(node);
  }
  return [0, 0];
}

/** Offsets of a key in the map at `path`. */
export function locateKey(yaml: YamlFile, path: YamlPath, key: string): Offsets {
  const map = path.length === 0 ? yaml.document?.contents : yaml.document?.getIn(path, true);
  if (!isMap(map)) return locateValue(yaml, path);
  const pair = map.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key);
  return isNode(pair?.key) ? rangeOf(pair.key) : locateValue(yaml, path);
}

function rangeOf(node: { readonly range?: readonly number[] | null | undefined }): Offsets {
  return [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
}

/** Where a value of a list of the file begins: 1-based, for people. */
export function lineOfRow(yaml: YamlFile, list: string, index: number): number {
  return yaml.rows?.[list]?.[index] ?? lineOf(yaml, locateValue(yaml, [list, index]));
}

/** 1-based, for people. */
export function lineOf(yaml: YamlFile, at: Offsets): number {
  return toPosition(yaml.lines, at[0]).line + 1;
}

/** A problem from the table, at a place of the file. `fix` replaces the table's when something better is known. */
export function toProblem(
  yaml: YamlFile,
  code: PolicyProblemCode,
  message: string,
  at: Offsets,
  fix?: string,
): Problem {
  const entry = policyProblems[code];
  return {
    code,
    severity: entry.severity,
    message,
    why: entry.why,
    fix: fix ?? entry.fix,
    path: yaml.file,
    range: toRange(yaml.lines, at[0], at[1]),
  };
}

function firstSentence(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.endsWith('.') ? line : `${line}.`;
}
