import { asksNoModel } from '../asks-no-model.ts';
import type { Vendor } from '../vendor-table.ts';
import { anyVendorOfPath } from '../team-vendors.ts';
import { vendorByObject } from '../vendors.ts';
import { defineSinks, namedSink, resolvedSink, type SinkAction } from './define.ts';

/** What a client is made or stopped with is its own. */
const NO_HANDOVER =
  /(?:^|\.)(?:init|configure|getLogger|OpenAI|createOpenAI|Anthropic|Logger|flush|shutdown|close|setup|New(?:Send)?Client\w*|NewEnvironment|_?(?:is|has|should|use)[_A-Z]\w*)$/;

/** Calls of the SDKs of vendors. */
export const vendorSdks = defineSinks({
  id: 'vendor-sdks',
  find(call) {
    const vendor = call.path === null ? null : anyVendorOfPath(call.reading.unit.team.vendors, call.path);
    if (vendor === null || NO_HANDOVER.test(call.path!)) return null;
    if (vendor.sink === 'model-provider' && asksNoModel(call.path!)) return null;
    return resolvedSink(call, actionOf(vendor), vendor.sink, `is a call of ${vendor.name}`, call.args(), vendor.name);
  },
});

/** A client of another file that is called as its vendor: `stripe.customers.create(…)`. */
export const vendorsByName = defineSinks({
  id: 'vendors-by-name',
  find({ reading, callee, text, args }) {
    const dot = text.indexOf('.');
    const vendor = dot < 0 ? null : vendorByObject(text.slice(0, dot).replace(/\?$/, ''), text.slice(dot + 1));
    if (vendor === null || NO_HANDOVER.test(text)) return null;
    const { kind } = reading.resolver.valueOf(callee);
    if (kind === 'function' || kind === 'class') return null;
    return namedSink(text, actionOf(vendor), vendor.sink, `reads as a call of ${vendor.name}`, args(), vendor.name);
  },
});

function actionOf({ sink }: Vendor): SinkAction {
  return sink === 'model-provider' ? 'prompt' : 'send';
}
