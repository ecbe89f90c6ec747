import { teamRowOf } from '../../team-calls.ts';
import { defineSinks, resolvedSink, type SinkAction } from './define.ts';

/** What is done with data where it goes. */
const ACTIONS: Readonly<Record<string, SinkAction>> = {
  log: 'log',
  'model-provider': 'prompt',
  queue: 'queue',
  database: 'store',
  file: 'export',
  response: 'respond',
  error: 'error',
};

/** Functions that the team's policy names as places that data goes to. */
export const teamSinks = defineSinks({
  id: 'team-sinks',
  find(call) {
    const row = teamRowOf(call.reading.unit.team.sinks, call.reading, call.call);
    if (row === null) return null;
    const action = ACTIONS[row.sink] ?? 'send';
    const known = { ...call, path: call.path ?? row.call };
    return resolvedSink(known, action, row.sink, 'is a sink by the policy', call.args(), row.to ?? null);
  },
});
