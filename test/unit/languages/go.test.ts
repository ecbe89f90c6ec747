import { describe, expect, it } from 'vitest';
import { goModuleTexts } from '../../../server/src/core/languages/go-mod.ts';
import { goInstance } from '../../../server/src/core/languages/go-instances.ts';
import { canonicalGoPackage, goDeclaredPaths, goPackageName } from '../../../server/src/core/languages/go-modules.ts';
import { readGoString } from '../../../server/src/core/languages/go-text.ts';

describe('Go strings', () => {
  it.each([
    ['"a\\n\\x41\\u0042\\U0001F600\\101"', 'a\nAB😀A'],
    ['`raw \\n\r\n"x"`', 'raw \\n\n"x"'],
    ["'\\''", "'"],
    ['"\\UFFFFFFFF"', '\\UFFFFFFFF'],
    ['``', ''],
    ['`', ''],
    ['"\\q"', '\\q'],
  ])('%s reads as %j', (raw, value) => {
    expect(readGoString(raw)).toBe(value);
  });
});

describe('the name of a Go package', () => {
  it.each([
    ['net/http', 'http', 'net/http'],
    ['github.com/go-chi/chi/v5', 'chi', 'github.com/go-chi/chi'],
    ['github.com/jackc/pgx/v5/pgxpool', 'pgxpool', 'github.com/jackc/pgx/pgxpool'],
    ['gopkg.in/yaml.v3', 'yaml', 'gopkg.in/yaml'],
    ['github.com/redis/go-redis/v9', 'redis', 'github.com/redis/go-redis'],
    ['github.com/nats-io/nats.go', 'nats', 'github.com/nats-io/nats.go'],
    ['github.com/dgrijalva/jwt-go', 'jwt', 'github.com/dgrijalva/jwt-go'],
    ['google.golang.org/api/compute/v1', 'compute', 'google.golang.org/api/compute/v1'],
    ['cloud.google.com/go/secretmanager/apiv1', 'secretmanager', 'cloud.google.com/go/secretmanager/apiv1'],
    ['k8s.io/api/core/v1', 'v1', 'k8s.io/api/core/v1'],
    ['go', 'go', 'go'],
  ])('of %s is %s, its path %s', (path, name, canonical) => {
    expect(goPackageName(path)).toBe(name);
    expect(canonicalGoPackage(path)).toBe(canonical);
  });
});

describe('the folder of an import', () => {
  const files: Readonly<Record<string, string>> = {
    'go.mod':
      'module github.com/acme/app // the app\n\nreplace (\n\tgithub.com/acme/lib => ./lib\n\tx.org/y => x.org/z v1.2.0\n)\n',
    'go.work': 'go 1.22\n\nuse (\n\t.\n\t./tools\n)\n',
    'tools/go.mod': 'module "github.com/acme/tools"\n',
  };
  const look = (path: string, name: string): string | null => goModuleTexts(files[path] ?? '')[name] ?? null;

  it.each([
    ['github.com/acme/app/internal/store', 'cmd/main.go', ['internal/store/*.go']],
    ['github.com/acme/app', 'cmd/main.go', ['*.go']],
    ['github.com/acme/application', 'cmd/main.go', []],
    ['github.com/acme/lib/log', 'cmd/main.go', ['lib/log/*.go']],
    ['github.com/acme/tools/gen', 'cmd/main.go', ['tools/gen/*.go']],
    ['github.com/acme/tools/gen', 'tools/main.go', ['tools/gen/*.go']],
    ['github.com/acme/app/../../etc', 'cmd/main.go', []],
    ['x.org/y', 'cmd/main.go', []],
    ['net/http', 'cmd/main.go', []],
  ])('%s in %s', (specifier, from, paths) => {
    expect(goDeclaredPaths(specifier, from, look)).toEqual(paths);
  });
});

describe('what a constructor makes', () => {
  it.each([
    ['github.com/aws/aws-sdk-go-v2/service/s3.NewFromConfig', 'github.com/aws/aws-sdk-go-v2/service/s3.Client'],
    ['github.com/aws/aws-sdk-go/service/s3.New', 'github.com/aws/aws-sdk-go/service/s3.Client'],
    ['net/http.NewServeMux', 'net/http.ServeMux'],
    ['net/http.NewRequestWithContext', 'net/http.Request'],
    ['database/sql.Open', 'database/sql.DB'],
    ['github.com/acme/lib.New', 'github.com/acme/lib.New'],
    ['NewServer', 'NewServer'],
  ])('%s is %s', (callee, made) => {
    expect(goInstance(callee)).toBe(made);
  });
});
