import type { RouteFinder } from '../define.ts';
import { express } from './express.ts';

/** Every framework in `routes/`. A test fails when a file is missing here. */
export const routeFinders: readonly RouteFinder[] = [express];
