import { vendors, type Vendor } from './vendor-table.ts';

const byName = new Map(vendors.map((vendor) => [vendor.name, vendor]));

/** By what a package begins with: one look-up for each call, however many vendors there are. */
const byHead = new Map<string, { readonly prefix: string; readonly vendor: Vendor }[]>();
for (const vendor of vendors)
  for (const prefix of vendor.packages) {
    const head = headOf(prefix);
    const known = byHead.get(head);
    if (known === undefined) byHead.set(head, [{ prefix, vendor }]);
    else known.push({ prefix, vendor });
  }

function headOf(path: string): string {
  return /^@?[\w-]*/.exec(path)![0];
}

/** The vendor of an SDK call, by its canonical path; of several the one whose package says most. */
export function vendorOfPath(path: string): Vendor | null {
  let best: { readonly prefix: string; readonly vendor: Vendor } | null = null;
  for (const row of byHead.get(headOf(path)) ?? []) {
    const { prefix } = row;
    if (!path.startsWith(prefix) || prefix.length <= (best?.prefix.length ?? 0)) continue;
    if (prefix.endsWith('/') || path.length === prefix.length || /[.(/]/.test(path[prefix.length]!)) best = row;
  }
  return best?.vendor ?? null;
}

/** Names that variables for clients of these have in the vendors' own examples. */
const CLIENTS: readonly (readonly [RegExp, string])[] = [
  [/^(?:stripe(?:Client|SDK)?)$/, 'Stripe'],
  [/^(?:resend(?:Client)?)$/, 'Resend'],
  [/^(?:sg_?[mM]ail|sendgrid(?:_?[cC]lient)?)$/, 'SendGrid'],
  [/^(?:mailgun(?:_?[cC]lient)?|mg)$/, 'Mailgun'],
  [/^(?:postmark(?:_?[cC]lient)?)$/, 'Postmark'],
  [/^(?:twilio(?:_?[cC]lient)?)$/, 'Twilio'],
  [/^(?:intercom(?:_?[cC]lient)?)$/, 'Intercom'],
  [/^(?:hubspot(?:_?[cC]lient)?)$/, 'HubSpot'],
  [/^(?:mailchimp(?:_?[cC]lient)?)$/, 'Mailchimp'],
  [/^(?:klaviyo(?:_?[cC]lient)?)$/, 'Klaviyo'],
  [/^(?:customer_?[iI]o|cio)$/, 'Customer.io'],
  [/^(?:[sS]entry)$/, 'Sentry'],
  [/^(?:slack(?:_?[cC]lient)?)$/, 'Slack'],
  [/^(?:openai(?:_?[cC]lient)?)$/, 'OpenAI'],
  [/^(?:anthropic(?:_?[cC]lient)?)$/, 'Anthropic'],
  [/^(?:plaid(?:_?[cC]lient)?)$/, 'Plaid'],
  [/^(?:salesforce(?:_?[cC]lient)?)$/, 'Salesforce'],
];
/** What such a client hands over; without a resource in between (`resend.emails.send`) only these. */
const HANDS_OVER =
  /^(?:\w+\.){1,4}\w+$|^(?:send|track|identify|capture|setUser|set_user|setContext|setExtra|captureMessage|captureException|capture_message)$/;

/** The vendor of a client by its variable's name, and what is called on it: `stripe`, `customers.create`. */
export function vendorByObject(object: string, rest: string): Vendor | null {
  if (!HANDS_OVER.test(rest)) return null;
  const found = CLIENTS.find(([name]) => name.test(object));
  return found === undefined ? null : (byName.get(found[1]) ?? null);
}

/** The vendor behind a host; a port is looked through. */
export function vendorOfHost(host: string): Vendor | null {
  const bare = host.replace(/:\d+$/, '');
  let best: Vendor | null = null;
  let length = 0;
  for (const vendor of vendors)
    for (const domain of vendor.domains)
      if (domain.length > length && (bare === domain || bare.endsWith(`.${domain}`))) {
        best = vendor;
        length = domain.length;
      }
  return best;
}
