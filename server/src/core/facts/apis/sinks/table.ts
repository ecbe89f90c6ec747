import { analyticsByName } from './analytics.ts';
import { browser } from './browser.ts';
import type { SinkFinder } from './define.ts';
import { errors } from './errors.ts';
import { files } from './files.ts';
import { logs, logsByName } from './logs.ts';
import { modelsByName } from './models.ts';
import { network } from './network.ts';
import { queues } from './queues.ts';
import { responses, responsesByName } from './responses.ts';
import { stores } from './stores.ts';
import { teamSinks } from './team-sinks.ts';
import { tokens } from './tokens.ts';
import { vendorSdks, vendorsByName } from './vendor-sdks.ts';

/** Every kind of sink; the first that knows a call says what it is. What is known by its path comes first. */
export const sinkFinders: readonly SinkFinder[] = [
  teamSinks,
  logs,
  network,
  vendorSdks,
  responses,
  files,
  browser,
  tokens,
  logsByName,
  analyticsByName,
  modelsByName,
  vendorsByName,
  responsesByName,
  errors,
  queues,
  stores,
];
