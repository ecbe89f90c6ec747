import { SWITCH, type SettingRow } from './define.ts';
import { oneOf, present, protects, waives } from './meanings.ts';

const base = { kind: 'assurance.hardening', loose: 'off', otherwise: null, values: SWITCH } as const;
const scripts = {
  ...base,
  id: 'package-scripts',
  title: 'keeping packages from running scripts when they are installed',
};
const checksums = { ...base, id: 'package-checksums', title: 'the check of packages against known checksums' };
const transport = { ...base, id: 'package-transport', title: 'fetching packages over connections that are proven' };
const age = {
  ...base,
  id: 'package-age',
  title: 'waiting until a version of a package has been out for a while',
  otherwise: 'off',
};

const within =
  (path: RegExp): NonNullable<SettingRow['when']> =>
  (_, { unit }) =>
    path.test(unit.path);
const NPM = within(/(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.ya?ml)?|pnpm-workspace\.yaml|package\.json|bunfig\.toml)$/);
const COMPOSER = within(/(?:^|\/)composer\.json$/);
const PIP = within(/(?:^|\/)(?:pip\.(?:conf|ini)|uv\.toml|pyproject\.toml)$/);

/** What managers of packages hold back. Sources: the documentation of npm, pnpm, Yarn, Composer, pip, uv, Bundler, Go and Docker, 2026-11. */
export const packageRows: readonly SettingRow[] = [
  { ...scripts, names: 'ignorescripts', means: protects, otherwise: 'off', when: NPM },
  { ...scripts, names: 'npmconfigignorescripts', means: protects, otherwise: 'off' },
  { ...scripts, names: 'enablescripts', means: waives, otherwise: 'off', when: NPM },
  { ...scripts, names: 'dangerouslyallowallbuilds', means: waives, when: NPM },
  { ...scripts, names: 'strictdepbuilds', means: protects, when: NPM },
  // A list of plugins says which may.
  {
    ...scripts,
    names: 'allowplugins',
    means: (value) => (value.kind === 'boolean' ? (value.value ? 'off' : 'on') : value.kind === 'object' ? 'on' : null),
    when: COMPOSER,
  },
  {
    ...checksums,
    names: 'checksumbehavior',
    means: oneOf({ throw: 'on', ignore: 'off', update: 'off', reset: 'off' }),
    when: NPM,
  },
  { ...checksums, names: 'verifystoreintegrity', means: protects, when: NPM },
  { ...checksums, names: 'packagelock', means: protects, when: NPM },
  { ...checksums, names: 'trustpolicy', means: oneOf({ nodowngrade: 'on', off: 'off' }), otherwise: 'off', when: NPM },
  { ...checksums, names: 'requirehashes', means: protects, otherwise: 'off', when: PIP },
  { ...checksums, names: 'piprequirehashes', means: protects, otherwise: 'off' },
  { ...checksums, names: 'bundledisablechecksumvalidation', means: waives },
  {
    ...checksums,
    names: 'gosumdb',
    means: (value) => (value.kind !== 'text' ? null : value.text === 'off' ? 'off' : 'on'),
  },
  // Hosts of one's own are in no public database.
  {
    ...checksums,
    names: 'gonosumdb gonosumcheck goprivate',
    means: (value) => (value.kind === 'text' && /^(?:\*|1)$/.test(value.text.trim()) ? 'off' : null),
  },
  { ...checksums, names: 'dockercontenttrust', means: protects, otherwise: 'off' },
  { ...transport, names: 'strictssl', means: protects, when: within(/(?:^|\/)\.(?:npm|yarn)rc$/) },
  { ...transport, names: 'enablestrictssl', means: protects, when: NPM },
  {
    ...transport,
    names: 'unsafehttpwhitelist',
    means: (value) => (value.kind === 'list' ? ((value.node?.children.length ?? 0) > 0 ? 'off' : 'on') : null),
    when: NPM,
  },
  { ...transport, names: 'securehttp', means: protects, when: COMPOSER },
  { ...transport, names: 'disabletls', means: waives, when: COMPOSER },
  { ...transport, names: 'allowinsecurehost', means: (...all) => (present(...all) === 'on' ? 'off' : 'on'), when: PIP },
  { ...transport, names: 'uvinsecurehost goinsecure', means: (...all) => (present(...all) === 'on' ? 'off' : 'on') },
  {
    ...transport,
    names: 'goflags',
    means: (value) => (value.kind === 'text' && /(?:^|\s)-insecure\b/.test(value.text) ? 'off' : null),
  },
  {
    ...age,
    names: 'minimumreleaseage minreleaseage npmminimalagegate',
    means: (value) =>
      value.kind === 'number' || value.kind === 'text'
        ? /^0*$/.test(String(value.kind === 'number' ? value.value : value.text))
          ? 'off'
          : 'on'
        : null,
    when: NPM,
  },
];
