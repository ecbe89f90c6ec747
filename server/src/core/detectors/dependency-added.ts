import type { Fact, FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector, type Delta, type Detection } from './define.ts';
import { groupRows } from './group.ts';
import { isForDevelopment, packageText, registryOf } from './package-words.ts';

/** Code of others that was not there, or was only a tool and is now shipped. */
export const dependencyAdded = defineDetector({
  id: 'dependency-added',
  facet: 'supply-chain',
  why: 'The package runs with all rights of this program, and so does everything it pulls in, in every later version.',
  fix: 'Check that the name is the one you mean, who maintains it, and whether a few lines of your own would do.',
  tags: ['CWE-1357', 'CWE-1104', 'ASI04'],
  *detect(delta) {
    const gone = delta.removed('supply-chain.dependency').filter(({ fact }) => fact.action === 'add');
    const added = newPackages(delta);
    const { moved, rest } = takeMoved(added, gone);
    for (const [row, ...also] of moved) yield movedTo(row, also, gone);
    for (const [row, ...also] of groupRows(rest, groupOf)) {
      const [old, ...others] = gone.filter(({ fact }) => placeOf(fact) === placeOf(row.fact));
      if (also.length === 0 && old !== undefined && others.length === 0) {
        yield {
          change: row,
          message: `Replaces ${packageText(old.fact)} with ${packageText(row.fact)}.`,
          comparison: { before: packageText(old.fact), after: packageText(row.fact) },
        };
        continue;
      }
      const names = listWords([row, ...also].map(({ fact }) => packageText(fact)));
      const purpose = isIndirect(row.fact)
        ? ', which others need'
        : isForDevelopment(row.fact)
          ? ' for development'
          : '';
      yield { change: row, also, message: `Adds ${names} from ${registryOf(row.fact)}${purpose}.` };
    }
    for (const row of delta.of('supply-chain.dependency', 'widened'))
      yield {
        change: row,
        message: `${row.fact.resource.value ?? row.fact.resource.norm} was a development tool and is now shipped.`,
      };
  },
});

/** In another group of the same manifest it is no new package. */
function newPackages(delta: Delta): readonly FactChange[] {
  const known = new Set(
    delta
      .of(
        'supply-chain.dependency',
        'unchanged',
        'moved',
        'removed',
        'redirected',
        'strengthened',
        'weakened',
        'narrowed',
      )
      .map(({ fact }) => `${fact.qualifiers?.['ecosystem'] ?? ''} ${fact.resource.norm}`),
  );
  return delta
    .added('supply-chain.dependency')
    .filter(
      ({ fact }) =>
        fact.action === 'add' &&
        fact.qualifiers?.['source'] === 'registry' &&
        !known.has(`${fact.qualifiers['ecosystem'] ?? ''} ${fact.resource.norm}`),
    );
}

/** Images and charts that keep their last name and come from elsewhere: one way is one act, in however many files. */
function takeMoved(
  added: readonly FactChange[],
  gone: readonly FactChange[],
): { readonly moved: readonly (readonly [FactChange, ...FactChange[]])[]; readonly rest: readonly FactChange[] } {
  const ways = new Map<FactChange, string>();
  for (const row of added) {
    const old = /^(?:image|helm)$/.test(row.fact.qualifiers?.['ecosystem'] ?? '') ? oldOf(row, gone) : undefined;
    if (old !== undefined) ways.set(row, `${prefixOf(old.fact)} ${prefixOf(row.fact)}`);
  }
  return {
    moved: groupRows([...ways.keys()], (row) => ways.get(row)!),
    rest: added.filter((row) => !ways.has(row)),
  };
}

function oldOf(row: FactChange, gone: readonly FactChange[]): FactChange | undefined {
  return gone.find(({ fact }) => fileOf(fact) === fileOf(row.fact) && lastOf(fact) === lastOf(row.fact));
}

function movedTo(row: FactChange, also: readonly FactChange[], gone: readonly FactChange[]): Detection {
  const old = oldOf(row, gone)!;
  const names = listWords([row, ...also].map(({ fact }) => lastOf(fact)));
  const [was, is] = [prefixOf(old.fact), prefixOf(row.fact)];
  return {
    change: row,
    also,
    message: `Takes ${names} from ${is === '' ? registryOf(row.fact) : is}, before from ${was === '' ? registryOf(row.fact) : was}.`,
    comparison: { before: packageText(old.fact), after: packageText(row.fact) },
  };
}

function groupOf({ fact }: FactChange): string {
  const kind = isIndirect(fact)
    ? 'indirect'
    : isForDevelopment(fact)
      ? 'dev'
      : fact.qualifiers?.['group'] === 'platform'
        ? 'platform'
        : '';
  return `${fact.provenance.path} ${registryOf(fact)} ${kind}`;
}

/** Listed by a manifest because other packages need it. */
function isIndirect({ qualifiers }: Fact): boolean {
  return qualifiers?.['group'] === 'indirect';
}

/** Where one package may take the place of another: the same group of one manifest. */
function placeOf(fact: Fact): string {
  return `${fileOf(fact)} ${fact.qualifiers?.['group'] ?? ''}`;
}

function fileOf({ provenance, qualifiers }: Fact): string {
  return `${provenance.path} ${qualifiers?.['ecosystem'] ?? ''}`;
}

function lastOf({ resource }: Fact): string {
  const name = resource.value ?? resource.norm;
  return name.slice(name.lastIndexOf('/') + 1);
}

function prefixOf({ resource }: Fact): string {
  const name = resource.value ?? resource.norm;
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}
