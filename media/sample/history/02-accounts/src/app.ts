import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { authenticate, type VerifyToken } from './auth/tokens.ts';
import { errorHandler, HttpError } from './errors.ts';
import { requestLog } from './logging.ts';
import { accountRoutes } from './routes/accounts.ts';
import type { AccountStore } from './store/accounts.ts';

export interface Services {
  logger: Logger;
  verifyToken: VerifyToken;
  accounts: AccountStore;
}

export function createApp({ logger, verifyToken, accounts }: Services): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(requestLog(logger));
  app.use(express.json({ limit: '64kb' }));

  app.get('/health', (_req, res) => {
    res.json({ status: 'ok' });
  });

  app.use(authenticate(verifyToken));
  app.use('/accounts', accountRoutes(accounts));

  app.use((req) => {
    throw new HttpError(404, `Nothing is served at ${req.path}.`);
  });
  app.use(errorHandler(logger));
  return app;
}
