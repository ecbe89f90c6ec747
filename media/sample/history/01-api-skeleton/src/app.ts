import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { errorHandler, HttpError } from './errors.ts';
import { requestLog } from './logging.ts';

export interface Services {
  logger: Logger;
}

export function createApp({ logger }: Services): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(requestLog(logger));
  app.use(express.json({ limit: '64kb' }));

  app.get('/health', (_req, res) => {
    res.json({ status: 'ok' });
  });

  app.use((req) => {
    throw new HttpError(404, `Nothing is served at ${req.path}.`);
  });
  app.use(errorHandler(logger));
  return app;
}
