import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { archivePaths } from '../settings/hardening-rows.ts';
import type { Hardened } from './define.ts';

/** Puts a folder and a name together. */
const JOINS =
  /^(?:path\.(?:posix\.)?(?:join|resolve)|(?:node:)?path\.(?:join|resolve)|join|path\/filepath\.Join|filepath\.Join|path\.Join|os\.path\.join|(?:java\.io\.)?File|(?:java\.nio\.file\.)?Paths?\.(?:get|of)|(?:System\.IO\.)?Path\.Combine|File\.(?:join|expand_path))$/;
const RESOLVES = /^(?:resolve|joinpath|child)$/;
/** What an archive calls its entry. */
const ENTRY_NAME =
  /(?:^|\b)(?:zip|tar|jar|arch\w*)?_?(?:e|ent|entry|zipEntry|tarEntry|ze|te|f|file|hdr|header|h|member|m|info|item|zf|zipFile)(?:\(\))?(?:!|\?)?\.(?:path|fileName|filename|entryName|name|Name|FullName|getName\(\)|full_name)$/;
const OF_ARCHIVE =
  /\b(?:zip|unzip|tar|untar|jar|archive|ZipFile|ZipEntry|ZipInputStream|ZipArchive|ZipArchiveEntry|TarArchive\w*|TarEntry|tarfile|zipfile|AdmZip|unzipper|yauzl|archive\/(?:zip|tar)|Zip::File)\b|(?:zip|tar)\.(?:\w*Reader|Open\w*|extract)|\b(?:un)?(?:zip|tar)[A-Z]\w*|Entries\b|\.getEntries\b|getNextEntry|nextEntry/;
/** The function makes sure where it gets to. */
const CHECKED =
  /startsWith|startswith|StartsWith|start_with\?|HasPrefix|IsLocal|isLocal|\.relative\(|Rel\(|is_relative_to|commonpath|commonprefix|basename|Base\(|getFileName|GetFileName|sanitiz|sanitis|safe|["'`]\.\.|\bfilter\s*=|validate|\.\.\//i;
const MAX_FUNCTION = 12_000;

/** Entries of archives that are written where their names say. */
export function* archives(reading: Reading): Generator<Hardened> {
  const { unit, resolver } = reading;
  if (!OF_ARCHIVE.test(unit.tree.text)) return;
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      const callee = childOf(node, 'call.callee');
      const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : callee;
      if (callee === null || property == null) continue;
      const name = unit.textOf(property);
      const path = resolver.calleeOf(node) ?? unit.textOf(callee);
      if (name === 'extractall' && /tar/i.test(resolver.calleeOf(node) ?? opened(reading, node))) {
        const filter = resolver.argumentsOf(node).find((each) => each.name === 'filter');
        const given = filter?.value();
        const isOpen = filter === undefined || (given?.kind === 'text' && given.text === 'fully_trusted');
        yield { row: archivePaths, node, value: isOpen ? 'off' : 'on' };
        continue;
      }
      if (!JOINS.test(path) && !JOINS.test(unit.textOf(callee)) && !RESOLVES.test(name)) continue;
      const named = childrenOf(node, 'call.argument').some((arg) => ENTRY_NAME.test(unit.textOf(arg).slice(-60)));
      const fn = named ? enclosing(node, 'function') : null;
      if (fn === null) continue;
      const around = unit.textOf(outermost(fn)).slice(0, MAX_FUNCTION);
      if (OF_ARCHIVE.test(around) && WRITES.test(around) && !CHECKED.test(around))
        yield { row: archivePaths, node, value: 'off' };
    }
}

const WRITES =
  /createWriteStream|writeFile|FileOutputStream|Files\.(?:copy|write|newOutputStream)|os\.(?:Create|OpenFile|WriteFile)|ExtractToFile|\.extract\b|open\(|FileUtils|copyInputStreamToFile|outputFile|File\.(?:Create|Open)|transferTo|mkdir/i;

/** Callbacks stand in the function that opens the archive. */
function outermost(fn: Hardened['node']): Hardened['node'] {
  let at = fn;
  for (
    let next = enclosing(at.parent ?? at, 'function');
    next !== null && next !== at;
    next = enclosing(next.parent ?? next, 'function')
  ) {
    at = next;
    if (at.parent === null) break;
  }
  return at;
}

/** What the archive was opened by, where the call is a method of a name. */
function opened({ unit }: Reading, node: Hardened['node']): string {
  const fn = enclosing(node, 'function');
  return /\btarfile\.open|\bTarFile\b/.exec(fn === null ? unit.tree.text : unit.textOf(fn))?.[0] ?? '';
}
