/** Companies that code hands data to: by package, by host, by the name of their browser global. One row a vendor. */
export interface Vendor {
  readonly name: string;
  readonly sink: 'third-party' | 'analytics' | 'model-provider';
  /** What canonical paths of its SDKs begin with: npm names, Python modules, globals. */
  readonly packages: readonly string[];
  /** Hosts, subdomains included. */
  readonly domains: readonly string[];
}

const list = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));
const row =
  (sink: Vendor['sink']) =>
  (name: string, packages: string, domains: string): Vendor => ({
    name,
    sink,
    packages: list(packages),
    domains: list(domains),
  });
const analytics = row('analytics');
const model = row('model-provider');
const third = row('third-party');

// Sources: the vendors' own documentation, 2026-11.
// prettier-ignore
export const vendors: readonly Vendor[] = [
  analytics('Segment', '@segment/analytics-node @segment/analytics-next analytics-node segment.analytics segment analytics_python', 'segment.io segment.com'),
  analytics('Mixpanel', 'mixpanel mixpanel-browser mixpanel-react-native', 'mixpanel.com'),
  analytics('PostHog', 'posthog posthog-node posthog-js posthog-react-native', 'posthog.com'),
  analytics('Amplitude', 'amplitude amplitude-js @amplitude/', 'amplitude.com'),
  analytics('Google Analytics', 'gtag ga react-ga react-ga4 ga-4-react universal-analytics @google-analytics/data google.analytics window.gtag dataLayer', 'google-analytics.com googletagmanager.com analytics.google.com'),
  analytics('Heap', 'heap window.heap @heap/', 'heap.io heapanalytics.com'),
  analytics('RudderStack', '@rudderstack/ rudder-sdk-js rudderstack', 'rudderstack.com'),
  analytics('Snowplow', '@snowplow/ snowplow_tracker', 'snowplow.io'),
  analytics('Plausible', 'plausible plausible-tracker', 'plausible.io'),
  analytics('FullStory', '@fullstory/ FS.identify', 'fullstory.com'),
  analytics('LogRocket', 'logrocket LogRocket', 'logrocket.com'),
  analytics('Hotjar', '@hotjar/browser hj', 'hotjar.com'),
  analytics('Meta Pixel', 'fbq react-facebook-pixel facebook-nodejs-business-sdk facebook_business', 'graph.facebook.com facebook.com'),
  analytics('Braze', '@braze/web-sdk braze', 'braze.com braze.eu'),
  analytics('Klaviyo', 'klaviyo-api klaviyo_api', 'klaviyo.com'),
  analytics('Statsig', 'statsig-node statsig-js statsig', 'statsig.com'),
  analytics('LaunchDarkly', 'launchdarkly-node-server-sdk @launchdarkly/ ldclient', 'launchdarkly.com'),
  analytics('TikTok Pixel', 'ttq', 'analytics.tiktok.com business-api.tiktok.com'),
  model('OpenAI', 'openai', 'openai.com openai.azure.com'),
  model('Anthropic', '@anthropic-ai/ anthropic', 'anthropic.com'),
  model('Google AI', '@google/generative-ai @google/genai @google-cloud/vertexai @google-cloud/aiplatform google.generativeai google.genai vertexai', 'generativelanguage.googleapis.com aiplatform.googleapis.com'),
  model('Amazon Bedrock', '@aws-sdk/client-bedrock-runtime @anthropic-ai/bedrock-sdk anthropic.AnthropicBedrock', 'amazonaws.com/model'),
  model('Mistral', '@mistralai/ mistralai', 'mistral.ai'),
  model('Cohere', 'cohere-ai cohere', 'cohere.ai cohere.com'),
  model('Groq', 'groq-sdk groq', 'groq.com'),
  model('Together AI', 'together-ai together', 'together.xyz together.ai'),
  model('Replicate', 'replicate', 'replicate.com'),
  model('Hugging Face', '@huggingface/inference huggingface_hub', 'huggingface.co'),
  model('LangChain', '@langchain/ langchain langchain_openai langchain_anthropic langchain_core langchain_community langchain_google_genai langchain_aws', ''),
  model('LlamaIndex', 'llamaindex llama_index', ''),
  model('Vercel AI SDK', 'ai @ai-sdk/', ''),
  model('LiteLLM', 'litellm', ''),
  model('Perplexity', '', 'perplexity.ai'),
  model('DeepSeek', '', 'deepseek.com'),
  model('xAI', '', 'x.ai'),
  model('OpenRouter', '', 'openrouter.ai'),
  third('Sentry', '@sentry/ sentry_sdk raven raven-js Sentry', 'sentry.io'),
  third('Datadog', 'dd-trace hot-shots @datadog/ datadog ddtrace datadog_api_client', 'datadoghq.com datadoghq.eu'),
  third('New Relic', 'newrelic @newrelic/', 'newrelic.com nr-data.net'),
  third('Bugsnag', '@bugsnag/ bugsnag', 'bugsnag.com'),
  third('Rollbar', 'rollbar', 'rollbar.com'),
  third('Honeycomb', 'libhoney beeline', 'honeycomb.io'),
  third('Loggly', 'loggly node-loggly-bulk', 'loggly.com'),
  third('Logtail', '@logtail/ logtail', 'logtail.com betterstack.com'),
  third('Splunk', 'splunk-logging splunk-sdk splunklib', 'splunkcloud.com'),
  third('Intercom', 'intercom-client intercom Intercom window.Intercom @intercom/', 'intercom.io'),
  third('Zendesk', 'node-zendesk zenpy zE', 'zendesk.com'),
  third('HubSpot', '@hubspot/ hubspot', 'hubapi.com hubspot.com'),
  third('Salesforce', 'jsforce simple_salesforce', 'salesforce.com force.com'),
  third('Pipedrive', 'pipedrive', 'pipedrive.com'),
  third('Customer.io', 'customerio-node customerio', 'customer.io'),
  third('Freshdesk', '', 'freshdesk.com'),
  third('Stripe', 'stripe @stripe/', 'stripe.com'),
  third('PayPal', '@paypal/ paypalrestsdk paypalhttp', 'paypal.com'),
  third('Braintree', 'braintree', 'braintreegateway.com'),
  third('Adyen', '@adyen/ Adyen', 'adyen.com'),
  third('Plaid', 'plaid', 'plaid.com'),
  third('SendGrid', '@sendgrid/ sendgrid', 'sendgrid.com'),
  third('Mailgun', 'mailgun.js mailgun-js mailgun', 'mailgun.net'),
  third('Mailchimp', '@mailchimp/ mailchimp_marketing mailchimp3 mailchimp_transactional', 'mailchimp.com mandrillapp.com'),
  third('Postmark', 'postmark postmarker', 'postmarkapp.com'),
  third('Resend', 'resend', 'resend.com'),
  third('Brevo', '@getbrevo/brevo sib-api-v3-sdk sib_api_v3_sdk', 'brevo.com sendinblue.com'),
  third('Twilio', 'twilio', 'twilio.com'),
  third('Vonage', '@vonage/ vonage nexmo', 'nexmo.com vonage.com'),
  third('MessageBird', 'messagebird', 'messagebird.com'),
  third('OneSignal', 'onesignal-node @onesignal/ onesignal_sdk', 'onesignal.com'),
  third('Slack', '@slack/ slack_sdk slack slackclient', 'slack.com'),
  third('Discord', 'discord.js discord discord_webhook', 'discord.com discordapp.com'),
  third('Telegram', 'node-telegram-bot-api telegram telegraf', 'telegram.org'),
  third('Airtable', 'airtable pyairtable', 'airtable.com'),
  third('Notion', '@notionhq/client notion_client', 'notion.com notion.so'),
  third('Algolia', 'algoliasearch', 'algolia.net algolia.com'),
  third('Pusher', 'pusher', 'pusher.com'),
  third('Zapier', '', 'zapier.com'),
  third('Make', '', 'make.com integromat.com'),
  third('Pinecone', '@pinecone-database/pinecone pinecone', 'pinecone.io'),
  third('Clearbit', 'clearbit', 'clearbit.com'),
  third('Google Sheets', 'gspread', 'sheets.googleapis.com'),
  third('Microsoft Teams', 'pymsteams', 'webhook.office.com'),
];

/** The vendor of an SDK call, by its canonical path. */
export function vendorOfPath(path: string): Vendor | null {
  return (
    vendors.find((vendor) =>
      vendor.packages.some(
        (prefix) =>
          path.startsWith(prefix) &&
          (prefix.endsWith('/') || path.length === prefix.length || /[.(/]/.test(path[prefix.length]!)),
      ),
    ) ?? null
  );
}

/** The vendor behind a host; a port is looked through. */
export function vendorOfHost(host: string): Vendor | null {
  const bare = host.replace(/:\d+$/, '');
  return (
    vendors.find((vendor) => vendor.domains.some((domain) => bare === domain || bare.endsWith(`.${domain}`))) ?? null
  );
}
