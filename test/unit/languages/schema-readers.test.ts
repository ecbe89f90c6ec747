import { describe, expect, test } from 'vitest';
import { languageOf } from '../../../server/src/core/languages/table.ts';

/** Records with their fields, as `User(email: string)`; elements as `input(name="email")`. */
function read(path: string, text: string): readonly string[] {
  const tree = languageOf(path)?.readTree?.(text);
  if (tree?.kind !== 'tree') throw new Error('no tree');
  const at = (node: { readonly start: number; readonly end: number } | undefined): string =>
    node === undefined ? '' : text.slice(node.start, node.end);
  return tree.nodes.flatMap((node) => {
    const role = (name: string) => node.children.find((child) => child.role === name);
    if (node.kind === 'field') return [`${at(role('field.name'))}: ${at(role('field.type'))}`];
    if (node.kind === 'class') return [at(role('class.name'))];
    if (node.kind === 'keyword') return [`${at(role('keyword.name'))}=${at(role('keyword.value'))}`];
    return node.kind === 'call' ? [`<${at(role('call.callee'))}>`] : [];
  });
}

describe('Protocol Buffers', () => {
  test('messages in messages, oneof, maps, options and comments', () => {
    const text = `syntax = "proto3"; // x
      message A { /* b */ optional string email = 1 [(x) = { a: 1 }];
        message B { int32 n = 1; }
        oneof c { B d = 2; string e = 3; }
        map<string, Address> f = 4;
        enum G { H = 0; } reserved 5 to 7; option (z) = "}";
      }
      service S { rpc M(A) returns (A); }`;
    expect(read('a.proto', text)).toEqual([
      'A',
      'email: optional string',
      'B',
      'n: int32',
      'd: B',
      'e: string',
      'f: map<string, Address>',
    ]);
  });
});

describe('GraphQL', () => {
  test('types, inputs, arguments of mutations; enumerations and queries are left out', () => {
    const text = `"""A "quoted" user"""
      type User implements Node & Other @key(fields: "id") { email: String! @deprecated(reason: "x") posts(first: Int = 10): [Post!]! }
      enum E { A B } input I { a: [String] = ["x"] b: P = { c: 1 } }
      extend type User { phone: String }
      type Mutation { login(email: String!, code: Int): Session other: Int }
      type Query { user(email: String): User } type Empty scalar Date`;
    expect(read('a.graphql', text)).toEqual([
      'User',
      'email: String!',
      'posts: [Post!]!',
      'I',
      'a: [String]',
      'b: P',
      'User',
      'phone: String',
      'login',
      'email: String!',
      'code: Int',
    ]);
  });
});

describe('Prisma', () => {
  test('models, views and types; a field is a line', () => {
    const text = `model User { // the people
  id    Int @id @default(autoincrement())
  email String? @db.VarChar(255) /// {x}
  @@map("users")
}
enum Role { ADMIN }
type Photo { url String }
`;
    expect(read('schema.prisma', text)).toEqual(['User', 'id: Int', 'email: String', 'Photo', 'url: String']);
  });
});

describe('CSV', () => {
  test.each([
    ['id;"E-Mail; work";name\n1;a;b', ['id: ', '"E-Mail; work": ', 'name: ']],
    ['\uFEFFa\tb\r\n1\t2', ['a: ', 'b: ']],
    ['1,2,3\n', []],
    ['a@example.org,b', []],
    ['only', []],
    ['', []],
  ])('%j', (text, expected) => expect(read('a.csv', text)).toEqual(expected));
});

describe('Markup', () => {
  test('inputs with attributes of every form, between what a template puts in', () => {
    const text = `<!-- <input name="no"> --><p>x</p>
      <input type=text name='a' {{#if x}} disabled {{/if}} [(ngModel)]="m" @if (y > 1) value="<%= z %>">
      <v-text-field v-model="user.name" /><input bind:value={b}><select name="c">`;
    expect(
      read('a.vue', text).filter((each) => each.startsWith('<') || /^(?:name|v-model|\[\(|bind)/.test(each)),
    ).toEqual([
      '<input>',
      "name='a'",
      '[(ngModel)]="m"',
      '<v-text-field>',
      'v-model="user.name"',
      '<input>',
      'bind:value={b}',
      '<select>',
      'name="c"',
    ]);
  });
});

describe('hostile texts end', () => {
  test.each([
    ['a.proto', '/*'.repeat(300_000)],
    ['a.proto', '"\\'.repeat(300_000)],
    ['a.proto', 'message A {'.repeat(30_000)],
    ['a.proto', 'a '.repeat(150_000)],
    ['a.graphql', '"""a'.repeat(200_001)],
    ['a.graphql', 'type A {'.repeat(30_000)],
    ['a.graphql', 'type A @b('.repeat(30_000)],
    ['a.prisma', 'model A {\n'.repeat(30_000)],
    ['a.csv', `${'1'.repeat(19_000)}a,b`],
    ['a.html', `<input ${' '.repeat(400_000)}`],
    ['a.html', '<input a="'.repeat(50_000)],
    ['a.html', '<input {{'.repeat(50_000)],
    ['a.html', `<${'a'.repeat(500_000)}`],
    ['a.html', '<!--'.repeat(200_000)],
  ])('%s', (path, text) => {
    const tree = languageOf(path)?.readTree?.(text);
    expect(tree?.kind).toMatch(/^(?:tree|not-parsed)$/);
  });
});
