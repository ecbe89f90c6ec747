import { concatenate } from './resolve/text.ts';
import { pathOf, type Argument, type Value } from './value.ts';

const text = (written: string): Value => ({ kind: 'text', text: written });

const HOME = /^(?:Dir\.home|os\.homedir|pathlib\.(?:\w*Path)\.home|pathlib\.Path\(\)\.home|os\.userInfo)$/;
const TEMPORARY =
  /^(?:os\.tmpdir|tempfile\.gettempdir|temp-dir|Dir\.tmpdir|php\.sys_get_temp_dir|System\.IO\.Path\.GetTempPath|std\.env\.temp_dir|os\.TempDir)$/;
/** Folders and files with names of their own making. */
const FRESH =
  /^(?:fs(?:\/promises|\.promises|-extra)?\.mkdtemp(?:Sync)?|tempfile\.(?:mkdtemp|mkstemp|TemporaryDirectory|NamedTemporaryFile|TemporaryFile)|tmp(?:-promise)?\.\w+|tempy\.\w+|Tempfile\.(?:new|create|open)|Dir\.mktmpdir|php\.(?:tempnam|tmpfile)|System\.IO\.Path\.GetTempFileName|tempfile\.(?:tempdir|tempfile|NamedTempFile\.new)|java\.nio\.file\.Files\.createTemp(?:File|Directory)|(?:java\.io\.File|kotlin\.io\.path)\.createTemp(?:File|Directory)|os\.(?:MkdirTemp|CreateTemp))$/;
const HERE =
  /^(?:Dir\.pwd|php\.getcwd|System\.IO\.Directory\.GetCurrentDirectory|std\.env\.current_dir|os\.Getwd|process\.cwd|os\.getcwd|Deno\.cwd|pathlib\.(?:\w*Path)\.cwd)$/;
const JOIN =
  /^(?:path(?:\.posix|\.win32)?\.(?:join|resolve)|os\.path\.join|posixpath\.join|upath\.join|pathlib\.\w*Path|File\.join|System\.IO\.Path\.Combine|java\.nio\.file\.(?:Path\.of|Paths\.get))$/;
const SAME =
  /^(?:Gem\.(?:activate_)?bin_path|File\.expand_path|Pathname\.new|Kernel\.Pathname|php\.realpath|System\.IO\.Path\.GetFullPath|System\.IO\.(?:File|Directory)Info|std\.path\.(?:Path\.new|PathBuf\.from)|java\.io\.File|path(?:\.posix)?\.normalize|os\.path\.(?:expanduser|expandvars|abspath|realpath|normpath)|os\.fspath|url\.fileURLToPath|tempfile\.(?:mkstemp|TemporaryDirectory|NamedTemporaryFile)\(\)\.name)$/;
const PARENT =
  /^(?:File\.dirname|php\.dirname|System\.IO\.Path\.GetDirectoryName|path(?:\.posix)?\.dirname|os\.path\.dirname)$/;
const MAX_DEEP = 8;

/**
 * A path as far as it is written: joins are joined, the home and temporary folders are `~` and `/tmp`, the folder of the
 * program is `.`. Parameters stay, so that callers can put theirs in.
 */
export function pathValue(value: Value, depth = 0): Value {
  if (depth > MAX_DEEP) return { kind: 'unknown' };
  switch (value.kind) {
    case 'partial':
      return value.parts.length === 0 ? value : concatenate(value.parts.map((part) => pathValue(part, depth + 1)));
    case 'environment':
      if (/^(?:HOME|USERPROFILE)$/.test(value.name)) return text('~');
      return /^(?:TMPDIR|TEMP|TMP)$/.test(value.name) ? text('/tmp') : value;
    case 'symbol':
      if (/^(?:__dirname|__DIR__|__dir__|import\.meta\.dirname)$/.test(value.name)) return text('.');
      // `folder.name` of a temporary file or folder, `handle.path`.
      return value.receiver?.kind === 'call' && FRESH.test(value.receiver.of) ? text('/tmp/*') : value;
    case 'call':
      return ofCall(value.of, value.args, value, depth);
    case 'list':
      return value.items[0] === undefined ? value : pathValue(value.items[0], depth + 1);
    default:
      return value;
  }
}

function ofCall(of: string, args: readonly Argument[], value: Value, depth: number): Value {
  if (HOME.test(of)) return text('~');
  if (TEMPORARY.test(of)) return text('/tmp');
  if (FRESH.test(of)) return { kind: 'partial', text: '/tmp/*', parts: [text('/tmp/'), { kind: 'unknown' }] };
  if (HERE.test(of)) return text('.');
  const first = args[0]?.value();
  if (first === undefined) return value;
  if (SAME.test(of)) return pathValue(first, depth + 1);
  if (PARENT.test(of)) {
    const inner = pathValue(first, depth + 1);
    // The folder of the file itself: `dirname(__filename)`, `dirname(fileURLToPath(import.meta.url))`.
    if (/^(?:__filename|__file__|__FILE__|import\.meta\.(?:url|filename))$/.test(pathOf(inner) ?? '')) return text('.');
    return { kind: 'partial', text: '*', parts: [inner] };
  }
  if (!JOIN.test(of)) return value;
  const pieces = args.map((arg) => pathValue(arg.value(), depth + 1));
  // What is absolute makes what stands before it meaningless.
  const from = pieces.findLastIndex((piece) => piece.kind === 'text' && /^[/~]/.test(piece.text));
  const used = of.endsWith('.join') && of.startsWith('path') ? pieces : pieces.slice(Math.max(from, 0));
  return concatenate(used.flatMap((piece, index) => (index === 0 ? [piece] : [text('/'), piece])));
}
