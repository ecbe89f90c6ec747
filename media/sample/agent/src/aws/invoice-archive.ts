import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { OnIssued } from '../billing/issue-invoice.ts';

/** Keeps every invoice as it was issued, by year, apart from the rendered document. */
export function archiveInvoice(client: S3Client): OnIssued {
  return async (invoice) => {
    const year = invoice.issuedOn.slice(0, 4);
    await client.send(
      new PutObjectCommand({
        Bucket: 'ledger-archive',
        Key: `invoices/${year}/${invoice.number}.json`,
        Body: JSON.stringify(invoice),
        ContentType: 'application/json',
      }),
    );
  };
}
