import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { lastName } from './paths.ts';

const WRITES =
  /^(?:save|create|createMany|insert|insertOne|insertMany|update|updateOne|updateMany|delete|deleteOne|deleteMany|destroy|remove|upsert|findByIdAndDelete|findByIdAndUpdate|findOneAndUpdate|findOneAndDelete|findByIdAndRemove|softDelete|bulkCreate|bulkWrite|bulk_create|delete_many|delete_one|insert_one|update_one|commit|transfer|charge|refund|unlink|rmtree|replaceOne|saveAndFlush)$/;
/** Their `delete` and `create` change nothing outside. */
const HARMLESS = /^(?:map|set|cache|params|searchParams|headers|url|this\.cache|Object|z|yup|joi|axios|instance)$/i;

/** Methods of Go begin with a capital. */
function methodName(unit: FileReading['unit'], callee: SyntaxNode): string {
  const name = lastName(unit, callee) ?? '';
  return unit.language.returnsSeveral ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** The statement changes something that stays: what a check after it can no longer prevent. */
export function isEffect(reading: FileReading, statement: SyntaxNode): boolean {
  const { unit } = reading;
  for (const node of descendants(statement, (each) => each.kind !== 'function' && each.kind !== 'class')) {
    if (node.kind !== 'call') continue;
    const callee = childOf(node, 'call.callee');
    if (callee?.kind !== 'member' || !WRITES.test(methodName(unit, callee))) continue;
    const object = childOf(callee, 'member.object');
    if (object !== null && HARMLESS.test(unit.textOf(object))) continue;
    const isWaitedFor = unit.language.isBlocking || node.parent?.kind === 'await' || node.parent?.kind === 'return';
    if (isWaitedFor) return true;
  }
  return false;
}
