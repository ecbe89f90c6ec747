import { z } from 'zod';
import { createApp } from './app.ts';
import { createLogger } from './logging.ts';

const Environment = z.object({
  PORT: z.coerce.number().int().positive().default(8080),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

const environment = Environment.parse(process.env);
const logger = createLogger(environment.LOG_LEVEL);

const app = createApp({ logger });

const server = app.listen(environment.PORT, () => {
  logger.info({ port: environment.PORT }, 'ledger is listening');
});

process.once('SIGTERM', () => {
  server.close();
});
