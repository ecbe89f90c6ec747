import { stepsInside, stepsOf } from '../../built.ts';
import type { Reading } from '../../define.ts';
import type { Value } from '../../value.ts';
import { isServiceRole } from '../aws-roles.ts';

/** How far inputs are looked into. */
const MAX_DEPTH = 5;

/** A service's role is written somewhere in what an input has: `Targets: [{ Arn, RoleArn }]`. What is not known says no. */
export function holdsRole(reading: Reading, value: Value, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  return partsOf(reading, value).some(
    ([name, part]) => (name !== null && isServiceRole(name)) || holdsRole(reading, part(), depth + 1),
  );
}

/** A name is written somewhere in what an input has, in whatever spelling: `Image: { S3Object: … }`, `.s3Object(…)`. */
export function holdsNamed(reading: Reading, value: Value, name: string, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  return partsOf(reading, value).some(
    ([each, part]) => each?.toLowerCase() === name || holdsNamed(reading, part(), name, depth + 1),
  );
}

type Part = readonly [name: string | null, value: () => Value];

function partsOf(reading: Reading, value: Value): readonly Part[] {
  switch (value.kind) {
    case 'object':
      return [...reading.resolver.entriesOf(value.node)].map(([name, node]) => [
        name,
        () => reading.resolver.valueOf(node),
      ]);
    case 'list':
      return value.items.map((item) => [null, () => item]);
    // Fields of a struct, steps of a builder.
    case 'call':
      return [
        ...value.args.map((argument): Part => [argument.name, argument.value]),
        ...[...stepsOf(value)].map(([name, argument]): Part => [name, argument.value]),
      ];
    case 'function':
      return [...stepsInside(reading, value.node)].map(([name, argument]) => [name, argument.value]);
    default:
      return [];
  }
}
