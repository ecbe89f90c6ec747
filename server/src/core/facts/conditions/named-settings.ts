import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import type { Mark } from './mark.ts';
import { lastWord } from './put-through.ts';
import { toThrough } from './through.ts';

const PUTS = /^(?:put|set|setProperty|setIfAbsent|putIfAbsent|setDefault|SetDefault|Set|addProperty|property|define)$/;
/** Doors for those who run a program, that are shut. */
const SHUT =
  /^["'](?=[\w.-]{1,100}["']$)(?=[\w.-]*(?:endpoints?|actuator|console|debug|swagger|api-?docs|h2|jmx|trace|devtools|introspection|graphiql|playground|remote|shutdown|heapdump))[\w.-]*enabled?(?:-by-default)?["']$/i;

/** `config.put("management.endpoints.enabled-by-default", "false")` */
export function* namedSettings(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of unit.ofKind('call')) {
    const args = childrenOf(node, 'call.argument');
    if (args.length !== 2 || args[0]!.kind !== 'string' || args[0]!.end - args[0]!.start > 102) continue;
    if (!/^["']?false["']?$/i.test(unit.textOf(args[1]!).slice(0, 10))) continue;
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    const key = unit.textOf(args[0]!);
    if (callee === null || name === null || !PUTS.test(name) || !SHUT.test(key)) continue;
    const object = childOf(callee, 'member.object');
    const word = object === null ? null : lastWord(unit, object);
    yield toThrough(reading, { node, key: `list setting ${key}`, norm: `setting ${key}`, word });
  }
}
