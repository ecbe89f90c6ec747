import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector, type Detection } from './define.ts';
import { foldCallers, type Act } from './group.ts';

/** Files outside of the project that code could not touch before, and deletions nobody can foresee. */
export const fileAccessAdded = defineDetector({
  id: 'file-access-added',
  facet: 'permission',
  why: 'The code can use, change or destroy what does not belong to this project.',
  fix: 'Keep to a folder of the project or a fresh temporary one, and check what a path may be before it is deleted.',
  tags: ['CWE-22', 'CWE-377', 'CWE-732', 'ASI02'],
  *detect(delta) {
    const known = new Set(delta.of('permission.filesystem', 'unchanged', 'moved', 'removed').map(actOf));
    const added = delta
      .added('permission.filesystem')
      .filter((row) => isNotable(row) && (row.fact.resource.norm === 'dynamic' || !known.has(actOf(row))));
    const groups = new Map<string, Act[]>();
    for (const act of foldCallers(added)) {
      const { fact } = act.row;
      const key = `${fact.provenance.path} ${fact.action} ${fact.subject.symbol} ${placeOf(act.row)} ${fact.qualifiers?.['mode'] ?? ''} ${isPredictable(act.row)}`;
      groups.set(key, [...(groups.get(key) ?? []), act]);
    }
    for (const acts of groups.values()) {
      const also = acts.flatMap((act) => [act.row, ...act.also]).slice(1);
      const { row } = acts[0]!;
      const places = acts.flatMap((act) => (act.also.length === 0 ? [act.row] : act.also)).map(pathWords);
      const message = `${VERBS[row.fact.action] ?? ''} ${listWords(places)}${remark(row, new Set(places).size === 1)}.`;
      yield { change: row, also, message };
    }
    for (const row of delta.of('permission.filesystem', 'widened')) if (isNotable(row)) yield widened(row);
  },
});

const VERBS: Readonly<Record<string, string>> = { read: 'Reads', write: 'Writes', delete: 'Deletes' };

/** Of one place, and of several. */
const REMARKS: Readonly<Record<string, readonly [string, string]>> = {
  outside: [', outside of the project', ', outside of the project'],
  home: [", in the user's home", ", in the user's home"],
  'agent-config': [', which tells agents what they may do', ', which tell agents what they may do'],
  'start-up': [', which runs by itself later', ', which run by themselves later'],
  system: [', which belongs to the system', ', which belong to the system'],
  credentials: [', where credentials are kept', ', where credentials are kept'],
};

/** Ordinary reading, and what stays in the project or among temporary files, asks for nothing. */
function isNotable(row: FactChange): boolean {
  const place = placeOf(row);
  if (row.fact.action === 'read') return place === 'credentials';
  if (place === 'unknown') return row.fact.action === 'delete' || isOpenToAll(row);
  return (place !== 'project' && place !== 'temporary') || isPredictable(row) || isOpenToAll(row);
}

function isPredictable({ fact }: FactChange): boolean {
  return fact.qualifiers?.['predictable'] === 'true';
}

/** Others may write, or the file runs with its owner's rights. */
function isOpenToAll({ fact }: FactChange): boolean {
  const mode = fact.qualifiers?.['mode'];
  return mode !== undefined && (Number.parseInt(mode, 8) & 0o6002) > 0;
}

function remark(row: FactChange, isOne: boolean): string {
  if (isOpenToAll(row)) return `, which everybody may then change (mode ${row.fact.qualifiers?.['mode'] ?? ''})`;
  if (isPredictable(row))
    return isOne
      ? ', a name that everybody on the machine can guess'
      : ', names that everybody on the machine can guess';
  return REMARKS[placeOf(row)]?.[isOne ? 0 : 1] ?? '';
}

function widened(row: FactChange): Detection {
  const words = pathWords(row);
  const before = row.before?.resource.norm ?? '';
  const isSame = before === row.fact.resource.norm;
  return {
    change: row,
    message: `${VERBS[row.fact.action] ?? ''} ${words}${remark(row, true)}${isSame ? '' : `, before ${before === 'dynamic' ? 'another path' : before}`}.`,
  };
}

function placeOf({ fact }: FactChange): string {
  return fact.detail?.risk?.[0] ?? '';
}

function pathWords({ fact }: FactChange): string {
  const { norm } = fact.resource;
  if (norm === 'dynamic' || /^[*/]+$/.test(norm)) return 'a path known only at run time';
  return norm.startsWith('env:') ? `what ${norm.slice(4)} names` : norm;
}

function actOf({ fact }: FactChange): string {
  return `${fact.action} ${fact.key}`;
}
