import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf, descendants } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import { textOfValue, type Argument, type Value } from '../../value.ts';
import { plainName } from '../aws-services.ts';
import type { AwsUse } from './aws-use.ts';
import { laterFields } from './later-fields.ts';

/**
 * A parameter among what a call is given, however an SDK spells it: as a keyword, in an object, in a request (`new PutObjectRequest
 * { BucketName = name }`), in a block that fills one (`putObject { bucket = name }`), or set on either later.
 */
export function namedInput(reading: Reading, call: SyntaxNode, given: readonly Argument[]): AwsUse['input'] {
  return (parameter) => {
    const isIt = isSpelledLike(parameter);
    for (const { name, value } of given) {
      const found = name === null ? fieldOf(reading, call, value(), isIt) : isIt(name) ? value() : null;
      if (found !== null) return found;
    }
    return null;
  };
}

/** `s3.GetObjectAsync(bucket, key)`, `new ScanRequest(table)`: what is acted on stands first; null when what stands there is no text. */
export function positionalTarget(given: readonly Argument[]): Value | null {
  const first = given[0];
  const value = first === undefined || first.name !== null ? null : first.value();
  if (value === null) return null;
  if (value.kind === 'call' && value.of.endsWith('Request')) return positionalTarget(value.args);
  return textOfValue(value) !== null || value.kind === 'environment' || value.kind === 'parameter' ? value : null;
}

type IsIt = (name: string) => boolean;

/** `Bucket` is `bucket`, and `BucketName` of .NET. */
function isSpelledLike(parameter: string): IsIt {
  const key = plainName(parameter);
  return (name) => [key, `${key}name`].includes(plainName(name));
}

function fieldOf(reading: Reading, call: SyntaxNode, value: Value, isIt: IsIt): Value | null {
  if (value.kind === 'function') return assignedInside(reading, value.node, isIt);
  if (value.kind === 'object') {
    const key = [...reading.resolver.entriesOf(value.node).keys()].find(isIt);
    return key === undefined ? setLater(reading, call, value.node, isIt) : reading.resolver.memberOf(value, key, call);
  }
  if (value.kind !== 'call') return null;
  const inside = namedIn(reading, call, value.args, isIt);
  return inside ?? (value.node === null ? null : setLater(reading, call, value.node, isIt));
}

function namedIn(reading: Reading, call: SyntaxNode, args: readonly Argument[], isIt: IsIt): Value | null {
  for (const { name, value } of args) {
    if (name !== null && isIt(name)) return value();
    const given = name === null ? value() : null;
    const found = given?.kind === 'object' || given?.kind === 'function' ? fieldOf(reading, call, given, isIt) : null;
    if (found !== null) return found;
  }
  return null;
}

function setLater(reading: Reading, call: SyntaxNode, made: SyntaxNode, isIt: IsIt): Value | null {
  const later = [...laterFields(reading, call, made)].find(([name]) => isIt(name));
  return later === undefined ? null : reading.resolver.valueOf(later[1]);
}

function assignedInside({ unit, resolver }: Reading, fn: SyntaxNode, isIt: IsIt): Value | null {
  for (const node of descendants(fn)) {
    const target = node.kind === 'assign' ? childOf(node, 'assign.target') : null;
    const name = target?.kind === 'member' ? childOf(target, 'member.property') : target;
    const value = childOf(node, 'assign.value');
    if (name !== null && value !== null && isIt(unit.textOf(name))) return resolver.valueOf(value);
  }
  return null;
}
