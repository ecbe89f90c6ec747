import type { FoundTrigger } from './define.ts';

/** What nodes of n8n do, by the last part of their type: `webhook` of `n8n-nodes-base.webhook`. @see https://docs.n8n.io/integrations/ (2.0) */

type Starter = Pick<FoundTrigger, 'type' | 'by' | 'detail'>;

const mail: Starter = { type: 'event', by: 'anybody', detail: 'whoever sends an e-mail' };
const message: Starter = { type: 'event', by: 'anybody', detail: 'whoever sends a message' };
const form: Starter = { type: 'event', by: 'anybody', detail: 'whoever fills in the form' };
const clock: Starter = { type: 'schedule', by: 'nobody' };
const own: Starter = { type: 'manual', by: 'insiders' };
const flow: Starter = { type: 'event', by: 'insiders', detail: 'another workflow' };

export const n8nTriggers: ReadonlyMap<string, Starter> = new Map([
  ['manualTrigger', own],
  ['start', own],
  ['evaluationTrigger', own],
  ['executeWorkflowTrigger', flow],
  ['errorTrigger', flow],
  ['workflowTrigger', flow],
  ['n8nTrigger', flow],
  ['scheduleTrigger', clock],
  ['cron', clock],
  ['interval', clock],
  ['emailReadImap', mail],
  ['gmailTrigger', mail],
  ['microsoftOutlookTrigger', mail],
  ['postmarkTrigger', mail],
  ['telegramTrigger', message],
  ['whatsAppTrigger', message],
  ['twilioTrigger', message],
  ['facebookTrigger', message],
  ['lineTrigger', message],
  ['typeformTrigger', form],
  ['jotFormTrigger', form],
  ['surveyMonkeyTrigger', form],
  ['wufooTrigger', form],
  ['formIoTrigger', form],
  ['formstackTrigger', form],
  ['koBoToolboxTrigger', form],
  ['calTrigger', form],
  ['calendlyTrigger', form],
  ['rssFeedReadTrigger', { type: 'event', by: 'anybody', detail: 'whoever writes the feed' }],
  ['slackTrigger', { type: 'event', by: 'insiders', detail: 'whoever writes in the workspace' }],
  ['microsoftTeamsTrigger', { type: 'event', by: 'insiders', detail: 'whoever writes in the team' }],
  ['localFileTrigger', { type: 'event', by: 'insiders', detail: 'who writes to the folder' }],
]);

/** They listen by themselves; without `authentication` to anybody. */
export const n8nListeners: ReadonlySet<string> = new Set(['webhook', 'formTrigger', 'chatTrigger', 'mcpTrigger']);

/** They work on what they are given, and talk to nobody. */
export const n8nInternal: ReadonlySet<string> = new Set(
  (
    'set if switch merge code function functionItem noOp splitInBatches splitOut dateTime itemLists filter aggregate sort limit ' +
    'stickyNote respondToWebhook html htmlExtract xml crypto markdown executeWorkflow wait stopAndError compareDatasets summarize ' +
    'removeDuplicates renameKeys convertToFile extractFromFile readWriteFile readBinaryFile readBinaryFiles writeBinaryFile ' +
    'moveBinaryData spreadsheetFile readPDF compression editImage executeCommand agent agentTool chainLlm chainSummarization ' +
    'chainRetrievalQa toolCode toolCalculator toolThink toolWorkflow toolHttpRequest toolVectorStore textSplitterRecursiveCharacterTextSplitter ' +
    'textSplitterTokenSplitter textSplitterCharacterTextSplitter documentDefaultDataLoader documentBinaryInputLoader ' +
    'outputParserStructured outputParserAutofixing outputParserItemList memoryBufferWindow memoryManager vectorStoreInMemory ' +
    'informationExtractor textClassifier sentimentAnalysis retrieverVectorStore guardrails respondToChat chat form httpRequest ' +
    'httpRequestTool graphql n8n executionData debugHelper dataTable dataTableTool ai'
  ).split(' '),
);

/** A parameter that is a command, a script or a query, by type; without the rest only where another parameter has that value. */
export interface N8nSink {
  readonly parameter: string;
  readonly into: string;
  readonly isCode?: true;
}

const sql: readonly N8nSink[] = [{ parameter: 'query', into: 'the query' }];
export const n8nSinks: ReadonlyMap<string, readonly N8nSink[]> = new Map([
  ['executeCommand', [{ parameter: 'command', into: 'the command' }]],
  ['ssh', [{ parameter: 'command', into: 'the command' }]],
  [
    'code',
    [
      { parameter: 'jsCode', into: 'the script', isCode: true },
      { parameter: 'pythonCode', into: 'the script', isCode: true },
    ],
  ],
  ['function', [{ parameter: 'functionCode', into: 'the script', isCode: true }]],
  ['functionItem', [{ parameter: 'functionCode', into: 'the script', isCode: true }]],
  [
    'toolCode',
    [
      { parameter: 'jsCode', into: 'the script', isCode: true },
      { parameter: 'pythonCode', into: 'the script', isCode: true },
    ],
  ],
  ...[
    'postgres',
    'mySql',
    'microsoftSql',
    'snowflake',
    'questDb',
    'timescaleDb',
    'crateDb',
    'oracleDatabase',
    'postgresTool',
    'mySqlTool',
  ].map((type): [string, readonly N8nSink[]] => [type, sql]),
  ['googleBigQuery', [{ parameter: 'sqlQuery', into: 'the query' }]],
]);

/** Who answers, by what the type of a node begins with. */
const PROVIDERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:lm(?:Chat)?|embeddings)AzureOpenAi|azureOpenAi/i, 'Azure OpenAI'],
  [/^(?:lm(?:Chat)?|embeddings)?OpenAi|^openAi/i, 'OpenAI'],
  [/^(?:lmChat)?Anthropic/i, 'Anthropic'],
  [/Bedrock/i, 'Amazon Bedrock'],
  [/Gemini|Vertex|^(?:lm|embeddings)Google|PaLM/i, 'Google AI'],
  [/Mistral/i, 'Mistral'],
  [/Cohere/i, 'Cohere'],
  [/Groq/i, 'Groq'],
  [/Ollama/i, 'Ollama'],
  [/DeepSeek/i, 'DeepSeek'],
  [/OpenRouter/i, 'OpenRouter'],
  [/XAi/i, 'xAI'],
  [/HuggingFace|OpenHuggingFace/i, 'Hugging Face'],
  [/perplexity/i, 'Perplexity'],
];
const OF_MODEL =
  /^(?:lm[A-Z]|embeddings[A-Z]|openAi|anthropic$|googleGemini|perplexity|mistralAi|ollama|openAiAssistant|openAiTool)/;

export function n8nProvider(type: string): string | null {
  if (!OF_MODEL.test(type)) return null;
  return PROVIDERS.find(([pattern]) => pattern.test(type))?.[1] ?? type;
}
