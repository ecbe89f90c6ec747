import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { OnIssued } from '../billing/issue-invoice.ts';

/** Asks the worker to render an invoice. The job names the invoice and carries nothing of it. */
export function queueRenderJob(client: SQSClient, queueUrl: string): OnIssued {
  return async (invoice) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ kind: 'render-invoice', invoiceId: invoice.id }),
      }),
    );
  };
}
