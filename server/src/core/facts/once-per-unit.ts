import type { FileReading } from './define.ts';
import type { Unit } from './unit.ts';

/** What is asked twice of one side of a file is read once; it lives as long as the unit does. */
export function oncePerUnit<T extends object | boolean>(
  read: (reading: FileReading) => T,
): (reading: FileReading) => T {
  const known = new WeakMap<Unit, T>();
  return (reading) => {
    const before = known.get(reading.unit);
    if (before !== undefined) return before;
    const answer = read(reading);
    known.set(reading.unit, answer);
    return answer;
  };
}
