import { childOf } from '../../text/tree.ts';
import type { Vendor } from '../apis/vendor-table.ts';
import { vendorOfHost, vendorOfPath } from '../apis/vendors.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { hostOf } from '../normalise.ts';
import { known } from '../to-fact.ts';
import { textOfValue, type Argument, type Value } from '../value.ts';

const MODEL_KEY =
  /^(?:model|modelId|model_id|modelName|model_name|engine|deployment|deploymentName|azure_deployment|Model|ModelId|ModelID)$/;
const BASE_KEY = /^(?:baseURL|base_url|baseUrl|api_base|endpoint|azure_endpoint|apiBase)$/;
/** The first argument of these is the model's name: `openai('gpt-5')` of the AI SDK. */
const BY_POSITION =
  /^(?:@ai-sdk\/[\w-]+\.\w+(?:\(\))?(?:\.\w+)?|google\.generativeai\.GenerativeModel|@google\/generative-ai\.\w+\(\)\.getGenerativeModel)$/;

/** Which model of which provider code asks, where it says so. */
export const modelProviders = defineExtractor({
  id: 'model-providers',
  kinds: ['agent.provider'],
  languages: 'code',
  *extract(reading) {
    const { unit, resolver } = reading;
    for (const kind of ['call', 'new'] as const)
      for (const call of unit.ofKind(kind)) {
        const path = resolver.calleeOf(call);
        const vendor = path === null ? null : vendorOfPath(path);
        if (path === null || vendor?.sink !== 'model-provider') continue;
        const options = optionsOf(reading, resolver.argumentsOf(call));
        const base = options.find(([key]) => BASE_KEY.test(key));
        const model = options.find(([key]) => MODEL_KEY.test(key));
        if (base !== undefined) yield* hostSite(base[1], call);
        const first = BY_POSITION.test(path) ? resolver.argumentsOf(call)[0]?.value() : undefined;
        const name = textOfValue(model?.[1] ?? first ?? { kind: 'unknown' });
        if (name !== null && /^[\w./:@*-]{2,120}$/.test(name))
          yield siteOf(call, providerOf(path, vendor), name, `\`${path}\` asks it.`);
      }
  },
});

/** Classes of frameworks that stand for one provider: `ChatOpenAI` of LangChain, `openai` of the AI SDK. */
const IN_FRAMEWORK: readonly (readonly [RegExp, string])[] = [
  [/azure/i, 'Azure OpenAI'],
  [/anthropic|claude/i, 'Anthropic'],
  [/bedrock/i, 'Amazon Bedrock'],
  [/google|gemini|vertex/i, 'Google AI'],
  [/mistral/i, 'Mistral'],
  [/cohere/i, 'Cohere'],
  [/ollama/i, 'Ollama'],
  [/groq/i, 'Groq'],
  [/deepseek/i, 'DeepSeek'],
  [/xai/i, 'xAI'],
  [/openai/i, 'OpenAI'],
];

function providerOf(path: string, { name, category }: Vendor): string {
  if (category !== 'calls of models') return name;
  const last = path.replace(/^@ai-sdk\//, '').replace(/^@?langchain\w*(?:[/.]\w+)*?(?=\.)/, '');
  return IN_FRAMEWORK.find(([pattern]) => pattern.test(last))?.[1] ?? name;
}

/** A client that is pointed at the host of another provider. */
function* hostSite(value: Value, call: Site['node']): Generator<Site> {
  // `os.environ.get(NAME, "https://…")`: where nothing is set.
  const text = textOfValue(value.kind === 'environment' && value.fallback !== null ? value.fallback : value);
  const host = text === null ? '' : hostOf(text);
  if (host === '' || host.includes('*') || childOf(call, 'call.callee') === null) return;
  yield siteOf(call, vendorOfHost(host)?.name ?? host, 'client', `The client is made for ${host}.`);
}

function siteOf(node: Site['node'], provider: string, model: string, why: string): Site {
  return {
    kind: 'agent.provider',
    action: 'use',
    resource: { kind: 'model', value: known(model) },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'resolved',
    why: [why],
    qualifiers: { provider },
  };
}

function optionsOf({ resolver }: Reading, args: readonly Argument[]): readonly (readonly [string, Value])[] {
  return args.flatMap(({ name, node, value }): readonly (readonly [string, Value])[] => {
    if (name !== null) return [[name, value()]];
    const given = value();
    const object = given.kind === 'object' ? given.node : node?.kind === 'new' || node?.kind === 'object' ? node : null;
    return object === null ? [] : [...resolver.entriesOf(object)].map(([key, each]) => [key, resolver.valueOf(each)]);
  });
}
