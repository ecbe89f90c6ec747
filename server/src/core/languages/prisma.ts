import { behindClosing, type SchemaToken } from '../text/schema-tokens.ts';
import { readSchema, type SchemaWriter } from '../text/schema-tree.ts';
import { defineLanguage } from './define.ts';

export const prisma = defineLanguage({
  id: 'prisma',
  title: 'Prisma schema',
  grammar: '',
  inherits: [],
  extensions: ['.prisma'],
  fileNames: [],
  readString: (raw) => raw.replace(/^"|"$/g, ''),
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  readTree: (text) => readSchema(text, writeModels),
});

/** Models, views and composite types; a field is a line. */
function writeModels(tokens: readonly SchemaToken[], writer: SchemaWriter): void {
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]!;
    const name = tokens[at + 1];
    const isModel = token.kind === 'word' && /^(?:model|type|view)$/.test(token.text) && name?.kind === 'word';
    if (!isModel || tokens[at + 2]?.text !== '{') {
      at = token.text === '{' ? behindClosing(tokens, at, '{', '}') : at + 1;
      continue;
    }
    const end = behindClosing(tokens, at + 2, '{', '}');
    writer.openRecord(name, token.start);
    let line: SchemaToken[] = [];
    for (const each of [...tokens.slice(at + 3, end - 1), null]) {
      if (each !== null && each.kind !== 'line') {
        line.push(each);
        continue;
      }
      const [field, type] = line;
      if (field?.kind === 'word' && type?.kind === 'word') writer.field(field, type, type.end);
      line = [];
    }
    writer.closeRecord(tokens[end - 1]!.end);
    at = end;
  }
}
