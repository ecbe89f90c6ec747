import { defineRecordExport, type RecordsInput } from './define.ts';
import { toEpochMs } from './epoch.ts';
import { LOG_SCOPE, toLogRecords, type LogRecord, type LogValue } from './log-record.ts';

const BATCH = 100;

/**
 * OpenTelemetry logs as OTLP/JSON, one request a line, as the collector's file receiver reads them. Nothing is sent; with an endpoint
 * the shell sends the same events through OpenTelemetry's SDK.
 * @see OTLP 1.8, JSON Protobuf encoding; OpenTelemetry Protocol File Exporter
 */
export const recordsOtlp = defineRecordExport({
  id: 'otlp',
  title: 'OpenTelemetry logs (OTLP/JSON)',
  mediaType: 'application/x-ndjson',
  extension: 'otlp.jsonl',
  carries: 'narrowed',
  *write(input) {
    let batch: object[] = [];
    for (const record of toLogRecords(input)) {
      batch.push(toOtlp(record));
      if (batch.length < BATCH) continue;
      yield toRequest(batch, input);
      batch = [];
    }
    if (batch.length > 0) yield toRequest(batch, input);
  },
});

function toRequest(logRecords: readonly object[], { tool }: RecordsInput): string {
  const attributes = [
    { key: 'service.name', value: { stringValue: 'countersign' } },
    { key: 'service.version', value: { stringValue: tool.version } },
  ];
  const scopeLogs = [{ scope: { name: LOG_SCOPE, version: tool.version }, logRecords }];
  return `${JSON.stringify({ resourceLogs: [{ resource: { attributes }, scopeLogs }] })}\n`;
}

function toOtlp({ at, eventName, severityNumber, severityText, body, attributes }: LogRecord): object {
  // 64-bit integers are texts in OTLP/JSON.
  const ms = toEpochMs(at);
  const timeUnixNano = ms === 0 ? '0' : `${ms}000000`;
  return {
    timeUnixNano,
    observedTimeUnixNano: timeUnixNano,
    severityNumber,
    severityText,
    eventName,
    body: { stringValue: body },
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: toAnyValue(value) })),
  };
}

function toAnyValue(value: LogValue): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } };
}
