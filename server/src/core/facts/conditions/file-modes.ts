import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { hashWord } from '../subjects.ts';
import type { Mark } from './mark.ts';
import { lastWord } from './put-through.ts';
import { toCondition } from './to-condition.ts';

/** Calls that say who may read and write what they make. */
const MAKES =
  /^(?:open\w*|Open\w*|mkdir\w*|Mkdir\w*|makedirs|l?chmod\w*|fchmod\w*|Chmod|WriteFile|writeFile\w*|write_file|appendFile\w*|createWriteStream|mkfifo|mknod|umask|Umask|set_mode|from_mode|mode|setPosixFilePermissions|fromString|createDirector(?:y|ies)|asFileAttribute|ensureDir\w*|MkdirAll|outputFile\w*)$/;
const NAMED = /\b(?:S_I[RWX](?:USR|GRP|OTH|WXU)|S_IRWX[UGO])\b/g;
const OTHERS = 0o077;

/** `os.chmod(path, 0o600)`: whom else than its owner a file is for, by how many rights. */
export function* fileModes(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || !MAKES.test(name)) continue;
    const args = childrenOf(call, 'call.argument');
    const found = args.flatMap((arg) => valuesOf(arg)).map((node) => ({ node, mode: modeOf(unit.textOf(node)) }));
    const last = found.findLast(({ mode }) => mode !== null);
    if (last?.mode == null) continue;
    const mode = /umask/i.test(name) ? ~last.mode & 0o777 : last.mode;
    const symbol = reading.subjectOf(call).symbol;
    const fact = toCondition(reading, call.end - call.start > 120 ? last.node : call, 'rank', `mode ${name}`, name);
    yield { kind: 'rank', symbol, key: `mode ${name}`, value: String(-bitsOf(mode & OTHERS)), fact };
    if ((mode & OTHERS) !== 0) continue;
    const about = args.find(({ kind }) => kind === 'name' || kind === 'member');
    const word = about === undefined ? null : lastWord(unit, about);
    yield {
      kind: 'through',
      symbol,
      key: `private ${name}`,
      value: '',
      ...(word === null ? {} : { word: hashWord(word) }),
      fact,
    };
  }
}

/** Of options, what `mode` says. */
function valuesOf(arg: SyntaxNode): readonly SyntaxNode[] {
  if (arg.kind === 'object') return arg.children.flatMap((entry) => childOf(entry, 'entry.value') ?? []);
  return [childOf(arg, 'keyword.value') ?? arg];
}

/** `0o600`, `0600`, `"rw-------"`, `stat.S_IRUSR | stat.S_IWUSR`; null where it says no mode. */
function modeOf(text: string): number | null {
  const octal = /^0o?([0-7]{3,4})$/.exec(text)?.[1];
  if (octal !== undefined) return Number.parseInt(octal, 8);
  const letters = /^["'`]([r-][w-][xst-][r-][w-][xst-][r-][w-][xst-])["'`]$/.exec(text)?.[1];
  if (letters !== undefined)
    return Number.parseInt(Array.from(letters, (letter) => (letter === '-' ? '0' : '1')).join(''), 2);
  const names = text.length > 200 ? null : text.match(NAMED);
  return names === null ? null : names.reduce((mode, name) => mode | (/USR|U$/.test(name) ? 0o600 : 0o044), 0);
}

function bitsOf(mode: number): number {
  return mode.toString(2).replaceAll('0', '').length;
}
