import { rowOf } from '../../text/row-of.ts';
import { fileCallsByLanguage, openedBy } from './file-calls-by-language.ts';
import { FILE_PATH as PATH, fileRows as rows, type FileAct, type FileCall } from './file-call.ts';

type Row = readonly [path: string, acts: FileCall];

const reads: FileCall = [{ action: 'read', path: PATH }];
const writes: FileCall = [{ action: 'write', path: PATH }];
const deletes: FileCall = [{ action: 'delete', path: PATH }];
const copies: FileCall = [
  { action: 'read', path: [0, 'src'] },
  { action: 'write', path: [1, 'dst'] },
];
/** What is moved away was reachable anyway: the place it gets is what counts. */
const moves: FileCall = [{ action: 'write', path: [1, 'dst'] }];
const withMode = (index: number): FileCall => [{ action: 'write', path: PATH, mode: [index, 'mode'] }];

const NODE = [
  'fs.',
  'fs/promises.',
  'fs.promises.',
  'fs-extra.',
  'fs-extra/esm.',
  'graceful-fs.',
  'graceful-fs.promises.',
];

/** Sources: documentation of Node, fs-extra, rimraf, del, Deno and Bun, 2026-11. */
const javascript: ReadonlyMap<string, FileCall> = new Map<string, FileCall>([
  ...rows(
    reads,
    'readFile readFileSync createReadStream readdir readdirSync opendir opendirSync readlink readlinkSync',
    ...NODE,
  ),
  ...rows(reads, 'readJson readJsonSync readJSON readJSONSync', ...NODE),
  ...rows(withMode(2), 'writeFile writeFileSync appendFile appendFileSync', ...NODE),
  ...rows(withMode(1), 'createWriteStream mkdir mkdirSync chmod chmodSync lchmod lchmodSync', ...NODE),
  ...rows(writes, 'truncate truncateSync chown chownSync lchown lchownSync', ...NODE),
  ...rows(
    writes,
    'outputFile outputFileSync outputJson outputJsonSync outputJSON writeJson writeJsonSync writeJSON',
    ...NODE,
  ),
  ...rows(writes, 'ensureDir ensureDirSync ensureFile ensureFileSync mkdirp mkdirpSync mkdirs mkdirsSync', ...NODE),
  ...rows(copies, 'copyFile copyFileSync cp cpSync copy copySync', ...NODE),
  ...rows(moves, 'rename renameSync symlink symlinkSync link linkSync move moveSync ensureSymlink ensureLink', ...NODE),
  ...rows(deletes, 'unlink unlinkSync rm rmSync rmdir rmdirSync remove removeSync emptyDir emptyDirSync', ...NODE),
  ...rows([{ action: 'read', path: PATH, flags: [1, 'flags'], mode: [2, 'mode'] }], 'open openSync', ...NODE),
  ...rows(
    deletes,
    'rimraf rimraf.rimraf rimraf.sync rimraf.rimrafSync rimraf.native del del.deleteAsync del.deleteSync del.sync trash',
    '',
  ),
  ...rows(withMode(1), 'mkdirp mkdirp.mkdirp mkdirp.sync make-dir make-dir.makeDirectory', ''),
  ...rows(withMode(2), 'write-file-atomic write-file-atomic.sync', ''),
  ...rows(reads, 'readFile readFileSync readTextFile readTextFileSync readDir readDirSync', 'Deno.'),
  ...rows(withMode(2), 'writeFile writeFileSync writeTextFile writeTextFileSync', 'Deno.'),
  ...rows(withMode(1), 'chmod chmodSync mkdir mkdirSync', 'Deno.'),
  ...rows(copies, 'copyFile copyFileSync', 'Deno.'),
  ...rows(moves, 'rename renameSync symlink symlinkSync', 'Deno.'),
  ...rows(deletes, 'remove removeSync', 'Deno.'),
  ['Bun.write', writes],
  ['Bun.file', reads],
]);

const opens = (name: string, index = 0): FileCall => [
  { action: 'read', path: [index, name], flags: [index + 1, 'mode'] },
];
const receiver = (action: FileAct['action'], more: Omit<FileAct, 'action' | 'path'> = {}): FileCall => [
  { action, path: 'receiver', ...more },
];

/** Methods of `pathlib.Path`, which are told by their names where the path is only known as text. */
export const pathMethods: ReadonlyMap<string, FileCall> = new Map<string, FileCall>([
  ...rows(receiver('read'), 'read_text read_bytes iterdir', ''),
  ...rows(receiver('write'), 'write_text write_bytes symlink_to hardlink_to', ''),
  ...rows(receiver('write', { mode: [0, 'mode'] }), 'chmod lchmod mkdir touch', ''),
  ...rows(receiver('delete'), 'unlink rmdir', ''),
  ['rename', [{ action: 'write', path: [0, 'target'] }]],
  ['open', receiver('read', { flags: [0, 'mode'] })],
]);

const PATHS = ['pathlib.Path().', 'pathlib.PosixPath().', 'pathlib.WindowsPath().', 'anyio.Path().'];

/** Sources: the Python library reference, aiofiles, send2trash, 2026-11. */
const python: ReadonlyMap<string, FileCall> = new Map<string, FileCall>([
  ['open', opens('file')],
  ...rows(opens('filename'), 'io.open codecs.open gzip.open bz2.open lzma.open', ''),
  ...rows(opens('file'), 'aiofiles.open anyio.open_file', ''),
  ...rows([{ action: 'read', path: PATH, flags: [1, 'flags'], mode: [2, 'mode'] }], 'os.open', ''),
  ...rows(reads, 'listdir scandir walk readlink', 'os.'),
  ...rows(deletes, 'remove unlink rmdir removedirs', 'os.', 'aiofiles.os.'),
  ...rows(withMode(1), 'chmod lchmod mkdir', 'os.'),
  ['os.makedirs', [{ action: 'write', path: [0, 'name'], mode: [1, 'mode'] }]],
  ['os.mkfifo', withMode(1)],
  ...rows(writes, 'chown lchown truncate', 'os.'),
  ...rows(moves, 'rename renames replace symlink link', 'os.'),
  ...rows(deletes, 'shutil.rmtree send2trash.send2trash', ''),
  ...rows(copies, 'copy copy2 copyfile copytree', 'shutil.'),
  ...rows(moves, 'move', 'shutil.'),
  ['shutil.chown', writes],
  ['shutil.unpack_archive', [{ action: 'write', path: [1, 'extract_dir'] }]],
  ...PATHS.flatMap((prefix) => [...pathMethods].map(([name, acts]): Row => [`${prefix}${name}`, acts])),
  ...rows([{ action: 'write', path: [0, 'target'] }], 'replace', ...PATHS),
]);

/** Sources: the documentation of Go's own packages, gin, echo and fiber, 2026-11. */
const go: ReadonlyMap<string, FileCall> = new Map<string, FileCall>([
  ...rows(reads, 'ReadFile Open ReadDir DirFS Readlink', 'os.'),
  ...rows(reads, 'ReadFile ReadDir', 'io/ioutil.'),
  ...rows(reads, 'path/filepath.Walk path/filepath.WalkDir path/filepath.Glob net/http.Dir', ''),
  ...rows([{ action: 'read', path: [2, 'name'] }], 'net/http.ServeFile', ''),
  ...rows(withMode(2), 'os.WriteFile io/ioutil.WriteFile', ''),
  ...rows(withMode(1), 'Mkdir MkdirAll Chmod', 'os.'),
  ...rows(writes, 'Create Truncate Chown Lchown', 'os.'),
  ...rows([{ action: 'read', path: PATH, flags: [1, 'flag'], mode: [2, 'perm'] }], 'OpenFile', 'os.'),
  ...rows(moves, 'Rename Symlink Link', 'os.'),
  ...rows(deletes, 'Remove RemoveAll', 'os.'),
  ...rows([{ action: 'write', path: [1, 'dst'] }], 'SaveUploadedFile', 'github.com/gin-gonic/gin.Context().'),
  ...rows([{ action: 'write', path: [1, 'dst'] }], 'SaveFile', 'github.com/gofiber/fiber.Ctx().'),
  ...rows(reads, 'File FileAttachment', 'github.com/gin-gonic/gin.Context().'),
  ...rows(reads, 'File Attachment', 'github.com/labstack/echo.Context().'),
  ...rows(reads, 'SendFile Download', 'github.com/gofiber/fiber.Ctx().'),
]);

/** What the call with a canonical path does to which file, in a language. */
export function fileCall(language: string, path: string): FileCall | undefined {
  if (language === 'go') return go.get(path);
  if (language === 'python') return python.get(path);
  const ofLanguage = rowOf(fileCallsByLanguage, language);
  return ofLanguage === undefined ? javascript.get(path) : (ofLanguage.get(path) ?? openedBy(path));
}
