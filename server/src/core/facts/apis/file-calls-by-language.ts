import { FILE_PATH as PATH, fileRows as rows, type FileCall } from './file-call.ts';

const reads: FileCall = [{ action: 'read', path: PATH }];
const writes: FileCall = [{ action: 'write', path: PATH }];
const deletes: FileCall = [{ action: 'delete', path: PATH }];
const copies: FileCall = [
  { action: 'read', path: [0, 'source'] },
  { action: 'write', path: [1, 'target'] },
];
const moves: FileCall = [{ action: 'write', path: [1, 'target'] }];
const opens: FileCall = [{ action: 'read', path: PATH, flags: [1, 'mode'], mode: [2, 'perm'] }];
const withMode = (index: number): FileCall => [{ action: 'write', path: PATH, mode: [index, 'mode'] }];
const ofObject = (action: 'read' | 'write' | 'delete'): FileCall => [{ action, path: 'receiver' }];
/** `File.chmod(0755, path)`. */
const modeFirst: FileCall = [{ action: 'write', path: [1, 'path'], mode: [0, 'mode'] }];

/** Sources: the documentation of Ruby's core and standard library, 2026-11. */
const ruby: ReadonlyMap<string, FileCall> = new Map<string, FileCall>([
  ...rows(reads, 'read readlines foreach binread readlink', 'File.', 'IO.'),
  ...rows(writes, 'write binwrite', 'File.', 'IO.'),
  ...rows(opens, 'File.open File.new Kernel.open', ''),
  ...rows(deletes, 'delete unlink', 'File.'),
  ...rows(moves, 'rename symlink link', 'File.'),
  ...rows(modeFirst, 'chmod lchmod', 'File.'),
  ...rows(writes, 'truncate mkfifo', 'File.'),
  ...rows(reads, 'entries children each_child glob', 'Dir.'),
  ...rows(withMode(1), 'mkdir', 'Dir.'),
  ...rows(deletes, 'rmdir delete unlink', 'Dir.'),
  ...rows(deletes, 'rm rm_f rm_r rm_rf remove rmtree remove_entry remove_entry_secure remove_dir rmdir', 'FileUtils.'),
  ...rows(copies, 'cp cp_r copy copy_file copy_entry install', 'FileUtils.'),
  ...rows(moves, 'mv move ln ln_s ln_sf symlink link', 'FileUtils.'),
  ...rows(writes, 'mkdir mkdir_p makedirs mkpath touch', 'FileUtils.'),
  ...rows(modeFirst, 'chmod chmod_R', 'FileUtils.'),
  ...rows(
    ofObject('read'),
    'read binread readlines each_line children entries',
    'Pathname.new().',
    'Kernel.Pathname().',
  ),
  ...rows(ofObject('write'), 'write binwrite mkdir mkpath', 'Pathname.new().', 'Kernel.Pathname().'),
  ...rows(ofObject('delete'), 'delete unlink rmtree rmdir', 'Pathname.new().', 'Kernel.Pathname().'),
]);

const LARAVEL = 'Illuminate.Support.Facades.File.';
const SYMFONY = 'Symfony.Component.Filesystem.Filesystem().';
/** Sources: the PHP manual, the documentation of Laravel and Symfony, 2026-11. */
const php: ReadonlyMap<string, FileCall> = new Map<string, FileCall>([
  ...rows(reads, 'file_get_contents file readfile scandir opendir glob parse_ini_file readlink', 'php.'),
  ...rows(opens, 'fopen', 'php.'),
  ['SplFileObject', opens],
  ...rows(writes, 'file_put_contents touch chown', 'php.'),
  ...rows(withMode(1), 'mkdir chmod', 'php.'),
  ...rows(deletes, 'unlink rmdir', 'php.'),
  ...rows(copies, 'copy', 'php.'),
  ...rows(moves, 'rename symlink link move_uploaded_file', 'php.'),
  ...rows(reads, 'get files allFiles', LARAVEL),
  ...rows(writes, 'put append prepend makeDirectory ensureDirectoryExists replace', LARAVEL),
  ...rows(deletes, 'delete deleteDirectory cleanDirectory', LARAVEL),
  ...rows(copies, 'copy copyDirectory', LARAVEL),
  ...rows(moves, 'move', LARAVEL),
  ...rows(writes, 'dumpFile appendToFile mkdir touch', SYMFONY),
  ...rows(withMode(1), 'chmod', SYMFONY),
  ...rows(deletes, 'remove', SYMFONY),
  ...rows(copies, 'copy mirror', SYMFONY),
  ...rows(moves, 'rename', SYMFONY),
]);

const READ_TEXT = `ReadAllText ReadAllTextAsync ReadAllLines ReadAllLinesAsync ReadAllBytes ReadAllBytesAsync ReadLines OpenRead
  OpenText`;
const WRITE_TEXT = `WriteAllText WriteAllTextAsync WriteAllLines WriteAllLinesAsync WriteAllBytes WriteAllBytesAsync AppendAllText
  AppendAllTextAsync AppendAllLines AppendText Create CreateText OpenWrite SetUnixFileMode`;
/** Sources: the .NET API reference, 2026-11. */
const csharp: ReadonlyMap<string, FileCall> = new Map<string, FileCall>([
  ...rows(reads, READ_TEXT, 'System.IO.File.'),
  ...rows(writes, WRITE_TEXT, 'System.IO.File.'),
  ...rows(opens, 'Open', 'System.IO.File.'),
  ...rows(deletes, 'Delete', 'System.IO.File.', 'System.IO.Directory.'),
  ...rows(copies, 'Copy', 'System.IO.File.'),
  ...rows(moves, 'Move Replace CreateSymbolicLink', 'System.IO.File.'),
  ...rows(moves, 'Move CreateSymbolicLink', 'System.IO.Directory.'),
  ...rows(
    reads,
    'GetFiles GetDirectories GetFileSystemEntries EnumerateFiles EnumerateDirectories',
    'System.IO.Directory.',
  ),
  ...rows(writes, 'CreateDirectory', 'System.IO.Directory.'),
  ['System.IO.FileStream', opens],
  ['System.IO.StreamReader', reads],
  ['System.IO.StreamWriter', writes],
  ...rows(ofObject('delete'), 'Delete', 'System.IO.FileInfo().', 'System.IO.DirectoryInfo().'),
  ...rows(ofObject('read'), 'OpenRead OpenText', 'System.IO.FileInfo().'),
  ...rows(ofObject('write'), 'OpenWrite Create CreateText AppendText', 'System.IO.FileInfo().'),
  ['System.IO.Compression.ZipFile.ExtractToDirectory', moves],
]);

const CRATES = ['std.fs.', 'tokio.fs.', 'async_std.fs.', 'fs_err.'];
/** Sources: the documentation of Rust's standard library, tokio, async-std and fs_extra, 2026-11. */
const rust: ReadonlyMap<string, FileCall> = new Map<string, FileCall>([
  ...rows(reads, 'read read_to_string read_dir read_link File.open', ...CRATES),
  ...rows(writes, 'write create_dir create_dir_all set_permissions File.create File.create_new', ...CRATES),
  ...rows(deletes, 'remove_file remove_dir remove_dir_all', ...CRATES),
  ...rows(copies, 'copy', ...CRATES),
  ...rows(moves, 'rename hard_link symlink', ...CRATES),
  ...rows(moves, 'symlink', 'std.os.unix.fs.'),
  ...rows(copies, 'fs_extra.copy_items fs_extra.dir.copy fs_extra.file.copy', ''),
]);

const STREAMS = ['java.io.FileInputStream', 'java.io.FileReader', 'java.util.zip.ZipFile'];
const SINKS = ['java.io.FileOutputStream', 'java.io.FileWriter', 'java.io.PrintWriter'];
const NIO = 'java.nio.file.Files.';

/** Methods of `java.io.File`, and those that Kotlin adds: no text has them, so that a path that is known is enough. */
export const javaFileMethods: ReadonlyMap<string, FileCall> = new Map<string, FileCall>([
  ...rows(
    ofObject('read'),
    'readText readLines readBytes forEachLine useLines inputStream bufferedReader listFiles walkTopDown walkBottomUp',
    '',
  ),
  ...rows(
    ofObject('write'),
    'writeText appendText writeBytes appendBytes outputStream bufferedWriter printWriter createNewFile mkdirs mkdir setExecutable setWritable',
    '',
  ),
  ...rows(ofObject('delete'), 'delete deleteRecursively deleteOnExit deleteIfExists', ''),
  ...rows([{ action: 'write', path: PATH }], 'copyTo renameTo copyRecursively', ''),
]);

/** Sources: the Java and Kotlin API references, 2026-11. */
const jvm: ReadonlyMap<string, FileCall> = new Map<string, FileCall>([
  ...['java.io.File().', 'java.nio.file.Path.of().', 'java.nio.file.Paths.get().'].flatMap((prefix) =>
    [...javaFileMethods].map(([name, acts]) => [`${prefix}${name}`, acts] as const),
  ),
  ...rows(reads, 'readString readAllLines readAllBytes lines list walk newInputStream newBufferedReader', NIO),
  ...rows(
    writes,
    'write writeString newOutputStream newBufferedWriter createFile createDirectory createDirectories setPosixFilePermissions',
    NIO,
  ),
  ...rows(deletes, 'delete deleteIfExists', NIO),
  ...rows(copies, 'copy', NIO),
  ...rows(moves, 'move', NIO),
  ...STREAMS.map((name) => [name, reads] as const),
  ...SINKS.map((name) => [name, writes] as const),
  ['java.io.RandomAccessFile', opens],
  ...rows(deletes, 'forceDelete deleteDirectory deleteQuietly', 'org.apache.commons.io.FileUtils.'),
  ...rows(reads, 'readFileToString readLines', 'org.apache.commons.io.FileUtils.'),
  ...rows(writes, 'writeStringToFile writeByteArrayToFile', 'org.apache.commons.io.FileUtils.'),
]);

export const fileCallsByLanguage: Readonly<Record<string, ReadonlyMap<string, FileCall>>> = {
  ruby,
  php,
  csharp,
  rust,
  java: jvm,
  kotlin: jvm,
};

const OPENED = /^(?:std|tokio|async_std)\.fs\.OpenOptions\.(?:new|default)\(\)((?:\.\w+\(\))*)\.open$/;

/** Rust's options of a file, set one by one before it is opened: `OpenOptions::new().append(true).open(path)`. */
export function openedBy(path: string): FileCall | undefined {
  const options = path.includes('OpenOptions') ? OPENED.exec(path)?.[1] : undefined;
  if (options === undefined) return undefined;
  return /\.(?:write|append|create|create_new|truncate)\(/.test(options) ? writes : reads;
}
