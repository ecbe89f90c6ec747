/** A token whose text alone says what it is. Formats as the vendors publish them, 2026-11; every pattern is linear. */
export interface SecretFormat {
  /** As messages say it: "a GitHub token". */
  readonly title: string;
  readonly dataClass:
    | 'credential.token'
    | 'credential.api-key'
    | 'credential.private-key'
    | 'credential.connection-string';
  /** Text that must be there for the pattern to be tried. */
  readonly mark: string;
  readonly pattern: RegExp;
}

const key = (title: string, mark: string, pattern: RegExp): SecretFormat => ({
  title,
  dataClass: 'credential.api-key',
  mark,
  pattern,
});
const token = (title: string, mark: string, pattern: RegExp): SecretFormat => ({
  title,
  dataClass: 'credential.token',
  mark,
  pattern,
});

// prettier-ignore
export const secretFormats: readonly SecretFormat[] = [
  key('an AWS access key', 'AKIA', /\bAKIA[A-Z2-7]{16}\b/g),
  key('an AWS access key', 'ASIA', /\bASIA[A-Z2-7]{16}\b/g),
  key('a Google API key', 'AIza', /\bAIza[\w-]{35}(?![\w-])/g),
  key('a Google OAuth secret', 'GOCSPX-', /\bGOCSPX-[\w-]{28}(?![\w-])/g),
  token('a GitHub token', 'gh', /\bgh[pousr]_[A-Za-z0-9]{36,255}\b/g),
  token('a GitHub token', 'github_pat_', /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b/g),
  token('a GitLab token', 'glpat-', /\bglpat-[\w-]{20,}(?![\w-])/g),
  token('a GitLab token', 'glrt-', /\bglrt-[\w-]{20,}(?![\w-])/g),
  token('a Slack token', 'xox', /\bxox[abeoprs]-[A-Za-z0-9-]{20,250}\b/g),
  token('a Slack token', 'xapp-', /\bxapp-\d-[A-Z0-9]+-\d+-[a-f0-9]{40,}\b/g),
  token('a Slack webhook', 'hooks.slack.com', /hooks\.slack\.com\/(?:services|workflows)\/T[A-Z0-9]{6,}\/[A-Z0-9]{6,}\/[A-Za-z0-9]{16,}/g),
  token('a Discord webhook', 'discord', /discord(?:app)?\.com\/api\/webhooks\/\d{16,20}\/[\w-]{60,}/g),
  key('a Stripe key', '_live_', /\b[sr]k_live_[A-Za-z0-9]{16,247}\b/g),
  key('a Stripe key', '_test_', /\b[sr]k_test_[A-Za-z0-9]{16,247}\b/g),
  key('a Stripe webhook secret', 'whsec_', /\bwhsec_[A-Za-z0-9+/=]{24,}/g),
  key('an OpenAI key', 'sk-proj-', /\bsk-proj-[\w-]{40,}/g),
  key('an OpenAI key', 'T3BlbkFJ', /\bsk-[\w-]{16,}T3BlbkFJ[\w-]{16,}/g),
  key('an OpenAI key', 'sk-svcacct-', /\bsk-svcacct-[\w-]{40,}/g),
  key('an Anthropic key', 'sk-ant-', /\bsk-ant-[a-z0-9]+-[\w-]{40,}/g),
  key('a Hugging Face token', 'hf_', /\bhf_[A-Za-z]{34}\b/g),
  key('a Replicate token', 'r8_', /\br8_[A-Za-z0-9]{37}\b/g),
  key('a Groq key', 'gsk_', /\bgsk_[A-Za-z0-9]{52}\b/g),
  key('an xAI key', 'xai-', /\bxai-[A-Za-z0-9]{70,}\b/g),
  key('a Perplexity key', 'pplx-', /\bpplx-[A-Za-z0-9]{48}\b/g),
  key('a SendGrid key', 'SG.', /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g),
  key('a Mailgun key', 'key-', /\bkey-[0-9a-f]{32}\b/g),
  key('a Mailchimp key', '-us', /\b[0-9a-f]{32}-us\d{1,2}\b/g),
  key('a Twilio key', 'SK', /\bSK[0-9a-f]{32}\b/g),
  key('a Postman key', 'PMAK-', /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b/g),
  key('a New Relic key', 'NRAK-', /\bNRAK-[A-Z0-9]{27}\b/g),
  key('a Databricks token', 'dapi', /\bdapi[0-9a-f]{32}(?:-\d)?\b/g),
  key('a DigitalOcean token', 'do', /\bdo[opr]_v1_[0-9a-f]{64}\b/g),
  key('a Doppler token', 'dp.', /\bdp\.(?:pt|st|ct|sa)\.[\w.-]{40,}/g),
  key('a Linear key', 'lin_api_', /\blin_api_[A-Za-z0-9]{40}\b/g),
  key('a Notion token', 'ntn_', /\bntn_[A-Za-z0-9]{40,}\b/g),
  key('a Shopify token', 'shp', /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/g),
  key('a Square token', 'sq0', /\bsq0(?:atp|csp|idp)-[\w-]{22,43}/g),
  key('an Airtable token', 'pat', /\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b/g),
  key('an Algolia admin key', 'ALGOLIA_ADMIN', /\bALGOLIA_ADMIN\w*\W{1,4}[0-9a-f]{32}\b/g),
  key('a Cloudflare token', 'v1.0-', /\bv1\.0-[0-9a-f]{24}-[0-9a-f]{146}\b/g),
  key('a HashiCorp Vault token', 'hvs.', /\bhvs\.[\w-]{24,}/g),
  key('a Terraform Cloud token', '.atlasv1.', /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}/g),
  key('a Grafana token', 'glsa_', /\bglsa_[A-Za-z0-9]{32}_[0-9a-f]{8}\b/g),
  key('a Sentry token', 'sntrys_', /\bsntrys_[\w+/=]{60,}/g),
  key('a PlanetScale token', 'pscale_', /\bpscale_(?:tkn|oauth|pw)_[\w-]{32,}/g),
  key('a Supabase key', 'sbp_', /\bsbp_[0-9a-f]{40}\b/g),
  token('an npm token', 'npm_', /\bnpm_[A-Za-z0-9]{36}\b/g),
  token('a PyPI token', 'pypi-', /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/g),
  token('a RubyGems token', 'rubygems_', /\brubygems_[0-9a-f]{48}\b/g),
  token('a Docker Hub token', 'dckr_pat_', /\bdckr_pat_[\w-]{27}/g),
  token('a Telegram bot token', ':AA', /\b\d{8,10}:AA[\w-]{33}(?![\w-])/g),
  token('a Facebook token', 'EAA', /\bEAA[A-Za-z0-9]{80,}\b/g),
  token('a Firebase messaging key', ':APA91b', /\b[A-Za-z0-9_-]{7,}:APA91b[\w-]{130,}/g),
  token('an Azure SAS token', 'sig=', /[?&]sv=20\d\d-\d\d-\d\d&[^\s"']{0,300}sig=[A-Za-z0-9%+/=]{40,}/g),
  { title: 'an Azure storage key', dataClass: 'credential.connection-string', mark: 'AccountKey=', pattern: /\bAccountKey=[A-Za-z0-9+/]{86}==/g },
  { title: 'an Azure access key', dataClass: 'credential.connection-string', mark: 'SharedAccessKey=', pattern: /\bSharedAccessKey=[A-Za-z0-9+/]{40,}=/g },
  { title: 'a private key', dataClass: 'credential.private-key', mark: 'PRIVATE KEY', pattern: /-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\\n|\\r|[\s"'+]){0,40}(?:[A-Za-z-]{3,20}: [^\n\\]{0,200}(?:\\n|\n){1,2}){0,4}[A-Za-z0-9+/=]{24}/g },
  { title: 'an age key', dataClass: 'credential.private-key', mark: 'AGE-SECRET-KEY-', pattern: /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/g },
];

/** A signed JWT, three parts; those of tests and docs are made for jwt.io. */
export const jwtPattern = /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g;

/** `scheme://user:password@host` */
export const urlCredentials =
  /\b([a-z][a-z0-9+.-]{1,20}):\/\/([^\s:/@"'`<>{}$]{0,80}):([^\s@/"'`<>]{3,120})@([\w.-]{1,120})/gi;
