import table from '../../../../data/package-names.json' with { type: 'json' };
import { rowOf } from '../../text/row-of.ts';
import { cargo } from './package-names/cargo.ts';
import { composer } from './package-names/composer.ts';
import { go } from './package-names/go.ts';
import { maven } from './package-names/maven.ts';
import { NEIGHBOURS } from './package-names/neighbours.ts';
import { nuget } from './package-names/nuget.ts';
import { pypi } from './package-names/pypi.ts';
import { rubygems } from './package-names/rubygems.ts';
import { isOtherVersion, isSlip } from './slips.ts';

/** Names that everybody knows, for the ecosystems that no published list covers. */
const OWN: Readonly<Record<string, string>> = {
  pypi,
  cargo,
  rubygems,
  nuget,
  composer,
  maven,
  go,
  actions: `actions/cache actions/checkout actions/download-artifact actions/github-script actions/setup-go actions/setup-java
    actions/setup-node actions/setup-python actions/upload-artifact astral-sh/setup-uv aws-actions/configure-aws-credentials
    azure/login codecov/codecov-action docker/build-push-action docker/login-action docker/metadata-action docker/setup-buildx-action
    docker/setup-qemu-action dorny/paths-filter dtolnay/rust-toolchain github/codeql-action golangci/golangci-lint-action
    google-github-actions/auth google-github-actions/setup-gcloud hashicorp/setup-terraform helm/kind-action pnpm/action-setup
    peter-evans/create-pull-request ruby/setup-ruby softprops/action-gh-release swatinem/rust-cache tj-actions/changed-files`,
  image: `alpine amazonlinux busybox debian elasticsearch golang grafana/grafana haproxy httpd mariadb memcached mongo mysql nginx
    node openjdk php postgres prom/prometheus python rabbitmq redis ruby rust traefik ubuntu`,
};

/** Most downloaded so many: a name one letter away from one of these is worth a look. */
const TARGETS = 2_500;
/** Characters: short names are near to everything. */
const MIN_LENGTH = 5;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-_.';

interface Names {
  readonly known: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
}

const read = new Map<string, Names | null>();

function namesOf(ecosystem: string): Names | null {
  const before = read.get(ecosystem);
  if (before !== undefined) return before;
  const text = ecosystem === 'npm' ? table.npm : rowOf(OWN, ecosystem);
  const list = text?.split(/\s+/) ?? [];
  const names =
    list.length === 0
      ? null
      : {
          known: new Set([...list, ...(rowOf(NEIGHBOURS, ecosystem)?.split(/\s+/) ?? [])]),
          targets: new Set(list.slice(0, TARGETS).filter((name) => name.length >= MIN_LENGTH)),
        };
  read.set(ecosystem, names);
  return names;
}

/** Whether a name is in the lists that come along. Null: there is no list of its ecosystem. */
export function isKnownPackage(ecosystem: string, name: string): boolean | null {
  return namesOf(ecosystem)?.known.has(plainName(ecosystem, name)) ?? null;
}

/** Of these so many names are listed that one nearby is another package only if it is listed too. */
const LISTED_IN_FULL: ReadonlySet<string> = new Set(['npm', 'actions', 'image']);

/** A popular name that differs by one letter left out, put in, exchanged or swapped with its neighbour; null: none does. */
export function popularNear(ecosystem: string, given: string): string | null {
  const names = namesOf(ecosystem);
  const name = plainName(ecosystem, given);
  if (names === null || name.length < MIN_LENGTH || name.length > 60 || names.known.has(name)) return null;
  const isNear = (variant: string): boolean =>
    names.targets.has(variant) &&
    (LISTED_IN_FULL.has(ecosystem) ? !isOtherVersion(name, variant) : isSlip(name, variant));
  for (let at = 0; at <= name.length; at += 1) {
    const [front, rest] = [name.slice(0, at), name.slice(at)];
    const swapped = rest.length > 1 ? front + rest[1]! + rest[0]! + rest.slice(2) : '';
    for (const variant of [front + rest.slice(1), swapped]) if (isNear(variant)) return variant;
    for (const letter of LETTERS)
      for (const variant of [front + letter + rest, rest === '' ? '' : front + letter + rest.slice(1)])
        if (isNear(variant)) return variant;
  }
  return null;
}

const FIRST_LABEL = /^(?:com|org|io|net|dev)\./;
const OWNER = /^(github\.com\/)([^/]+)(\/.+)$/;

/** A popular name that is the same but for who it says to be of: `org.acme:a` for `com.acme:a`, `acme-go/a` for `acme/a`. */
export function popularNamesake(ecosystem: string, given: string): string | null {
  const names = namesOf(ecosystem);
  const name = plainName(ecosystem, given);
  if (names === null || names.known.has(name)) return null;
  const others =
    ecosystem === 'maven' && FIRST_LABEL.test(name)
      ? ['com', 'org', 'io', 'net', 'dev'].map((label) => name.replace(FIRST_LABEL, `${label}.`))
      : ecosystem === 'go'
        ? [name.replace(OWNER, (_, host: string, owner: string, rest: string) => `${host}${withoutGo(owner)}${rest}`)]
        : [];
  return others.find((other) => names.targets.has(other)) ?? null;
}

function withoutGo(owner: string): string {
  return owner.replace(/^go-?(?:lang-?)?|-?go(?:lang)?$/, '');
}

function plainName(ecosystem: string, name: string): string {
  const lower = name.toLowerCase();
  if (ecosystem === 'pypi') return lower.replaceAll(/[_.]+/g, '-');
  if (ecosystem === 'cargo') return lower.replaceAll('_', '-');
  // What stands behind the last mark is the major version.
  if (ecosystem === 'go') return lower.replace(/[/.]v\d+$/, '');
  return ecosystem === 'actions' ? lower.split('/').slice(0, 2).join('/') : lower;
}
