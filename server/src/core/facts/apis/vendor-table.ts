/** Companies that code hands data to: by package, by host, by the name of their browser global. One row a vendor. */
export interface Vendor {
  readonly name: string;
  /** What it is for, as people say it: "error tracking". */
  readonly category: string;
  readonly sink: 'third-party' | 'analytics' | 'model-provider';
  /** What canonical paths of its SDKs begin with: npm names, Python modules, Go modules, Java packages, globals. */
  readonly packages: readonly string[];
  /** Hosts, subdomains included. */
  readonly domains: readonly string[];
}

const list = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));
const row =
  (category: string, sink: Vendor['sink'] = 'third-party') =>
  (name: string, packages: string, domains: string): Vendor => ({
    name,
    category,
    sink,
    packages: list(packages),
    domains: list(domains),
  });
const analytics = row('analytics', 'analytics');
const replay = row('session replay', 'analytics');
const advertising = row('advertising', 'analytics');
const marketing = row('marketing');
const model = row('models', 'model-provider');
const framework = row('calls of models', 'model-provider');
const errors = row('error tracking');
const monitoring = row('monitoring');
const support = row('customer support');
const sales = row('sales');
const payment = row('payment');
const email = row('email');
const messaging = row('messages');
const identity = row('identity');
const enrichment = row('data about people');
const search = row('search');
const work = row('work management');
const automation = row('automation');
const signing = row('signatures');
const scheduling = row('scheduling');
const maps = row('places');
const avatars = row('pictures of people');

// Our own list: names as npm, PyPI, Go modules and Java packages have them, hosts as the vendors' SDKs call them; not checked against
// each vendor's documentation one by one. A row without packages is called over HTTP only.
// prettier-ignore
export const vendors: readonly Vendor[] = [
  analytics('Segment', '@segment/analytics-node @segment/analytics-next analytics-node segment.analytics segment analytics_python github.com/segmentio/analytics-go gopkg.in/segmentio/analytics-go.v3 com.segment.analytics', 'segment.io segment.com'),
  analytics('Mixpanel', 'mixpanel mixpanel-browser mixpanel-react-native github.com/mixpanel/mixpanel-go github.com/dukex/mixpanel com.mixpanel', 'mixpanel.com'),
  analytics('PostHog', 'posthog posthog-node posthog-js posthog-react-native github.com/posthog/ com.posthog', 'posthog.com'),
  analytics('Amplitude', 'amplitude amplitude-js @amplitude/ github.com/amplitude/ com.amplitude', 'amplitude.com'),
  analytics('Google Analytics', 'gtag ga react-ga react-ga4 ga-4-react universal-analytics @google-analytics/data google.analytics window.gtag dataLayer', 'google-analytics.com googletagmanager.com analytics.google.com'),
  analytics('Heap', 'heap window.heap @heap/', 'heap.io heapanalytics.com'),
  analytics('RudderStack', '@rudderstack/ rudder-sdk-js rudderstack', 'rudderstack.com'),
  analytics('Snowplow', '@snowplow/ snowplow_tracker', 'snowplow.io'),
  analytics('Plausible', 'plausible plausible-tracker', 'plausible.io'),
  analytics('Statsig', 'statsig-node statsig-js statsig github.com/statsig-io/', 'statsig.com'),
  analytics('LaunchDarkly', 'launchdarkly-node-server-sdk @launchdarkly/ ldclient github.com/launchdarkly/ com.launchdarkly', 'launchdarkly.com'),
  analytics('Matomo', 'matomo-tracker @datapunt/matomo-tracker-js piwikapi', 'matomo.cloud'),
  analytics('Pendo', 'pendo', 'pendo.io'),
  analytics('Keen', 'keen-tracking', 'keen.io'),
  analytics('Firebase Analytics', 'firebase/analytics @react-native-firebase/analytics', ''),
  replay('FullStory', '@fullstory/ FS.identify', 'fullstory.com'),
  replay('LogRocket', 'logrocket LogRocket', 'logrocket.com'),
  replay('Hotjar', '@hotjar/browser hj', 'hotjar.com'),
  replay('Microsoft Clarity', '@microsoft/clarity clarity', 'clarity.ms'),
  replay('Smartlook', 'smartlook-client', 'smartlook.com'),
  advertising('Meta Pixel', 'fbq react-facebook-pixel facebook-nodejs-business-sdk facebook_business', 'graph.facebook.com facebook.com'),
  advertising('TikTok Pixel', 'ttq', 'analytics.tiktok.com business-api.tiktok.com'),
  advertising('LinkedIn Insight', 'lintrk', 'ads.linkedin.com'),
  advertising('Google Ads', 'google-ads-api google.ads.googleads', 'googleads.googleapis.com googleadservices.com'),
  advertising('Criteo', '', 'criteo.com'),
  marketing('Braze', '@braze/web-sdk braze com.braze', 'braze.com braze.eu'),
  marketing('Klaviyo', 'klaviyo-api klaviyo_api', 'klaviyo.com'),
  marketing('HubSpot', '@hubspot/ hubspot com.hubspot', 'hubapi.com hubspot.com'),
  marketing('Customer.io', 'customerio-node customerio github.com/customerio/', 'customer.io'),
  marketing('Mailchimp', '@mailchimp/ mailchimp_marketing mailchimp3 mailchimp_transactional github.com/hanzoai/gochimp3', 'mailchimp.com mandrillapp.com'),
  marketing('Iterable', '@iterable/', 'iterable.com'),
  marketing('ActiveCampaign', 'activecampaign', 'activehosted.com api-us1.com'),
  marketing('ConvertKit', '', 'convertkit.com kit.com'),
  marketing('Loops', 'loops', 'loops.so'),
  model('OpenAI', 'openai github.com/sashabaranov/go-openai github.com/openai/openai-go com.openai com.theokanning.openai OpenAI.Chat OpenAI.Client', 'openai.com'),
  model('Anthropic', '@anthropic-ai/ anthropic github.com/anthropics/ com.anthropic', 'anthropic.com'),
  model('Google AI', '@google/generative-ai @google/genai @google-cloud/vertexai @google-cloud/aiplatform google.generativeai google.genai vertexai google.golang.org/genai cloud.google.com/go/vertexai github.com/google/generative-ai-go com.google.genai com.google.cloud.vertexai com.google.cloud.aiplatform', 'generativelanguage.googleapis.com aiplatform.googleapis.com'),
  model('Amazon Bedrock', '@aws-sdk/client-bedrock-runtime @anthropic-ai/bedrock-sdk anthropic.AnthropicBedrock github.com/aws/aws-sdk-go-v2/service/bedrockruntime software.amazon.awssdk.services.bedrockruntime', 'amazonaws.com/model'),
  model('Mistral', '@mistralai/ mistralai', 'mistral.ai'),
  model('Cohere', 'cohere-ai cohere github.com/cohere-ai/ com.cohere', 'cohere.ai cohere.com'),
  model('Groq', 'groq-sdk groq', 'groq.com'),
  model('Together AI', 'together-ai together', 'together.xyz together.ai'),
  model('Replicate', 'replicate', 'replicate.com'),
  model('Hugging Face', '@huggingface/inference huggingface_hub', 'huggingface.co'),
  model('Perplexity', '', 'perplexity.ai'),
  model('DeepSeek', '', 'deepseek.com'),
  model('xAI', '', 'x.ai'),
  model('OpenRouter', '', 'openrouter.ai'),
  model('Azure OpenAI', '@azure/openai azure.ai.openai azure.ai.inference @azure-rest/ai-inference github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai com.azure.ai.openai Azure.AI.OpenAI', 'openai.azure.com services.ai.azure.com'),
  model('Ollama', 'ollama github.com/ollama/ollama io.github.ollama4j', 'ollama.com'),
  model('Fireworks AI', 'fireworks', 'fireworks.ai'),
  model('Voyage AI', 'voyageai', 'voyageai.com'),
  model('Jina AI', '', 'jina.ai'),
  model('Cerebras', '@cerebras/ cerebras', 'cerebras.ai'),
  model('ElevenLabs', 'elevenlabs @elevenlabs/', 'elevenlabs.io'),
  model('AssemblyAI', 'assemblyai', 'assemblyai.com'),
  model('Deepgram', '@deepgram/ deepgram', 'deepgram.com'),
  framework('LangChain', '@langchain/ langchain langchain_openai langchain_anthropic langchain_core langchain_community langchain_google_genai langchain_aws langchain_mistralai langchain_cohere langchain_ollama langchain_deepseek langchain_groq langchain_xai langchain_together langchain_fireworks langchain_perplexity langchain_google_vertexai langchain_huggingface langchain_nvidia_ai_endpoints langgraph @langchain/langgraph github.com/tmc/langchaingo dev.langchain4j', ''),
  framework('LlamaIndex', 'llamaindex llama_index @llamaindex/', ''),
  framework('Vercel AI SDK', 'ai @ai-sdk/', ''),
  framework('LiteLLM', 'litellm', ''),
  framework('Spring AI', 'org.springframework.ai', ''),
  framework('Semantic Kernel', 'semantic_kernel Microsoft.SemanticKernel com.microsoft.semantickernel', ''),
  framework('Microsoft.Extensions.AI', 'Microsoft.Extensions.AI Microsoft.Agents.AI', ''),
  framework('Pydantic AI', 'pydantic_ai', ''),
  framework('CrewAI', 'crewai', ''),
  framework('Haystack', 'haystack', ''),
  framework('DSPy', 'dspy', ''),
  framework('OpenAI Agents', '@openai/agents', ''),
  errors('Sentry', '@sentry/ sentry_sdk raven raven-js Sentry github.com/getsentry/ io.sentry', 'sentry.io'),
  errors('Bugsnag', '@bugsnag/ bugsnag github.com/bugsnag/ com.bugsnag', 'bugsnag.com'),
  errors('Rollbar', 'rollbar github.com/rollbar/ com.rollbar', 'rollbar.com'),
  errors('Airbrake', '@airbrake/ airbrake', 'airbrake.io'),
  errors('Raygun', 'raygun raygun4py', 'raygun.com raygun.io'),
  errors('Honeybadger', '@honeybadger-io/ honeybadger', 'honeybadger.io'),
  monitoring('Datadog', 'dd-trace hot-shots @datadog/ datadog ddtrace datadog_api_client github.com/DataDog/ com.datadoghq', 'datadoghq.com datadoghq.eu'),
  monitoring('New Relic', 'newrelic @newrelic/ github.com/newrelic/ com.newrelic', 'newrelic.com nr-data.net'),
  monitoring('Honeycomb', 'libhoney beeline github.com/honeycombio/', 'honeycomb.io'),
  monitoring('Loggly', 'loggly node-loggly-bulk', 'loggly.com'),
  monitoring('Logtail', '@logtail/ logtail', 'logtail.com betterstack.com'),
  monitoring('Splunk', 'splunk-logging splunk-sdk splunklib', 'splunkcloud.com'),
  monitoring('Dynatrace', '', 'dynatrace.com'),
  monitoring('Axiom', '@axiomhq/ axiom_py', 'axiom.co'),
  monitoring('Langfuse', 'langfuse', 'langfuse.com'),
  monitoring('LangSmith', 'langsmith', 'smith.langchain.com'),
  monitoring('Helicone', '@helicone/', 'helicone.ai'),
  monitoring('PagerDuty', '@pagerduty/ pdpyras pypd', 'pagerduty.com'),
  support('Intercom', 'intercom-client intercom Intercom window.Intercom @intercom/ github.com/intercom/ com.intercom io.intercom', 'intercom.io'),
  support('Zendesk', 'node-zendesk zenpy zE', 'zendesk.com'),
  support('Freshdesk', '', 'freshdesk.com'),
  support('Front', '', 'frontapp.com'),
  support('Crisp', 'crisp-api crisp-sdk-web', 'crisp.chat'),
  support('Help Scout', '', 'helpscout.net'),
  support('Drift', '', 'drift.com driftt.com'),
  sales('Salesforce', 'jsforce simple_salesforce com.sforce', 'salesforce.com force.com'),
  sales('Pipedrive', 'pipedrive', 'pipedrive.com'),
  sales('Apollo', '', 'apollo.io'),
  sales('Attio', '', 'attio.com'),
  sales('Zoho', 'zcrmsdk', 'zoho.com zohoapis.com'),
  payment('Stripe', 'stripe @stripe/ github.com/stripe/ com.stripe', 'stripe.com'),
  payment('PayPal', '@paypal/ paypalrestsdk paypalhttp github.com/plutov/paypal com.paypal', 'paypal.com'),
  payment('Braintree', 'braintree com.braintreegateway', 'braintreegateway.com'),
  payment('Adyen', '@adyen/ Adyen github.com/adyen/ com.adyen', 'adyen.com'),
  payment('Plaid', 'plaid github.com/plaid/ com.plaid', 'plaid.com'),
  payment('Razorpay', 'razorpay com.razorpay', 'razorpay.com'),
  payment('Square', 'square squareup', 'squareup.com'),
  payment('Paddle', '@paddle/ paddle_billing', 'paddle.com'),
  payment('Mollie', '@mollie/ mollie', 'mollie.com'),
  payment('GoCardless', 'gocardless-nodejs gocardless_pro', 'gocardless.com'),
  payment('Lemon Squeezy', '@lemonsqueezy/', 'lemonsqueezy.com'),
  payment('Paystack', 'paystack', 'paystack.co'),
  email('SendGrid', '@sendgrid/ sendgrid github.com/sendgrid/ com.sendgrid', 'sendgrid.com'),
  email('Mailgun', 'mailgun.js mailgun-js mailgun github.com/mailgun/ com.mailgun', 'mailgun.net'),
  email('Postmark', 'postmark postmarker github.com/keighl/postmark github.com/mrz1836/postmark com.postmarkapp', 'postmarkapp.com'),
  email('Resend', 'resend github.com/resend/ com.resend', 'resend.com'),
  email('Brevo', '@getbrevo/brevo sib-api-v3-sdk sib_api_v3_sdk github.com/getbrevo/ sendinblue brevo', 'brevo.com sendinblue.com'),
  email('Mailjet', 'node-mailjet mailjet_rest com.mailjet', 'mailjet.com'),
  email('SparkPost', 'sparkpost', 'sparkpost.com'),
  messaging('Twilio', 'twilio github.com/twilio/ com.twilio', 'twilio.com'),
  messaging('Vonage', '@vonage/ vonage nexmo github.com/vonage/ com.vonage', 'nexmo.com vonage.com'),
  messaging('MessageBird', 'messagebird', 'messagebird.com'),
  messaging('OneSignal', 'onesignal-node @onesignal/ onesignal_sdk com.onesignal', 'onesignal.com'),
  messaging('Slack', '@slack/ slack_sdk slack slackclient github.com/slack-go/slack com.slack.api', 'slack.com'),
  messaging('Discord', 'discord.js discord discord_webhook github.com/bwmarrin/discordgo', 'discord.com discordapp.com'),
  messaging('Telegram', 'node-telegram-bot-api telegram telegraf aiogram telebot grammy github.com/go-telegram-bot-api/', 'telegram.org'),
  messaging('Pusher', 'pusher github.com/pusher/ com.pusher', 'pusher.com'),
  messaging('Microsoft Teams', 'pymsteams', 'webhook.office.com'),
  messaging('Plivo', 'plivo', 'plivo.com'),
  messaging('Sinch', '@sinch/ sinch', 'sinch.com'),
  messaging('WhatsApp', '', 'graph.whatsapp.com'),
  messaging('Firebase Messaging', 'firebase-admin/messaging firebase_admin.messaging com.google.firebase.messaging', 'fcm.googleapis.com'),
  messaging('Knock', '@knocklabs/ knockapi', 'knock.app'),
  messaging('Novu', '@novu/node @novu/api novu', 'novu.co'),
  messaging('Courier', '@trycourier/ trycourier', 'courier.com'),
  identity('Auth0', 'auth0 @auth0/', 'auth0.com'),
  identity('Okta', '@okta/ okta com.okta', 'okta.com oktapreview.com'),
  identity('Clerk', '@clerk/', 'clerk.com clerk.dev'),
  identity('WorkOS', '@workos-inc/ workos', 'workos.com'),
  identity('Onfido', '@onfido/ onfido', 'onfido.com'),
  identity('Persona', '', 'withpersona.com'),
  identity('Checkr', '', 'checkr.com'),
  identity('Jumio', '', 'jumio.com'),
  identity('Veriff', '', 'veriff.com veriff.me'),
  identity('Stytch', 'stytch', 'stytch.com'),
  enrichment('Clearbit', 'clearbit', 'clearbit.com'),
  enrichment('FullContact', '', 'fullcontact.com'),
  enrichment('ZoomInfo', '', 'zoominfo.com'),
  enrichment('People Data Labs', 'peopledatalabs', 'peopledatalabs.com'),
  search('Algolia', 'algoliasearch github.com/algolia/ com.algolia', 'algolia.net algolia.com'),
  search('Pinecone', '@pinecone-database/pinecone pinecone github.com/pinecone-io/ io.pinecone', 'pinecone.io'),
  search('Weaviate', 'weaviate weaviate-client weaviate-ts-client', 'weaviate.cloud weaviate.network'),
  search('Qdrant', '@qdrant/ qdrant_client', 'qdrant.io'),
  work('Airtable', 'airtable pyairtable', 'airtable.com'),
  work('Notion', '@notionhq/client notion_client', 'notion.com notion.so'),
  work('Google Sheets', 'gspread', 'sheets.googleapis.com'),
  work('Coda', '', 'coda.io'),
  work('Typeform', '', 'typeform.com'),
  work('monday.com', '', 'monday.com'),
  work('Trello', '', 'trello.com'),
  work('Asana', 'asana', 'asana.com'),
  work('Linear', '@linear/sdk', 'linear.app'),
  work('Jira', 'jira jira-client jira.js', 'atlassian.net'),
  automation('Zapier', '', 'zapier.com'),
  automation('Make', '', 'make.com integromat.com'),
  automation('n8n', '', 'n8n.cloud'),
  automation('IFTTT', '', 'ifttt.com'),
  automation('Pipedream', '', 'pipedream.net pipedream.com'),
  signing('DocuSign', 'docusign-esign docusign_esign com.docusign', 'docusign.net docusign.com'),
  signing('Dropbox Sign', '@dropbox/sign dropbox_sign', 'hellosign.com'),
  scheduling('Calendly', '', 'calendly.com'),
  scheduling('Cal.com', '@calcom/', 'cal.com'),
  maps('Google Maps', '@googlemaps/ googlemaps', 'maps.googleapis.com'),
  maps('Mapbox', '@mapbox/ mapbox', 'mapbox.com'),
  maps('IP geolocation', 'ipinfo', 'ipinfo.io ipapi.co ip-api.com ipstack.com'),
  avatars('Gravatar', '', 'gravatar.com'),
];
