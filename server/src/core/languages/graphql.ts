import { defineLanguage } from './define.ts';

/** Schemas. Documents that clients send have the same extensions; they declare no types. `text/graphql-sdl.ts` reads both. */
export const graphql = defineLanguage({
  id: 'graphql',
  title: 'GraphQL',
  grammar: '',
  inherits: [],
  extensions: ['.graphql', '.graphqls', '.gql'],
  fileNames: [],
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: true,
});
