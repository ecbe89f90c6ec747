import * as z from 'zod';

z.config({ jitless: true });

export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
export const moment = z.string().meta({ format: 'date-time', description: 'ISO 8601, UTC.' });
export const hash = z.string().meta({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hex.' });
export const blob = z.string().nullable().meta({ description: 'Git blob id; null: the file did not exist.' });
