import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { IssuedInvoice } from '../store/invoices.ts';

const linkSeconds = 300;

export interface InvoiceFiles {
  /** A link to the rendered document, good for five minutes. */
  downloadUrl(invoice: IssuedInvoice): Promise<string>;
}

export function s3InvoiceFiles(client: S3Client): InvoiceFiles {
  return {
    downloadUrl(invoice) {
      const document = new GetObjectCommand({
        Bucket: 'ledger-invoices',
        Key: `invoices/${invoice.number}.html`,
        ResponseContentDisposition: `attachment; filename="${invoice.number}.html"`,
      });
      return getSignedUrl(client, document, { expiresIn: linkSeconds });
    },
  };
}
