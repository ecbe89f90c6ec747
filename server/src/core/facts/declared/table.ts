import type { RouteFinder } from '../define.ts';
import { firebaseRules } from './firebase-rules.ts';

/** Every form in which configuration says who may do what. A test fails when a file is missing here. */
export const declaredAccess: readonly RouteFinder[] = [firebaseRules];
