/** Where a tool server comes from, as its command line or its address says. */
export interface ServerSource {
  /** `package`: of a registry. `image`: of a container. `remote`: an address. `fetched`: of a repository or an address. `local`: a program of the machine. */
  readonly kind: 'package' | 'image' | 'remote' | 'fetched' | 'local';
  /** Without its version: a package, an image, a host. */
  readonly name: string;
  /** Null: whatever is newest. */
  readonly version: string | null;
  /** The version cannot become other code: a full version, a digest, a commit. */
  readonly isPinned: boolean;
  /** All that is said of it, for words: also the path of an address. */
  readonly text: string;
}

/** Programs that get a package from a registry and run it, and their options that take a value. Sources: their manuals, 2026-11. */
const RUNNERS = /^(?:npx|bunx|pnpx|uvx|pipx|deno)(?:\.cmd|\.exe)?$/;
const RUNS_WITH = new Map<string, readonly string[]>([
  ['npm', ['exec', 'x']],
  ['pnpm', ['dlx', 'exec']],
  ['yarn', ['dlx']],
  ['bun', ['x', 'run']],
  ['uv', ['tool', 'run']],
  ['pipx', ['run']],
  ['deno', ['run']],
]);
const NAMES_PACKAGE = /^(?:-p|--package|--from|--spec|--with-editable)$/;
const TAKES_VALUE =
  /^(?:-p|--package|--from|--spec|--with|--python|--index-url|--default-index|--registry|--cwd|--prefix|--directory|-c|--call)$/;
const CONTAINERS = /^(?:docker|podman|nerdctl)$/;
const CONTAINER_VALUE =
  /^(?:-[vewpulh]|-it?e|--(?:volume|env|env-file|mount|name|network|net|workdir|publish|user|label|entrypoint|platform|memory|cpus|pull|add-host|hostname|tmpfs|device|cap-add|cap-drop|security-opt|gpus|restart|log-driver|dns))$/;
const EXACT = /^v?\d+(?:\.\d+){1,3}(?:[-+.]?[\w.]+)?$/;

export function serverSource(value: string): ServerSource {
  const words = value.trim().split(/\s+/).slice(0, 60);
  const address = words.find((word) => /^(?:https?|wss?):\/\//.test(word));
  const [program = ''] = words;
  const name = program.replace(/^.*[\\/]/, '');
  if (address === program) return remote(address);
  if (CONTAINERS.test(name)) return container(words);
  const wrapped = /^(?:cmd|cmd\.exe)$/i.test(name) && /^\/c$/i.test(words[1] ?? '') ? words.slice(2) : words;
  return packageOf(wrapped, address) ?? installed(value) ?? { ...local, name: program, text: '' };
}

const local = { kind: 'local', version: null, isPinned: true } as const;

function remote(address: string): ServerSource {
  const text = address.replace(/^\w+:\/\/(?:[^/@]*@)?/, '').replace(/[?#].*$/, '');
  return { kind: 'remote', name: text.replace(/\/.*$/, '').toLowerCase(), version: null, isPinned: true, text };
}

function packageOf(words: readonly string[], address: string | undefined): ServerSource | null {
  const program = (words[0] ?? '').replace(/^.*[\\/]/, '').replace(/\.(?:cmd|exe)$/, '');
  const verbs = RUNS_WITH.get(program) ?? [];
  const isRun = RUNNERS.test(program) || verbs.includes(words[1] ?? '');
  if (!isRun) return null;
  let named: string | null = null;
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at]!;
    if (NAMES_PACKAGE.test(word)) return sourceOfPackage(words[at + 1] ?? '', address);
    const given = /^--(?:package|from|spec)=(.+)$/.exec(word)?.[1];
    if (given !== undefined) return sourceOfPackage(given, address);
    if (TAKES_VALUE.test(word)) at += 1;
    else if (!word.startsWith('-') && !(named === null && verbs.includes(word))) {
      named = word;
      break;
    }
  }
  return named === null ? null : sourceOfPackage(named, address);
}

function sourceOfPackage(spec: string, address: string | undefined): ServerSource | null {
  if (
    /^(?:git\+|git:|github:|gitlab:|bitbucket:|https?:|ssh:|git@)/.test(spec) ||
    /^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(spec)
  ) {
    const [place = '', ref = null] = spec.replace(/^(?:npm|jsr):/, '').split(/(?:#|@(?=[^/@]+$))/);
    const isPinned = ref !== null && /^[0-9a-f]{40}$/.test(ref);
    return { kind: 'fetched', name: place, version: ref, isPinned, text: place };
  }
  if (/^(?:\.{0,2}\/|~|[A-Za-z]:)/.test(spec)) return null;
  const plain = spec.replace(/^(?:npm|jsr):/, '');
  const at = /^(@?[^@=<>~!\s]+)(?:@|==)?(.*)$/.exec(plain);
  const name = (at?.[1] ?? plain).replace(/\[.*\]$/, '');
  const version = at?.[2] === undefined || at[2] === '' ? null : at[2];
  // A program that passes everything on to an address is that address.
  if (
    /^(?:mcp-remote|mcp-proxy|supergateway|@pyroprompts\/mcp-stdio-to-streamable-http-adapter)$/.test(name) &&
    address !== undefined
  )
    return remote(address);
  return { kind: 'package', name, version, isPinned: version !== null && EXACT.test(version), text: name };
}

function container(words: readonly string[]): ServerSource {
  let at = words.indexOf('run') + 1;
  while (at > 0 && at < words.length && words[at]!.startsWith('-')) at += CONTAINER_VALUE.test(words[at]!) ? 2 : 1;
  const image = words[at] ?? '';
  const digest = image.indexOf('@sha256:');
  const tag = /:([\w.-]+)$/.exec(digest === -1 ? image : image.slice(0, digest))?.[1] ?? null;
  const name = (digest === -1 ? image : image.slice(0, digest)).replace(/:[\w.-]+$/, '');
  const version = digest === -1 ? tag : image.slice(digest + 1);
  return { kind: 'image', name, version, isPinned: digest !== -1, text: name };
}

/** A program of an installed package: `node node_modules/@acme/mcp/cli.js`. */
function installed(value: string): ServerSource | null {
  const name = /node_modules[\\/]((?:@[\w.-]+[\\/])?[\w.-]+)/.exec(value)?.[1];
  return name === undefined ? null : { ...local, name, text: name };
}
