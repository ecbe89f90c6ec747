import { directoryOf, joinPath } from '../../text/path.ts';

/** The file that is started and the function in it. */
export interface Entry {
  /** Candidates in order; empty: not known. */
  readonly paths: readonly string[];
  readonly handler: string | null;
}

export const UNKNOWN_ENTRY: Entry = { paths: [], handler: null };

const EXTENSIONS = ['.ts', '.mts', '.tsx', '.js', '.mjs', '.cjs', '.py'];

/**
 * Where a handler as Lambda names it may stand: `src/app.handler`, `package.module.handler`, `com.acme.Orders::handle`,
 * `bootstrap`. `folder`: what is packed, from the root of the workspace.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html#lambda-CreateFunction-request-Handler (2026-11)
 */
export function entryOf(folder: string, handler: string): Entry {
  if (/[$*{}\s]/.test(handler) || handler === '') return UNKNOWN_ENTRY;
  const folders = [folder, ...sourcesOf(folder)];
  const [java = '', method] = handler.split('::');
  if (method !== undefined || /^[a-z]\w*(?:\.\w+){1,8}\.[A-Z]\w*$/.test(handler))
    return {
      paths: folders.flatMap((each) =>
        ['java', 'kotlin'].flatMap((language) =>
          under(each, `src/main/${language}/${java.replaceAll('.', '/')}.${language === 'java' ? 'java' : 'kt'}`),
        ),
      ),
      handler: null,
    };
  const dot = handler.lastIndexOf('.');
  if (dot <= 0) return { paths: folders.flatMap((each) => under(each, 'main.go')), handler: null };
  const stem = handler.slice(0, dot);
  const stems = [...new Set([stem, stem.replaceAll('.', '/')])];
  return {
    paths: folders.flatMap((each) => stems.flatMap((name) => moduleFiles(each, name))),
    handler: handler.slice(dot + 1),
  };
}

/** A module of a folder, without its extension. */
export function moduleFiles(folder: string, name: string): readonly string[] {
  return [
    ...EXTENSIONS.flatMap((extension) => under(folder, `${name}${extension}`)),
    ...['index.ts', 'index.js', 'index.mjs', '__init__.py'].flatMap((file) => under(folder, `${name}/${file}`)),
  ];
}

function under(folder: string, path: string): readonly string[] {
  const joined = joinPath(folder, path);
  return joined === null ? [] : [joined];
}

/** Built code stands where its sources do not: `dist/orders` is made from `src/orders` or `orders`. */
function sourcesOf(folder: string): readonly string[] {
  const built = /(^|\/)(?:dist|build|out|\.build|\.aws-sam|target|bin)(?=\/|$)/.exec(folder);
  if (built === null) return [];
  const before = folder.slice(0, built.index + built[1]!.length);
  const after = folder.slice(built.index + built[0].length);
  return [`${before}src${after}`, `${before}${after}`.replaceAll('//', '/').replace(/^\/|\/$/g, '')];
}

/** A path that a configuration of `file` gives; null when it leaves the workspace or is not known. */
export function pathFrom(file: string, given: string): string | null {
  if (/^[a-z0-9]+:\/\//i.test(given) || /[*{}$]/.test(given) || given.startsWith('/')) return null;
  return joinPath(directoryOf(file), given);
}
