import type { Leg, LegOfPart } from '../../model/agent-reach.ts';

/** What tool servers, connectors and built-in tools let an agent do, by words of their names. */
interface Service {
  readonly words: RegExp;
  readonly legs: Readonly<Partial<Record<Leg, string>>>;
}

const row = (words: string, legs: Service['legs']): Service => ({ words: new RegExp(`^(?:${words})$`), legs });

const READS_WEB = 'opens pages that anybody wrote';
const ANY_ADDRESS = 'connects to any address';

/** Words of the packages, images and hosts that servers are known by. Sources: their documentation and the registry of the protocol, 2026-11. */
const SERVICES: readonly Service[] = [
  row(
    'fetch|fetcher|playwright|puppeteer|browser|browsermcp|browserbase|browserless|selenium|chromedevtools|devtools|firecrawl|crawl4ai|scrape|scraper|scraping|apify|brightdata|hyperbrowser|stagehand|webfetch|curl|httpie|wget|urlfetch',
    { untrusted: READS_WEB, outward: ANY_ADDRESS },
  ),
  row(
    'brave|tavily|exa|serper|serpapi|perplexity|duckduckgo|ddg|websearch|searxng|kagi|rss|reddit|hackernews|youtube|arxiv|wikipedia',
    {
      untrusted: 'finds pages that anybody wrote',
    },
  ),
  row('gmail|outlook|imap|mailbox|email|mail|ms365|msgraph|protonmail|fastmail|agentmail', {
    untrusted: 'reads mail that anybody sends',
    private: 'reads a mailbox',
    outward: 'sends mail',
  }),
  row('whatsapp|telegram|discord|twitter|bluesky|mastodon|imessage', {
    untrusted: 'reads messages that anybody sends',
    private: 'reads conversations',
    outward: 'sends messages',
  }),
  row('slack|teams|mattermost|zulip|webex', { private: 'reads conversations', outward: 'posts messages' }),
  row('twilio|sendgrid|postmark|mailgun|resend|ntfy|pushover|webhook|webhooks', { outward: 'sends messages' }),
  row('github|githubcopilot|gitlab|gitea|forgejo|bitbucket|gitee', {
    untrusted: 'reads issues that anybody writes',
    private: 'reads private repositories',
    outward: 'writes where others read',
  }),
  row('zendesk|intercom|freshdesk|helpscout|hubspot|gorgias', {
    untrusted: 'reads what customers write',
    private: 'reads data of customers',
    outward: 'answers customers',
  }),
  row('atlassian|jira|servicenow|sentry|linear', {
    untrusted: 'reads tickets and events that others write',
    private: 'reads projects of the team',
  }),
  row(
    'sql|postgres|postgresql|pg|pgsql|mysql|mariadb|sqlite|mssql|sqlserver|oracle|mongodb|mongo|supabase|neon|planetscale|bigquery|snowflake|databricks|redshift|clickhouse|duckdb|redis|elasticsearch|opensearch|dynamodb|cassandra|neo4j|airtable|qdrant|chroma|pinecone|weaviate|milvus|prisma|toolbox|dbhub|database',
    { private: 'reads a database' },
  ),
  row(
    'gdrive|googledrive|gsuite|googleworkspace|onedrive|sharepoint|dropbox|notion|confluence|obsidian|evernote|coda|todoist|calendar|gcal|stripe|paypal|salesforce|quickbooks|xero|shopify|plaid|1password|bitwarden|vault|okta|bloomberg|grafana|datadog',
    {
      private: 'reads data of the team',
    },
  ),
  row('aws|awslabs|gcloud|gcp|azure|kubernetes|k8s|kubectl|cloudflare|digitalocean|heroku|terraform', {
    private: 'reads what the cloud account holds',
    outward: 'changes what others can reach',
  }),
  row('zapier|pipedream|composio|ifttt|n8n|activepieces|workato', {
    private: 'reads what is connected to it',
    outward: 'acts in whatever is connected to it',
  }),
  row('desktopcommander|shell|terminal|bash|ssh|commander|iterm|powershell', {
    private: 'reads all files of the machine',
    outward: 'runs programs that connect',
  }),
];

/** Words that a name is put together of, and each two that stand beside each other: `web-fetch`, `desktop-commander`. */
const WORD = /[a-z0-9]+/g;
const MAX_NAME = 300;
/** Words of where a thing comes from: `mcp.notion.com`, `@playwright/mcp`. */
const COMMON = new Set([
  'mcp',
  'server',
  'servers',
  'com',
  'io',
  'dev',
  'app',
  'api',
  'net',
  'org',
  'www',
  'modelcontextprotocol',
]);

/** By the name of a package, an image or a host. */
export function legsOfName(name: string): readonly LegOfPart[] {
  const words = (apart(name.slice(0, MAX_NAME)).match(WORD) ?? []).filter((word) => !COMMON.has(word));
  const pairs = words.slice(1).map((word, at) => `${words[at]!}${word}`);
  const found = SERVICES.find((each) => [...words, ...pairs].some((word) => each.words.test(word)));
  return found === undefined ? [] : toLegs(found.legs);
}

/** `SQLDatabaseToolkit` is `sql database toolkit`. */
function apart(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

function toLegs(given: Service['legs']): readonly LegOfPart[] {
  return (['untrusted', 'private', 'outward'] as const).flatMap((leg) => {
    const words = given[leg];
    return words === undefined ? [] : [{ leg, words }];
  });
}

const READS =
  /^(?:get|list|search|read|query|find|fetch|view|show|describe|lookup|download|export|count|browse)(?:$|[_-]|(?=[A-Z]))/;
const WRITES =
  /^(?:send|create|post|reply|add|update|publish|comment|upload|write|share|submit|forward|push|merge|edit|delete|set|invite|notify|draft)(?:$|[_-]|(?=[A-Z]))/;

/** One tool of a server: what it is called says whether it reads or writes. */
function legsOfServerTool(server: string, tool: string): readonly LegOfPart[] {
  const all = legsOfName(server);
  if (READS.test(tool)) return isOfWeb(all) ? all : all.filter(({ leg }) => leg !== 'outward');
  return WRITES.test(tool) ? all.filter(({ leg }) => leg === 'outward') : all;
}

/** Asking for a page sends its address. */
function isOfWeb(all: readonly LegOfPart[]): boolean {
  return all.some(({ words }) => words === ANY_ADDRESS);
}

/** Tools that coding agents have themselves, as their rules name them. */
const BUILT_IN: readonly Service[] = [
  row('WebFetch|web_fetch|fetch|fetch_webpage|WebFetchTool|webfetch', { untrusted: READS_WEB, outward: ANY_ADDRESS }),
  row('WebSearch|web_search|google_web_search|search_web|websearch', { untrusted: 'finds pages that anybody wrote' }),
  row('browser|browser_action|browserAction|openSimpleBrowser', { untrusted: READS_WEB, outward: ANY_ADDRESS }),
  row('Bash|Shell|PowerShell|run_shell_command|ShellTool|bash|shell|execute|runCommands|terminal|runInTerminal', {
    private: 'reads whatever its user can read',
    outward: 'runs programs that connect',
  }),
];
const CONNECTING = /^(?:curl|wget|http|https|xh|nc|ncat|lynx|w3m)\b/;

/** A rule of an agent: `WebFetch`, `mcp__gmail__search`, `Bash(curl:*)`, `server slack`. */
export function legsOfRule(rule: string): readonly LegOfPart[] {
  const server =
    /^mcp__(\w+?)(?:__([\w*-]+))?$/.exec(rule) ?? /^(?:@|Mcp\()([\w-]+)(?:[/:,]\s*([\w*-]+)\)?)?$/.exec(rule);
  if (server !== null) return legsOfServerTool(server[1]!, server[2] ?? '*');
  const inner = /^([\w-]+)\(([^()]*)\)$/.exec(rule);
  const [tool, what] = inner === null ? [rule, ''] : [inner[1]!, inner[2]!];
  const found = BUILT_IN.find(({ words }) => words.test(tool));
  if (found === undefined) return [];
  if (found.legs.private === undefined) return /^domain:[\w.-]+$/.test(what) ? [] : toLegs(found.legs);
  if (/^(?:|\*|:\*|\*\*|\.\*)$/.test(what)) return toLegs(found.legs);
  return CONNECTING.test(what) && what.endsWith('*') ? toLegs({ untrusted: READS_WEB, outward: ANY_ADDRESS }) : [];
}

/** Tools that a provider runs: the `type` of the request. */
export function legsOfType(type: string): readonly LegOfPart[] {
  if (/^(?:web_search)(?:_preview)?(?:_[\d_]+)?$|^(?:google_search|googleSearch)$/.test(type))
    return toLegs({ untrusted: 'finds pages that anybody wrote' });
  if (/^web_fetch(?:_\d+)?$|^(?:url_context|urlContext)$/.test(type))
    return toLegs({ untrusted: READS_WEB, outward: ANY_ADDRESS });
  if (/^computer(?:_\w+)?$/.test(type)) return toLegs({ untrusted: READS_WEB, outward: ANY_ADDRESS });
  if (/^bash_\d+$|^(?:local_shell|shell)$/.test(type))
    return toLegs({ private: 'reads whatever its user can read', outward: 'runs programs that connect' });
  return type === 'file_search' ? toLegs({ private: 'searches uploaded files' }) : [];
}
