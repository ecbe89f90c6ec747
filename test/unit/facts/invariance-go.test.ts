import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { reviewTexts } from '../../golden/review-texts.ts';
import { factsOf } from './facts-of.ts';

/** A shop in Go: a module of three packages, with most kinds of facts. */
const folder = path.resolve(import.meta.dirname, 'fixtures/go-shop');
const shop: Readonly<Record<string, string>> = Object.fromEntries(
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:go|mod)$/.test(file))
    .toSorted()
    .map((file) => [file.replaceAll(path.sep, '/'), fs.readFileSync(path.join(folder, file), 'utf8')]),
);
const sources = Object.keys(shop).filter((file) => file.endsWith('.go'));

/** Names of one function only, and what else they could be called. */
const LOCALS: Readonly<Record<string, string>> = {
  dsn: 'address',
  conn: 'database',
  res: 'outcome',
  count: 'affected',
  key: 'objectName',
  input: 'in',
  endpoint: 'u',
  req: 'request',
  token: 'bearer',
  resp: 'reply',
  target: 'where',
  file: 'out',
  command: 'cmd',
  table: 'relation',
  header: 'raw',
  claims: 'about',
  parsed: 'checked',
  owner: 'who',
  cookie: 'c',
  client: 'conn2',
  writer: 'sink',
  request: 'ask',
  answer: 'got',
  order: 'o',
  ctx: 'scope',
  w: 'out',
  r: 'in2',
};

/** What stands for all routes of a router is called after it: two sides are compared by what the routes are. */
const ROUTERS = { router: 'mux', private: 'inner' };

/** Names as names: neither fields, texts nor comments. */
function renamed(text: string, names: Readonly<Record<string, string>>): string {
  return text
    .split('\n')
    .map((line) => {
      if (/^\s*(?:\/\/|"|\w+ "[\w./-]+"$)/.test(line)) return line;
      return line
        .split(/("(?:[^"\\]|\\.)*")/)
        .map((part, index) =>
          index % 2 === 1
            ? part
            : part.replaceAll(/(?<![.\w])[a-z]\w*(?!\w|\s*:(?!=))/g, (name) =>
                Object.hasOwn(names, name) && !/^\t(?:db|blobs|client|log|handle)\s/.test(line) ? names[name]! : name,
              ),
        )
        .join('');
    })
    .join('\n');
}

/** Ways to write the same code. */
const rewrites: Readonly<Record<string, (text: string) => string>> = {
  'Windows line ends': (text) => text.replaceAll('\n', '\r\n'),
  'blanks instead of tabs': (text) => text.replaceAll('\t', '    '),
  'blank lines between statements': (text) => text.replaceAll(/\n(?=\t)/g, '\n\n'),
  'comments between statements': (text) => text.replaceAll(/\n(?=\t+(?:if|return|for)\b)/g, '\n\t// next\n'),
  'one argument a line': (text) => text.replaceAll(/(?<=\w)\((ctx|w|aws\.\w+\(\w+\)), (?=[^)])/g, '(\n\t\t$1,\n\t\t'),
  'no blanks round operators': (text) => text.replaceAll(' := ', ':=').replaceAll(/ (==|!=|\|\||&&) /g, '$1'),
  'imports one by one': (text) =>
    text.replace(/import \(\n([\s\S]*?)\n\)/, (_, list: string) =>
      list
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => `import ${line.trim()}`)
        .join('\n'),
    ),
  'packages under other names': (text) =>
    text
      .replace(/^\t"os\/exec"$/m, '\trun "os/exec"')
      .replace(
        /^\t"github\.com\/aws\/aws-sdk-go-v2\/service\/s3"$/m,
        '\tblob "github.com/aws/aws-sdk-go-v2/service/s3"',
      )
      .replace(/^\t"cloud\.google\.com\/go\/storage"$/m, '\tgcs "cloud.google.com/go/storage"')
      .replace(/^\t"github\.com\/golang-jwt\/jwt\/v5"$/m, '\ttokens "github.com/golang-jwt/jwt/v5"')
      .replace(/^\t"net\/http"$/m, '\tweb "net/http"')
      .replaceAll(/(?<![./"\w])exec\./g, 'run.')
      .replaceAll(/(?<![./"\w])s3\./g, 'blob.')
      .replaceAll(/(?<![./"\w])storage\./g, 'gcs.')
      .replaceAll(/(?<![./"\w])jwt\./g, 'tokens.')
      .replaceAll(/(?<![./"\w])http\./g, 'web.'),
  'locals of other names': (text) => renamed(text, LOCALS),
  'receivers of other names': (text) =>
    text.replaceAll(/(?<![.\w])s(?= \*S|\.)/g, 'self').replaceAll(/(?<![.\w])b(?= \*B|\.)/g, 'that'),
  'functions in reverse': (text) => {
    const parts = text.split(/\n(?=\/\/ [A-Z]\w* |func )/);
    const declarations = parts.slice(1).filter((part) => !/^\/\/ \w+ is|^\/\/ \w+ keeps|^\/\/ \w+ answers/.test(part));
    const others = parts.slice(1).filter((part) => !declarations.includes(part));
    return [parts[0]!, ...others, ...declarations.toReversed()].map((part) => part.trimEnd()).join('\n\n');
  },
};

const idsOf = async (file: string, text: string): Promise<readonly string[]> => {
  const { facts, failures } = await factsOf(file, text);
  expect(failures).toEqual([]);
  return facts
    .map(({ id, kind, action, resource, subject }) => `${id} ${kind} ${action} ${resource.norm} ${subject.symbol}`)
    .toSorted();
};

describe('a fact of Go is the same with', () => {
  test('the shop, which has facts of many kinds', async () => {
    const all = await Promise.all(sources.map((file) => factsOf(file, shop[file]!)));
    const kinds = new Set(all.flatMap(({ facts }) => facts.map(({ kind }) => kind)));
    expect([...kinds].toSorted()).toMatchInlineSnapshot(`
      [
        "data.field",
        "data.flow",
        "identity.exposure",
        "identity.guard",
        "identity.token",
        "permission.cloud",
        "permission.database",
        "permission.filesystem",
        "permission.network",
        "permission.process",
        "permission.secret",
      ]
    `);
  });

  test.each(Object.keys(rewrites))('%s', async (name) => {
    for (const file of sources) {
      const text = shop[file]!;
      const written = rewrites[name]!(text);
      // oxlint-disable-next-line no-await-in-loop -- one parser
      expect(await idsOf(file, written), file).toEqual(await idsOf(file, text));
    }
    expect(sources.some((file) => rewrites[name]!(shop[file]!) !== shop[file])).toBe(true);
  });
});

/** What changed, as people would read it. */
async function changed(after: Readonly<Record<string, string | null>>): Promise<readonly string[]> {
  const left = Object.entries({ ...shop, ...after }).filter((entry): entry is [string, string] => entry[1] !== null);
  const result = await reviewTexts({ before: shop, after: Object.fromEntries(left) });
  return result.facts.map(({ change, kind, action, resource, subject }) =>
    [change, kind, action, resource.norm, subject.symbol].join(' '),
  );
}

/** A declaration with the comment above it. */
function declarationOf(file: string, name: string): string {
  const match = new RegExp(`(?:^//[^\\n]*\\n)*^func (?:\\([^)]*\\) )?${name}\\([\\s\\S]*?^}\\n`, 'm').exec(shop[file]!);
  return match![0];
}

const without = (file: string, name: string): string => shop[file]!.replace(declarationOf(file, name), '');

describe('nothing changes when', () => {
  test('a method moves to another file of its package', async () => {
    const moved = declarationOf('internal/orders/store.go', 'Archive');
    expect(
      await changed({
        'internal/orders/store.go': without('internal/orders/store.go', 'Archive'),
        'internal/orders/archive.go': `package orders

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

${moved}`,
      }),
    ).toEqual([]);
  });

  test('a function moves between two files of a package', async () => {
    const moved = declarationOf('internal/orders/export.go', 'clean');
    const store = 'internal/orders/store.go';
    expect(
      await changed({
        'internal/orders/export.go': without('internal/orders/export.go', 'clean'),
        [store]: `${shop[store]!}\n${moved}`,
      }),
    ).toEqual([]);
  });

  test('a middleware moves to another file of its package', async () => {
    const routes = 'internal/web/routes.go';
    expect(
      await changed({
        [routes]: without(routes, 'requireUser'),
        'internal/web/middleware.go': `package web

import (
	"net/http"
	"strings"

	"github.com/golang-jwt/jwt/v5"
)

${declarationOf(routes, 'requireUser')}`,
      }),
    ).toEqual([]);
  });

  test('a handler moves to another file of its package', async () => {
    const routes = 'internal/web/routes.go';
    expect(
      await changed({
        [routes]: without(routes, 'cancel'),
        'internal/web/cancel.go': `package web

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"
)

${declarationOf(routes, 'cancel')}`,
      }),
    ).toEqual([]);
  });

  test('a function moves to another package, with the constant that it uses', async () => {
    const file = 'internal/orders/export.go';
    expect(
      await changed({
        [file]: `package orders

import "github.com/acme/shop/internal/dump"

func clean() error { return dump.Clean() }
`,
        'internal/dump/dump.go': shop[file]!.replace('package orders', 'package dump').replaceAll('clean', 'Clean'),
      }),
    ).toEqual([]);
  });

  test('a file moves to another folder, and its package gets another name', async () => {
    const file = 'internal/files/files.go';
    expect(
      await changed({
        [file]: null,
        'pkg/uploads/uploads.go': shop[file]!.replace('package files', 'package uploads'),
      }),
    ).toEqual([]);
  });

  test('names of locals change in all files at once', async () => {
    expect(
      await changed(Object.fromEntries(sources.map((file) => [file, renamed(shop[file]!, { ...LOCALS, ...ROUTERS })]))),
    ).toEqual([]);
  });
});
