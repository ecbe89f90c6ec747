import type { LanguageId } from '../../../model/syntax.ts';
import { csharp } from './csharp.ts';
import type { RequestReads } from './define.ts';
import { ecmascript } from './ecmascript.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';

/** To add a language: a file here, a row here. */
const rows: readonly RequestReads[] = [ecmascript, python, go, java, csharp, ruby, php];

export const requestReads: ReadonlyMap<LanguageId, RequestReads> = new Map(
  rows.flatMap((row) => row.languages.map((language) => [language, row] as const)),
);
