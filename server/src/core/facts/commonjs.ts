import { childOf } from '../text/tree.ts';
import type { FileReading } from './define.ts';
import type { Value } from './value.ts';

/** `module.exports = { a, b }`, `module.exports = f`, `exports.a = …`, `module.exports.a = …`: names and values. */
export function* commonJsExports({ unit, resolver }: FileReading): Generator<readonly [string, Value]> {
  if (unit.language.exportsName !== null || !unit.tree.text.includes('exports')) return;
  for (const node of unit.ofKind('assign')) {
    const target = childOf(node, 'assign.target');
    const value = childOf(node, 'assign.value');
    if (target?.kind !== 'member' || value === null) continue;
    const name = /^(?:module\.)?exports(?:\.([\w$]+))?$/.exec(unit.textOf(target));
    if (name === null || unit.textOf(target) === 'exports') continue;
    const exported = resolver.valueOf(value);
    if (name[1] !== undefined) yield [name[1], exported];
    else {
      yield ['default', exported];
      if (exported.kind === 'object')
        for (const [key, entry] of resolver.entriesOf(exported.node)) yield [key, resolver.valueOf(entry)];
    }
  }
}
