import type { FreeName } from '../../model/language.ts';
import { childOf } from '../../text/tree.ts';
import { readModule } from '../scopes.ts';
import type { Unit } from '../unit.ts';

/** What a name is that nothing binds; undefined where a language says nothing of such names. */
export type Free = (name: string, isCalled: boolean) => FreeName | undefined;

/** By the language alone, and by the namespaces that the file opens without saying which names they bring. */
export function createFree(unit: Unit): Free {
  const { freeName, openedName } = unit.language;
  let opened: readonly string[] | null = null;

  function namespaces(): readonly string[] {
    // Where an import without a `*` brings one name, it opens nothing.
    const saysWildcard = unit.language.bindModule('a.b') !== null;
    return unit.ofKind('import').flatMap((node) => {
      const module = childOf(node, 'import.module');
      const isOpened = (childOf(node, 'import.wildcard') !== null) === saysWildcard;
      return module === null || !isOpened || childOf(node, 'import.namespace') !== null
        ? []
        : [readModule(unit, module)];
    });
  }

  return (name, isCalled) => {
    const free = freeName?.(name, isCalled);
    if (openedName === null || free?.kind !== 'symbol' || free.name !== name) return free;
    const full = openedName(name, (opened ??= namespaces()));
    return full === null ? free : { kind: 'symbol', name: full };
  };
}
