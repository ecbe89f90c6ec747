import type { RequestHandler } from 'express';
import { pino, type Level, type Logger } from 'pino';

/** Who a customer is stays out of the log, also when a whole account is passed by mistake. */
const personal = ['email', 'fullName', 'dateOfBirth'];

export function createLogger(level: Level): Logger {
  return pino({
    level,
    redact: {
      paths: [...personal, ...personal.map((field) => `*.${field}`)],
      censor: '[personal]',
    },
  });
}

/** One line for each request, written when the answer has been sent. */
export function requestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    const { method, path } = req; // routers shorten the path while they run
    res.on('finish', () => {
      logger.info(
        {
          method,
          path,
          status: res.statusCode,
          durationMs: Math.round(performance.now() - started),
        },
        'request',
      );
    });
    next();
  };
}
