import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';

/** An error whose message may be shown to the caller. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
  }
}

/** @throws HttpError 400, naming what is wrong, when the input does not fit the schema. */
export function parse<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input);
  if (!result.success) throw new HttpError(400, z.prettifyError(result.error));
  return result.data;
}

/** Answers every error as JSON. What the caller did not cause is logged and not described. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status >= 500) {
      logger.error({ err: error, method: req.method, path: req.path }, 'request failed');
      res.status(status).json({ error: 'Something went wrong on our side.' });
      return;
    }
    res.status(status).json({ error: error.message });
  };
}

/** Errors of Express itself, such as unreadable JSON, carry a status as well. */
function statusOf(error: unknown): number {
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') {
    return error.status;
  }
  return 500;
}
