import type * as z from 'zod';
import type { TeamGuard, TeamTables } from '../model/policy.ts';
import { dataClassSchema, guardSchema, sinkSchema, vendorSchema, wrapperSchema } from './schema-tables.ts';

/** Rows of a team's tables that are well-formed, whatever the others are. */
export function readTables(data: unknown): TeamTables {
  const guards = rowsOf(data, 'guards', guardSchema).map(toGuard);
  return Object.fromEntries(
    Object.entries({
      dataClasses: rowsOf(data, 'dataClasses', dataClassSchema),
      guards,
      vendors: rowsOf(data, 'vendors', vendorSchema),
      sinks: rowsOf(data, 'sinks', sinkSchema),
      wrappers: rowsOf(data, 'wrappers', wrapperSchema),
    }).filter(([, rows]) => rows.length > 0),
  );
}

function rowsOf<T extends z.ZodType>(data: unknown, key: string, schema: T): readonly z.infer<T>[] {
  const list = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[key] : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((row: unknown) => {
    const parsed = schema.safeParse(row);
    // Members that were not given must not stand there as undefined: rows are compared and hashed as JSON.
    return parsed.success ? [JSON.parse(JSON.stringify(parsed.data)) as z.infer<T>] : [];
  });
}

function toGuard(given: z.infer<typeof guardSchema>): TeamGuard {
  if (typeof given === 'string') return { call: given, requires: 'auth' };
  const { call, requires = 'auth', value } = given;
  return { call, requires, ...(value === undefined ? {} : { value }) };
}
