import type { ClassSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { directoryOf } from '../../text/path.ts';
import { childrenOf } from '../../text/tree.ts';
import type { FileReading, GuardUse } from '../define.ts';

/** Classes above one that are looked at. */
const MAX_CLASSES = 50;

/**
 * What the classes ask that a class is built on. `own`: what a class of this file asks by itself. Of classes in other files
 * their summaries say it.
 */
export function guardsOfBases(
  reading: FileReading,
  owner: SyntaxNode,
  own: (owner: SyntaxNode) => readonly GuardUse[],
  seen: Set<SyntaxNode> = new Set<SyntaxNode>(),
): readonly GuardUse[] {
  if (seen.has(owner) || seen.size > MAX_CLASSES) return [];
  seen.add(owner);
  return childrenOf(owner, 'class.base').flatMap((base) => {
    const value = reading.resolver.valueOf(base);
    if (value.kind === 'class' && value.node !== owner)
      return [...guardsOfBases(reading, value.node, own, seen), ...own(value.node)];
    const known = value.kind === 'symbol' && value.exported?.kind === 'class' ? value.exported : null;
    return fromSummary(known ?? classByPlace(reading, reading.unit.textOf(base)));
  });
}

function fromSummary(summary: ClassSummary | null): readonly GuardUse[] {
  return (summary?.guards ?? []).map((guard) => ({
    ...guard,
    node: null,
    from: 'class',
    tier: 'name',
    why: `\`${summary!.symbol}\`, which it extends, asks for it.`,
  }));
}

/** Base classes of frameworks: they ask nothing. */
const OF_FRAMEWORK = /^(?:ControllerBase|Controller|ODataController|PageModel|Hub|ActionController(?:::|\.)\w+)$/;

/** A class that no import names, where its language's frameworks put it. */
function classByPlace(reading: FileReading, written: string): ClassSummary | null {
  const name = written.replace(/<[\s\S]*$/, '').trim();
  if (!/^[A-Z][\w:.]{0,200}$/.test(name) || OF_FRAMEWORK.test(name)) return null;
  switch (reading.unit.language.id) {
    case 'ruby':
      return ofRails(reading, name);
    case 'csharp':
      return ofFolders(reading, name.split('.').pop()!);
    default:
      return null;
  }
}

/** `Admin::BaseController` stands in `app/controllers/admin/base_controller.rb`. */
function ofRails({ unit, workspace }: FileReading, name: string): ClassSummary | null {
  const root = /^(?:.*\/)?(?:app|lib)\/[a-z_]+\//.exec(unit.path)?.[0] ?? 'app/controllers/';
  const underscored = (text: string): string =>
    text
      .replaceAll('::', '/')
      .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
      .toLowerCase();
  const beside = directoryOf(unit.path);
  const paths = [`${root}${underscored(name)}.rb`, `${beside}/${underscored(name)}.rb`].filter(
    (path, index, all) => path !== unit.path && all.indexOf(path) === index,
  );
  for (const each of new Set([name, name.split('::').pop()!])) {
    const found = workspace.find(paths, each);
    if (found?.kind === 'class') return found;
  }
  return null;
}

/** Beside it, or one folder up. */
function ofFolders({ unit, workspace }: FileReading, name: string): ClassSummary | null {
  const folder = directoryOf(unit.path);
  for (const each of new Set([folder, directoryOf(folder)])) {
    const found = workspace.find([each === '' ? '*.cs' : `${each}/*.cs`], name);
    if (found?.kind === 'class') return found;
  }
  return null;
}
