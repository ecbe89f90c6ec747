import { isMap, isScalar, parseDocument } from 'yaml';
import { type Cursor, cursorAt } from './cursor.ts';
import { MAX_POLICY_LENGTH, type YamlPath } from './read-yaml.ts';
import { schemaAt } from './schema-at.ts';

/** Words that the schema has not, by the field they are of, each with what it says. */
export interface FieldWords {
  readonly [field: string]: ReadonlyMap<string, string>;
}

export interface Suggestion {
  readonly word: string;
  readonly kind: 'key' | 'value';
  readonly description: string | null;
  /** What is put in place of the word under the cursor. */
  readonly text: string;
}

export interface Assistance<T> {
  readonly start: number;
  readonly end: number;
  readonly answer: T;
}

/** What may be written at an offset of a policy. */
export function suggestionsAt(
  text: string,
  offset: number,
  fields: FieldWords,
): Assistance<readonly Suggestion[]> | null {
  const cursor = cursorAt(text, offset);
  if (cursor === null) return null;
  const answer = cursor.at === 'key' ? keysAt(cursor) : [...valuesAt(cursor, text, fields), ...keysAt(cursor)];
  return { start: cursor.start, end: cursor.end, answer };
}

/** A map may begin where a value is expected: its keys, then. */
function keysAt({ path, siblings, at }: Cursor): readonly Suggestion[] {
  const place = schemaAt(path);
  if (place === null) return [];
  return [...place.properties]
    .filter(([key]) => !siblings.includes(key))
    .map(([key, { description }]) => ({
      word: key,
      kind: 'key' as const,
      description: description ?? schemaAt([...path, key])?.description ?? null,
      text: at === 'key' ? `${key}: ` : `{ ${key}: `,
    }))
    .filter(({ text }) => at === 'key' || !text.startsWith('{ {'));
}

function valuesAt({ path }: Cursor, text: string, fields: FieldWords): readonly Suggestion[] {
  const field = fieldOf(path);
  const own = Object.hasOwn(fields, field) ? fields[field]! : new Map<string, string>();
  const schema = (schemaAt(path)?.words ?? []).map((word) => [word, null] as const);
  const roles = isRole(path) ? rolesIn(text).map((role) => [role, null] as const) : [];
  return [...schema, ...own, ...roles].map(([word, description]) => ({
    word,
    kind: 'value' as const,
    description,
    text: isPlain(word) ? word : JSON.stringify(word),
  }));
}

/** The key whose value it is, whether in a list or not. */
function fieldOf(path: YamlPath): string {
  return path.findLast((part) => typeof part === 'string') ?? '';
}

function isRole(path: YamlPath): boolean {
  return ['approve', 'governedBy', 'role'].includes(fieldOf(path));
}

function rolesIn(text: string): readonly string[] {
  if (text.length > MAX_POLICY_LENGTH) return [];
  const document = parseDocument(text, { prettyErrors: false, strict: false });
  const roles = document.get('roles');
  return isMap(roles) ? roles.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : [])) : [];
}

function isPlain(word: string): boolean {
  return /^[A-Za-z][\w./-]*(?::[\w-]+)?$/.test(word) && !/^(?:true|false|null|yes|no)$/i.test(word);
}

/** What the word at an offset means. */
export function meaningAt(text: string, offset: number, fields: FieldWords): Assistance<string> | null {
  const cursor = cursorAt(text, offset);
  if (cursor === null || cursor.word === '') return null;
  const { path, at, word, start, end } = cursor;
  if (at === 'key') {
    const description = schemaAt([...path, word])?.description;
    return description == null ? null : { start, end, answer: `${word}: ${description}` };
  }
  const field = fieldOf(path);
  const plain = word.replace(/^!/, '');
  const own = Object.hasOwn(fields, field) ? fields[field]!.get(plain) : undefined;
  if (own !== undefined) return { start, end, answer: `${plain}: ${own}` };
  const description = schemaAt(path)?.description;
  return description == null ? null : { start, end, answer: `${field}: ${description}` };
}
