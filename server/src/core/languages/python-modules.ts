import { ancestorsOf, directoryOf } from '../text/path.ts';

/**
 * `.mod` and `..pkg.mod` from the importing file; absolute names from the root, from `src`, and from the folders above the
 * importing file, because which of them is on `sys.path` is not written down. A top-level name of the standard library
 * is a package.
 * @see https://docs.python.org/3/reference/import.html#package-relative-imports
 */
export function pythonModulePaths(specifier: string, from: string): readonly string[] {
  const [, dots = '', name = ''] = /^(\.*)(.*)$/.exec(specifier) ?? [];
  const path = name.replaceAll('.', '/');
  const here = ancestorsOf(directoryOf(from));
  if (dots !== '') {
    const base = here[dots.length - 1];
    return base === undefined ? [] : filesAt(base, path);
  }
  if (path === '' || STANDARD_LIBRARY.has(path.split('/')[0]!)) return [];
  const bases = new Set(['', 'src', ...here.toReversed()]);
  return [...bases].flatMap((base) => filesAt(base, path));
}

function filesAt(base: string, path: string): string[] {
  const target = [base, path].filter((part) => part !== '').join('/');
  if (path === '') return [target === '' ? '__init__.py' : `${target}/__init__.py`];
  return [`${target}.py`, `${target}/__init__.py`];
}

/** `sys.stdlib_module_names` of Python 3.13 without private names, and what 3.12 and 3.13 removed. */
const STANDARD_LIBRARY = new Set(
  `__future__ abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect
  builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent
  configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis
  distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib
  functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib
  imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap
  marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers
  opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix
  posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline
  reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr
  socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct
  subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading
  time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata
  unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp
  zipfile zipimport zlib zoneinfo`.split(/\s+/),
);
