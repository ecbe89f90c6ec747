import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider, type LogRecordExporter } from '@opentelemetry/sdk-logs';
import { LOG_SCOPE, toLogRecords, type RecordsInput } from '../core/export.ts';

export interface Sent {
  readonly count: number;
  /** What the first failure said. Null: the collector took everything. */
  readonly failure: string | null;
}

/** Far below what the queue holds, so that nothing is dropped. */
const batchSize = 256;

/**
 * Sends every record to a collector, in order, through OpenTelemetry's own SDK, and stops at the first failure. Headers (a token, say)
 * come from OTEL_EXPORTER_OTLP_HEADERS, so that they stand in no command line; the address comes from the caller alone.
 */
export async function sendLogs(input: RecordsInput, endpoint: URL): Promise<Sent> {
  const failures: string[] = [];
  const exporter = noting(new OTLPLogExporter({ url: toUrl(endpoint), concurrencyLimit: 1 }), failures);
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': 'countersign', 'service.version': input.tool.version }),
    logRecordLimits: { attributeCountLimit: 1024 },
    processors: [new BatchLogRecordProcessor({ exporter, maxExportBatchSize: batchSize, maxQueueSize: 2 * batchSize })],
  });
  const logger = provider.getLogger(LOG_SCOPE, input.tool.version);
  let count = 0;
  for (const { at, eventName, severityNumber, severityText, body, attributes } of toLogRecords(input)) {
    const timestamp = new Date(at);
    const copied = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
    );
    logger.emit({ timestamp, eventName, severityNumber, severityText, body, attributes: copied });
    count += 1;
    if (count % batchSize === 0) await provider.forceFlush();
    if (failures.length > 0) break;
  }
  await provider.shutdown();
  return { count, failure: failures[0] ?? null };
}

/** The SDK only logs what a collector refuses. */
function noting(exporter: LogRecordExporter, failures: string[]): LogRecordExporter {
  return {
    export: (logs, answer) =>
      exporter.export(logs, (result) => {
        const { code }: { readonly code: number } = result;
        if (code !== 0) failures.push(result.error?.message ?? 'the collector did not take it');
        answer(result);
      }),
    forceFlush: async () => await exporter.forceFlush(),
    shutdown: async () => await exporter.shutdown(),
  };
}

/** An address without a path means the collector's own for logs. */
function toUrl(endpoint: URL): string {
  const url = new URL(endpoint);
  if (url.pathname === '/') url.pathname = '/v1/logs';
  return url.href;
}
