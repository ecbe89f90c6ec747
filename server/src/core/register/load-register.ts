import { isAlias, isNode, parseDocument, visit, type Document } from 'yaml';
import type { Register, RegisterEntry, RegisterField, RegisterLimit } from '../model/inventory-entry.ts';
import type { Problem } from '../model/problem.ts';
import type { Range } from '../model/text.ts';
import { compileGlob, toPathPattern } from '../text/glob.ts';
import { indexLines, toRange, type LineIndex } from '../text/line-index.ts';
import { nearest } from '../text/nearest.ts';
import { entrySchema, registerFields, registerSchema } from './schema.ts';

/** From the top of the work tree. It is read as it stands after the change: an automation and its registration land together. */
export const REGISTER_PATH = '.countersign/inventory.yaml';

/** What a registration has to say when the file does not list it. */
const REQUIRED: readonly RegisterField[] = ['owner', 'purpose', 'dataClasses', 'models', 'tools'];
export const LIMITS: readonly RegisterLimit[] = [
  'dataClasses',
  'models',
  'tools',
  'connectors',
  'identities',
  'triggers',
];

const MAX_LENGTH = 1024 * 1024;
const MAX_INDENT = 200;
const MAX_BRACKETS = 24;

/** Never throws for bad input: what is wrong is a problem with its place, and then nothing can be judged by the register. */
export function loadRegister(text: string): Register {
  const lines = indexLines(text);
  const refuse = (code: RegisterProblemCode, message: string, range: Range = toRange(lines, 0, 0)): Register => ({
    ...empty,
    problems: [toProblem(code, message, range)],
  });
  if (text.length > MAX_LENGTH) return refuse('CS1101', `The register is longer than ${MAX_LENGTH} characters.`);
  if (nestsTooDeep(text)) return refuse('CS1101', 'The register nests too deeply.');
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    merge: false,
    prettyErrors: false,
  });
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined)
    return refuse('CS1101', `This is not valid YAML: ${firstLine(error.message)}`, toRange(lines, ...error.pos));
  const alias = findAlias(document);
  if (alias !== null) return refuse('CS1101', 'Aliases are not allowed in a register.', toRange(lines, ...alias));
  const data: unknown = document.toJS({ maxAliasCount: 0 }) ?? {};
  const parsed = registerSchema.safeParse(data);
  if (!parsed.success) return { ...empty, problems: parsed.error.issues.map((issue) => shapeProblem(issue, at)) };
  const { version: _, ...given } = parsed.data;
  // A key without a value says nothing yet.
  const require = given.require ?? REQUIRED;
  const exempt = given.exempt ?? [];
  const automations = given.automations ?? [];
  const problems = [...exempt.map((pattern, index) => checkPattern(pattern, ['exempt', index]))];
  const entries = automations.map(({ path, kind, name, owner, purpose, legalBasis, ...rest }, index): RegisterEntry => {
    problems.push(checkPattern(path, ['automations', index, 'path']));
    const limits = LIMITS.flatMap((limit) =>
      rest[limit] === undefined || rest[limit] === null ? [] : [[limit, rest[limit]] as const],
    );
    return {
      path,
      ...(kind === undefined ? {} : { kind }),
      ...(name === undefined ? {} : { name }),
      ...(owner === undefined ? {} : { owner }),
      ...(purpose === undefined ? {} : { purpose }),
      ...(legalBasis === undefined ? {} : { legalBasis }),
      limits: Object.fromEntries(limits),
      range: at(['automations', index, 'path']),
    };
  });
  return {
    require,
    requireRange: at(['require']),
    exempt: exempt.map((pattern, index) => ({ pattern, range: at(['exempt', index]) })),
    entries,
    problems: problems.filter((problem) => problem !== null),
  };

  function at(path: readonly (string | number)[]): Range {
    return rangeOf(document, lines, path);
  }
  function checkPattern(pattern: string, path: readonly (string | number)[]): Problem | null {
    if (compileGlob(toPathPattern(pattern), '/') !== null) return null;
    return toProblem('CS1103', `The pattern ${JSON.stringify(pattern.slice(0, 80))} cannot be read.`, at(path));
  }
}

const start = { line: 0, character: 0 };
const empty: Register = {
  require: REQUIRED,
  requireRange: { start, end: start },
  exempt: [],
  entries: [],
  problems: [],
};

const registerProblems = {
  CS1101: {
    why: 'Nothing of the register can be relied on, so no automation can be judged by it.',
    fix: 'Correct the YAML.',
  },
  CS1102: {
    why: 'It is not known what the register says, so no automation can be judged by it.',
    fix: 'Correct the value, or remove the key.',
  },
  CS1103: { why: 'The pattern matches nothing.', fix: 'Close every brace; at most 1024 characters and eight levels.' },
} as const satisfies Readonly<Record<string, Pick<Problem, 'why' | 'fix'>>>;

type RegisterProblemCode = keyof typeof registerProblems;

function toProblem(code: RegisterProblemCode, message: string, range: Range, fix?: string): Problem {
  const { why, fix: usual } = registerProblems[code];
  return { code, severity: 'error', message, why, fix: fix ?? usual, path: REGISTER_PATH, range };
}

interface Issue {
  readonly code: string;
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly keys?: readonly string[];
}

function shapeProblem(issue: Issue, at: (path: readonly (string | number)[]) => Range): Problem {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const [key] = issue.code === 'unrecognized_keys' ? (issue.keys ?? []) : [];
  if (key !== undefined) {
    const known = path.length === 0 ? Object.keys(registerSchema.shape) : Object.keys(entrySchema.shape);
    const guess = nearest(key, known);
    const fix = guess === null ? undefined : `Did you mean "${guess}"?`;
    return toProblem(
      'CS1102',
      `"${key}" is no key of a ${path.length === 0 ? 'register' : 'registration'}.`,
      at([...path, key]),
      fix,
    );
  }
  const name = path.length === 0 ? 'The register' : `"${path.at(-1)}"`;
  const guess = path[0] === 'require' ? `The fields are ${registerFields.join(', ')}.` : undefined;
  return toProblem('CS1102', `${name} must be ${issue.message}.`, at(path), guess);
}

/** Of the value at a path, or of the nearest one around it. */
function rangeOf(document: Document, lines: LineIndex, path: readonly (string | number)[]): Range {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return toRange(lines, node.range[0], node.range[1]);
  }
  return toRange(lines, 0, 0);
}

function findAlias(document: Document): readonly [number, number] | null {
  let found: readonly [number, number] | null = null;
  visit(document, (_key, node) => {
    if (!isAlias(node) && !(isNode(node) && 'anchor' in node && node.anchor !== undefined)) return undefined;
    found = [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
    return visit.BREAK;
  });
  return found;
}

/** Before the parser recurses. */
function nestsTooDeep(text: string): boolean {
  let brackets = 0;
  for (const line of text.split('\n')) {
    if (/^\s*(?:[-?:]\s+){24}/u.test(line) || new RegExp(`^\\s{${MAX_INDENT}}`, 'u').test(line)) return true;
    for (const character of line) {
      if (character === '[' || character === '{') brackets += 1;
      else if (character === ']' || character === '}') brackets -= 1;
      if (brackets > MAX_BRACKETS) return true;
    }
  }
  return false;
}

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.endsWith('.') ? line : `${line}.`;
}
