import type { HeldDesk } from './held-desk.ts';
import type { Desk } from './review-desk.ts';

/** What waits stands before what has landed. */
export function withHeld(desk: Desk, held: HeldDesk): Desk {
  return {
    ...desk,
    views: () => [...held.views(), ...desk.views()],
    has: (id) => held.has(id) || desk.has(id),
    sync: async () => {
      await desk.sync();
      await held.dropLanded();
    },
    reviewed: () => [...held.reviewed(), ...desk.reviewed()],
    approve: async (find) => (await held.approve(find)) + (await desk.approve(find)),
    decide: (id, wish, surface) => (held.has(id) ? held : desk).decide(id, wish, surface),
    analyseAgain: (id) => (held.has(id) ? held : desk).analyseAgain(id),
    dismiss: (id) => (held.has(id) ? Promise.resolve(held.dismiss(id)) : desk.dismiss(id)),
  };
}
