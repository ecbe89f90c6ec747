import { defineChainedFinder } from './chained-router.ts';
import type { RouterDialect } from './router-objects.ts';

/** Hono; `app.route('/users', users)` is what others call `use`. Elysia has the same chains. */
const dialect: RouterDialect = {
  made: /^(?:hono|@hono\/zod-openapi|hono\/(?:tiny|quick)|elysia|itty-router)(?:\.\w+)?$/,
  assumed: /^(?:app|router|api|\w*(?:Router|App|Routes))$/,
  uses: new Set(['use', 'route', 'mount', 'group']),
};

const HONO = /from ['"](?:hono|@hono\/|elysia|itty-router)/;

export const hono = defineChainedFinder({
  id: 'hono',
  languages: ['javascript', 'typescript', 'tsx'],
  dialect,
  isUsed: (text) => HONO.test(text),
});
