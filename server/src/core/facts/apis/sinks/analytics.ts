import { defineSinks, namedSink } from './define.ts';

const OBJECT =
  /^_{0,2}(?:analytics|mixpanel|posthog|amplitude|segment|tracker|telemetry|rudder|heap|ga|track)(?:Client)?$/i;
const METHOD =
  /^(?:track|identify|capture|logEvent|log_event|alias|group|page|screen|set|people_set|peopleSet|trackEvent|track_event|setUserProperties|register|trackUser|sendEvent)$/;

/** Functions and queues that tags of analytics put on every page. */
const PAGE_TAG =
  /^(?:(?:window|globalThis|self)\.)?(gtag|fbq|dataLayer|_paq|_hsq|twq|lintrk|clarity|hj|ttq)(?:\.(?:push|track|identify))?$/;

/** Clients of analytics that were made in another file. */
export const analyticsByName = defineSinks({
  id: 'analytics-by-name',
  find({ object, method, text, args }) {
    const layer = PAGE_TAG.exec(text)?.[1];
    if (layer !== undefined) return namedSink(text, 'send', 'analytics', 'is a tag of a page', args(), layer);
    if (!OBJECT.test(object) || !METHOD.test(method)) return null;
    const to = object.toLowerCase().replace(/client$/, '');
    return namedSink(`${object}.${method}`, 'send', 'analytics', 'reads as an analytics call', args(), to);
  },
});
