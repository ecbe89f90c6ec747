import { defineChainedFinder } from './chained-router.ts';
import type { RouterDialect } from './router-objects.ts';

/** Koa with one of its routers. */
const dialect: RouterDialect = {
  made: /^(?:koa|@koa\/router|koa-router|koa-better-router|koa-joi-router)(?:\.\w+)?$/,
  assumed: /^(?:app|router|\w*Router)$/,
  uses: new Set(['use']),
  prefixOption: 'prefix',
};

const KOA = /from ['"](?:koa|@koa\/router|koa-router)|require\(['"](?:koa|@koa\/router|koa-router)/;

export const koa = defineChainedFinder({
  id: 'koa',
  languages: ['javascript', 'typescript'],
  dialect,
  isUsed: (text) => KOA.test(text),
});
