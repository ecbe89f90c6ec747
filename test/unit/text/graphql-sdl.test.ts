import { describe, expect, test } from 'vitest';
import { readSdl } from '../../../server/src/core/text/graphql-sdl.ts';

const names = (text: string): readonly string[] =>
  readSdl(text).map(({ type, field, directives }) =>
    [
      `${type}${field === null ? '' : `.${field}`}`,
      ...directives.map(({ name, values }) => `@${name}(${values.join(' ')})`),
    ].join(' '),
  );

describe('types of a schema', () => {
  test('fields have their directives, types theirs', () => {
    const text = `
      directive @auth(requires: Role = ADMIN) on OBJECT | FIELD_DEFINITION
      "Who writes" type User implements Node & Entity @key(fields: "id") {
        id: ID!  # its name
        """ the mail @auth """
        email: String @auth(requires: [ADMIN, "read:mail"]) @deprecated
        posts(first: Int = 10, where: PostFilter = { tag: "a" }): [Post!]! @hasRole(role: EDITOR)
        type: Kind type2: Kind
      }
      extend type Query { users: [User!]! @auth }`;
    expect(names(text)).toEqual([
      'User @key(id)',
      'User.id',
      'User.email @auth(ADMIN read:mail) @deprecated()',
      'User.posts @hasRole(EDITOR)',
      'User.type',
      'User.type2',
      'Query',
      'Query.users @auth()',
    ]);
  });

  test('what clients send and other texts have none', () => {
    expect(names('query Users($id: ID!) { user(id: $id) { name type } }')).toEqual([]);
    expect(names('const type = 1; type Foo = string;')).toEqual(['Foo']);
    expect(names('')).toEqual([]);
  });
});

describe('hostile texts are read in time that grows with their length', () => {
  const long = 200_000;
  test.each([
    ['type A '.repeat(long / 7)],
    [`type A {${'('.repeat(long)}`],
    [`type A {${'a: B @c(d: '.repeat(long / 11)}`],
    [`"""${'"'.repeat(long)}`],
    [`${'"'.repeat(long)}type`],
    [`type A {${'@'.repeat(long)}}`],
    [`type A { a${': '.repeat(long / 2)}`],
  ])('%#', (text) => {
    expect(readSdl(text).length).toBeLessThan(long);
  });
});
