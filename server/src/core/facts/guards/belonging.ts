import type { Path } from './paths.ts';
import { ownerField } from './properties.ts';
import { wordsOf } from './words.ts';

const KEY = /^(?:(\w+(?: \w+)*) )?(?:id|uuid|pk|guid)$/;
/** Kinds of records by which rows are told apart and not by whom they belong to. */
const NO_RECORD =
  /^(?:request|trace|span|session|message|event|correlation|run|thread|tab|window|element|node|menu|option|selected|active|current|last|next|prev|previous|old|new|chain|process|client|type)$/;

/**
 * `issue.RepoID != repo.ID`, `comment.postId !== post.id`, `view.project_id != project_id`: whether the record that one
 * id led to hangs on the record that another id led to, and that one is what the caller was let in for.
 */
export function isBelonging(one: Path, other: Path): boolean {
  return isKeyOf(one, other) || isKeyOf(other, one);
}

/** What somebody or something proves itself by. */
const HOLDER_KEY =
  /^(?:machine|node|device|peer|client|host|agent|member|installation|public) (?:public )?(?:key|id|fingerprint|thumbprint)$/;

/**
 * Whether two records are somebody's alike. `inner`: one hangs on the other, `self.routine.user != self.user`. `beside`:
 * `post.tenantId !== comment.tenantId`.
 */
export function sameOwner(one: Path, other: Path): 'inner' | 'beside' | null {
  if (one.segments.length < 2 || other.segments.length < 2 || isSameBase(one, other)) return null;
  if (isOfModule(one) || isOfModule(other)) return null;
  const last = lastOf(one);
  if (last !== lastOf(other)) return null;
  // `existing.MachineKey() != claimed.MachineKey`: whose key it is says whose record it is.
  if (HOLDER_KEY.test(last)) return 'beside';
  if (ownerField(last) === null) return null;
  const [short, long] = [one, other]
    .map(({ segments }) => segments.slice(0, -1).join('.'))
    .toSorted((a, b) => a.length - b.length);
  return long!.startsWith(`${short!}.`) ? 'inner' : 'beside';
}

/** `website_id`, `projectId`, `workspace__slug`: the kind of record that a key leads to; null when it is the row's own or tells no record. */
export function recordOfKey(words: string): string | null {
  const noun = KEY.exec(words.replace(/ slug$/, ' id'))?.[1];
  return noun === undefined || NO_RECORD.test(noun) ? null : noun;
}

function isKeyOf(record: Path, owner: Path): boolean {
  if (record.segments.length < 2 || isOfModule(record) || isSameBase(record, owner)) return false;
  const noun = KEY.exec(lastOf(record))?.[1];
  if (noun === undefined || NO_RECORD.test(noun)) return false;
  const key = KEY.exec(lastOf(owner));
  // What is compared with is another record's id, or an id that was handed in.
  if (key === null) return false;
  const named = key[1];
  if (named !== undefined) return isSameNoun(noun, named);
  const holders = [...owner.segments.slice(0, -1), ...owner.aliases].map((each) => wordsOf(each.replace('()', '')));
  return holders.some((each) => isSameNoun(noun, each));
}

/** A constant of another file. What a call on something of another file gives is a record like any. */
function isOfModule({ root, call }: Path): boolean {
  return root === 'import' && call === null;
}

function lastOf(path: Path): string {
  return wordsOf((path.segments[path.segments.length - 1] ?? '').replace('()', '')).replace(/^get /, '');
}

/** Two fields of one thing say nothing of another. */
function isSameBase(one: Path, other: Path): boolean {
  return one.segments.slice(0, -1).join('.') === other.segments.slice(0, -1).join('.');
}

/** `repo` and `repository`, `project` and `parent project`. */
export function isSameNoun(key: string, holder: string): boolean {
  const [one, ...more] = [key, holder].map((words) => words.split(' ').pop()!);
  const [other = ''] = more;
  return one !== undefined && one.length > 2 && (other.startsWith(one) || (other.length > 2 && one.startsWith(other)));
}
