import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ownNpmNames, packagesToAsk, type AskedPackage } from '../core/osv.ts';
import { systemClock } from '../host/clock.ts';
import { findTopLevel, openRepository } from '../host/git-repository.ts';
import { listFiles } from '../host/list-files.ts';
import { askOsv, keyOfPackage, readKept } from '../host/osv-client.ts';
import { openStateDirectory } from '../host/state-directory.ts';
import { paint, printable } from './colours.ts';
import { UsageError, type ExitCode, type Invocation, type Terminal } from './define.ts';

const ENDPOINT = 'https://api.osv.dev';
const MAX_FILE_BYTES = 64 * 1024 * 1024;

interface Found {
  readonly packages: ReadonlyMap<string, { readonly asked: AskedPackage; readonly paths: readonly string[] }>;
  readonly leftOut: number;
  readonly unread: readonly string[];
}

/** Says what would be sent; sends it only with `--online`. Nothing else in this program asks the network. */
export async function runOsv({ positionals, values, terminal }: Invocation): Promise<ExitCode> {
  const endpoint = toEndpoint(values['endpoint']);
  const root = resolve(terminal.directory, positionals[0] ?? '.');
  const found = await findPackages(root);
  const now = systemClock.now();
  const options = { endpoint, now, folder: await cacheFolder(terminal.directory) };
  const kept = await readKept(options);
  const open = [...found.packages].filter(([key]) => !kept.has(key)).length;
  for (const line of consent(found, open, endpoint)) terminal.note(`${line}\n`);
  for (const message of found.unread) terminal.note(`not judged  ${printable(message)}\n`);
  if (values['online'] !== true) {
    terminal.note('Nothing was sent. "countersign osv --online" sends it.\n');
    return found.unread.length > 0 ? 2 : 0;
  }
  const answer = await askOsv(
    [...found.packages.values()].map(({ asked }) => asked),
    options,
  );
  const rows = [...found.packages].flatMap(([key, { asked, paths }]) => {
    const known = answer.known.get(key);
    return known === undefined || known.ids.length === 0 ? [] : [{ ...asked, ...known, paths }];
  });
  if (values['format'] === 'json') await terminal.write(`${JSON.stringify({ endpoint, vulnerable: rows }, null, 2)}\n`);
  else await terminal.write(showRows(rows, terminal));
  for (const message of answer.failures) terminal.note(`not judged  ${printable(message)}\n`);
  if (answer.failures.length > 0 || found.unread.length > 0) return 2;
  return rows.length > 0 ? 1 : 0;
}

async function findPackages(root: string): Promise<Found> {
  const { paths, problems } = await listFiles(root, {
    skip: (path) => /(?:^|\/)(?:node_modules|\.venv|vendor)\/$/.test(path),
  });
  const packages = new Map<string, { asked: AskedPackage; paths: string[] }>();
  const isOwn = await ownNames(root, paths);
  const unread: string[] = problems.map(({ message }) => message);
  let leftOut = 0;
  for (const path of paths) {
    if (packagesToAsk(path, '') === null) continue;
    let text: string;
    try {
      const bytes = await readFile(join(root, path));
      if (bytes.length > MAX_FILE_BYTES) throw new Error('it is too large');
      text = bytes.toString('utf8');
    } catch (error) {
      unread.push(`"${path}" could not be read: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    const read = packagesToAsk(path, text);
    leftOut += read?.leftOut ?? 0;
    for (const asked of read?.packages ?? []) {
      if (asked.ecosystem === 'npm' && isOwn(asked.name)) {
        leftOut += 1;
        continue;
      }
      const key = keyOfPackage(asked);
      const known = packages.get(key);
      if (known === undefined) packages.set(key, { asked, paths: [path] });
      else if (!known.paths.includes(path)) known.paths.push(path);
    }
  }
  return { packages, leftOut, unread };
}

/** Some locks do not say which registry a package is from: settings of npm and yarn do, by scope. */
async function ownNames(root: string, paths: readonly string[]): Promise<(name: string) => boolean> {
  const texts: string[] = [];
  for (const path of paths)
    if (/(?:^|\/)\.(?:npmrc|yarnrc|yarnrc\.ya?ml)$/.test(path))
      texts.push(await readFile(join(root, path), 'utf8').catch(() => ''));
  return ownNpmNames(texts);
}

function consent({ packages, leftOut }: Found, open: number, endpoint: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const { asked } of packages.values()) counts.set(asked.ecosystem, (counts.get(asked.ecosystem) ?? 0) + 1);
  const by = [...counts].map(([ecosystem, count]) => `${ecosystem} ${count}`).join(', ');
  return [
    `Packages with exact versions: ${packages.size}${by === '' ? '' : ` (${by})`}, of which ${packages.size - open} were answered within a day.`,
    `To be sent to ${endpoint}: ecosystem, name and version of ${open}. No code, no paths, nothing about you.`,
    ...(leftOut === 0
      ? []
      : [`Left out: ${leftOut} from other registries, repositories and addresses, whose names may be your own.`]),
  ];
}

interface Row extends AskedPackage {
  readonly ids: readonly string[];
  readonly isCut: boolean;
  readonly paths: readonly string[];
}

function showRows(rows: readonly Row[], terminal: Terminal): string {
  if (rows.length === 0) return 'No known vulnerability in what was asked about.\n';
  return rows
    .map(({ name, version, ecosystem, ids, isCut, paths }) =>
      [
        `${paint(terminal, 'bold', printable(`${name} ${version}`))}  ${ecosystem}`,
        `  ${ids.map(printable).join(', ')}${isCut ? ' and more' : ''}`,
        `  ${paths.map(printable).join(', ')}`,
      ].join('\n'),
    )
    .join('\n')
    .concat('\n');
}

/** Where answers are kept: beside the ledger of this clone, or in the user's own state. */
async function cacheFolder(directory: string): Promise<string> {
  const root = (await findTopLevel(directory)) ?? directory;
  const repository = await openRepository(root);
  try {
    return (await openStateDirectory({ root, repository })).root;
  } finally {
    repository?.close();
  }
}

/** Names and versions go over the wire: not in the clear, unless to this machine. */
function toEndpoint(given: unknown): string {
  const text = typeof given === 'string' ? given : ENDPOINT;
  let url: URL | null = null;
  try {
    url = new URL(text);
  } catch {
    // Told below.
  }
  const isLocal = url !== null && /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(url.hostname);
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)))
    throw new UsageError(
      `"${text}" is no address to send this to.`,
      'It would go over the network in the clear.',
      'Give an address that begins with "https://".',
    );
  return text;
}
