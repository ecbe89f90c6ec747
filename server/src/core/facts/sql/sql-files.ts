import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';

/** Files that only undo what another one did: golang-migrate, Flyway, Sqitch, and what people call them. */
export function isSqlOfWayBack(path: string): boolean {
  return /(?:^|[./_-])(?:down|rollback|undo)\.(?:sql|ddl)$|(?:^|\/)(?:down|revert|rollbacks?|undo)\/[^/]*$|(?:^|\/)U\d[\w.]*__[^/]*\.sql$/i.test(
    path,
  );
}

/** The node of each statement of a file of SQL, by where it starts. */
export function sqlNodes({ unit }: FileReading): ReadonlyMap<number, SyntaxNode> {
  const nodes = [...unit.ofKind('call'), ...unit.ofKind('class')];
  return new Map(nodes.map((node) => [node.start, node]));
}
