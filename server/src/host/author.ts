import type { Origin } from '../core/model/change.ts';

/** What an agent's hook said of who writes. */
export type Author = Pick<Origin, 'agent' | 'model' | 'session' | 'turn' | 'promptHash' | 'permissionMode'>;
