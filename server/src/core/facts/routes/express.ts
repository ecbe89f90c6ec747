import { defineChainedFinder } from './chained-router.ts';
import type { RouterDialect } from './router-objects.ts';

/** Express and what copied its interface. Routers that come as parameters are believed by their name. */
const dialect: RouterDialect = {
  made: /^(?:express(?:\.(?:Router|Application|Express|IRouter|default))?|express\(\)\.Router|express-promise-router|polka|restify\.createServer|router|find-my-way|@types\/express\.\w+|express-serve-static-core\.\w+|ultimate-express|hyper-express\.\w+)$/,
  assumed: /^(?:app|router|server|api|route|routes|\w*(?:Router|Routes|App|Api|_router))$/,
  uses: new Set(['use']),
};

const OTHERS =
  /from ['"](?:hono|koa|@koa\/router|koa-router|fastify|elysia)|require\(['"](?:hono|koa|@koa\/router|koa-router|fastify)/;

export const express = defineChainedFinder({
  id: 'express',
  languages: ['javascript', 'typescript', 'tsx'],
  dialect,
  isUsed: (text) => !OTHERS.test(text.slice(0, 5000)),
});
