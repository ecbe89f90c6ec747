import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Pool } from 'pg';
import { z } from 'zod';
import { createApp } from './app.ts';
import { tokenVerifier } from './auth/tokens.ts';
import { archiveInvoice } from './aws/invoice-archive.ts';
import { s3InvoiceFiles } from './aws/invoice-files.ts';
import { queueRenderJob } from './aws/render-job.ts';
import { createLogger } from './logging.ts';
import { postgresAccounts } from './store/accounts.ts';
import { postgresInvoices } from './store/invoices.ts';

const Environment = z.object({
  PORT: z.coerce.number().int().positive().default(8080),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  DATABASE_URL: z.url(),
  AUTH_ISSUER: z.url(),
  AUTH_AUDIENCE: z.string().min(1).default('ledger-api'),
  JOB_QUEUE_URL: z.url(),
});

const environment = Environment.parse(process.env);
const logger = createLogger(environment.LOG_LEVEL);
const pool = new Pool({ connectionString: environment.DATABASE_URL });
const s3 = new S3Client();
const sqs = new SQSClient();

const app = createApp({
  logger,
  verifyToken: tokenVerifier(environment.AUTH_ISSUER, environment.AUTH_AUDIENCE),
  accounts: postgresAccounts(pool),
  billing: {
    invoices: postgresInvoices(pool),
    onIssued: [archiveInvoice(s3), queueRenderJob(sqs, environment.JOB_QUEUE_URL)],
  },
  files: s3InvoiceFiles(s3),
});

const server = app.listen(environment.PORT, () => {
  logger.info({ port: environment.PORT }, 'ledger is listening');
});

process.once('SIGTERM', () => {
  server.close(() => void pool.end());
});
