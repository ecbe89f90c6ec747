import type { LanguageDefinition } from '../model/language.ts';
import type { LanguageId } from '../model/syntax.ts';
import { accessLines } from './access-lines.ts';
import { accessPolicy } from './access-policy.ts';
import { bash } from './bash.ts';
import { buildScript } from './build-script.ts';
import { crontab } from './crontab.ts';
import { csharp } from './csharp.ts';
import { csv } from './csv.ts';
import { dockerfile } from './dockerfile.ts';
import { goMod } from './go-mod.ts';
import { go } from './go.ts';
import { graphql } from './graphql.ts';
import { groovy } from './groovy.ts';
import { java } from './java.ts';
import { javascript } from './javascript.ts';
import { json } from './json.ts';
import { kotlin } from './kotlin.ts';
import { lock } from './lock.ts';
import { markup } from './markup.ts';
import { media } from './media.ts';
import { otherText } from './other-text.ts';
import { notebook } from './notebook.ts';
import { ownRecords } from './own-records.ts';
import { php } from './php.ts';
import { plainText } from './plain-text.ts';
import { prisma } from './prisma.ts';
import { properties } from './properties.ts';
import { proto } from './proto.ts';
import { python } from './python.ts';
import { requirements } from './requirements.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { serverConfig } from './server-config.ts';
import { settingsLines } from './settings-lines.ts';
import { sql } from './sql.ts';
import { systemd } from './systemd.ts';
import { terraform } from './terraform.ts';
import { toml } from './toml.ts';
import { tsx } from './tsx.ts';
import { typescript } from './typescript.ts';
import { xml } from './xml.ts';
import { yaml } from './yaml.ts';

/** To add a language: `grammars/<id>/`, a file here, a row here. */
export const languages: readonly LanguageDefinition[] = [
  typescript,
  tsx,
  javascript,
  python,
  yaml,
  json,
  toml,
  terraform,
  requirements,
  java,
  bash,
  ruby,
  php,
  csharp,
  rust,
  kotlin,
  go,
  dockerfile,
];

/** Kinds of files that need no grammar: they hold no code, or one is no help (`text/sql-statements.ts`). */
export const withoutGrammar: readonly LanguageDefinition[] = [
  goMod,
  lock,
  settingsLines,
  accessLines,
  serverConfig,
  accessPolicy,
  buildScript,
  sql,
  proto,
  graphql,
  prisma,
  csv,
  markup,
  notebook,
  xml,
  systemd,
  crontab,
  groovy,
  ownRecords,
  properties,
  plainText,
  otherText,
  media,
];

/** Locks first: their names outrank those of the formats they are written in. */
const all = [lock, ...languages, ...withoutGrammar.filter((language) => language !== lock)];

/** Asked for every file of every analysis. */
const byFileName: readonly (readonly [RegExp, LanguageDefinition])[] = all.flatMap((language) =>
  language.fileNames.length === 0 ? [] : [[toPattern(language.fileNames), language] as const],
);

/** What a `#!` line may name, for files without an extension. */
const INTERPRETERS: readonly (readonly [RegExp, LanguageId])[] = [
  [/\bpython[\d.]*\b/, 'python'],
  [/\b(?:ts-node|tsx|deno|bun)\b/, 'typescript'],
  [/\bnode(?:js)?\b/, 'javascript'],
  [/\b(?:ba|z|k|da|a)?sh\b/, 'bash'],
  [/\bruby\b/, 'ruby'],
  [/\bphp[\d.]*\b/, 'php'],
];

export function languageById(id: LanguageId): LanguageDefinition | null {
  return all.find((language) => language.id === id) ?? null;
}

/** A file name outranks an extension; `firstLine` is asked last. Null: no language of ours. */
export function languageOf(path: string, firstLine = ''): LanguageDefinition | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const byName = byFileName.find(([pattern]) => pattern.test(path));
  if (byName !== undefined) return byName[1];
  const dot = name.lastIndexOf('.');
  const extension = dot <= 0 ? '' : name.slice(dot).toLowerCase();
  const byExtension = all.find(({ extensions }) => extensions.includes(extension));
  if (byExtension !== undefined) return byExtension;
  if (!firstLine.startsWith('#!')) return null;
  const interpreter = INTERPRETERS.find(([pattern]) => pattern.test(firstLine));
  return interpreter === undefined ? null : languageById(interpreter[1]);
}

/** File names, or a path's ends with folders; `*` stands for anything but a slash. */
function toPattern(fileNames: readonly string[]): RegExp {
  const sources = fileNames.map((name) =>
    name.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '[^/]*'),
  );
  return new RegExp(`(?:^|/)(?:${sources.join('|')})$`);
}
