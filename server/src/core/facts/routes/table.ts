import type { RouteFinder } from '../define.ts';

/** Every framework in `routes/`. A test fails when a file is missing here. */
export const routeFinders: readonly RouteFinder[] = [];
