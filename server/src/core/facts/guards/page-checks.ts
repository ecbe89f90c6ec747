import { oncePerUnit } from '../once-per-unit.ts';
import { checksInScript } from './body.ts';
import type { FoundGuard } from './define.ts';
import { guardReading } from './reader.ts';

/** What a page of PHP asks outside of its functions. */
export const pageChecks = oncePerUnit((reading): readonly FoundGuard[] => checksInScript(guardReading(reading)).checks);
