import { defineSinks, namedSink } from './define.ts';

const OBJECT =
  /^_{0,2}(?:analytics|mixpanel|posthog|amplitude|segment|tracker|telemetry|rudder|heap|ga|track)(?:Client)?$/i;
const METHOD =
  /^(?:track|identify|capture|logEvent|log_event|alias|group|page|screen|set|people_set|peopleSet|trackEvent|track_event|setUserProperties|register|trackUser|sendEvent)$/;

/** Clients of analytics that were made in another file. */
export const analyticsByName = defineSinks({
  id: 'analytics-by-name',
  find({ object, method, args }) {
    if (!OBJECT.test(object) || !METHOD.test(method)) return null;
    const to = object.toLowerCase().replace(/client$/, '');
    return namedSink(`${object}.${method}`, 'send', 'analytics', 'reads as an analytics call', args(), to);
  },
});
