import { Router, type Request } from 'express';
import { z } from 'zod';
import { mayRead, requireAuth, requireStaff } from '../auth/guards.ts';
import type { InvoiceFiles } from '../aws/invoice-files.ts';
import { issueInvoice, type Billing } from '../billing/issue-invoice.ts';
import { HttpError, parse } from '../errors.ts';
import { NewInvoice, type Invoice } from '../store/invoices.ts';

const InvoicePath = z.object({ id: z.uuid() });

export function invoiceRoutes(billing: Billing, files: InvoiceFiles): Router {
  const router = Router();

  router.post('/', requireAuth, requireStaff, async (req, res) => {
    const draft = await billing.invoices.draft(parse(NewInvoice, req.body));
    res.status(201).location(`/invoices/${draft.id}`).json(draft);
  });

  router.get('/:id', requireAuth, async (req, res) => {
    res.json(await readableInvoice(req));
  });

  router.get('/:id/file', requireAuth, async (req, res) => {
    const invoice = await readableInvoice(req);
    if (invoice.status === 'draft') throw new HttpError(409, 'A draft has no document yet.');
    res.redirect(303, await files.downloadUrl(invoice));
  });

  router.post('/:id/issue', requireAuth, requireStaff, async (req, res) => {
    const { id } = parse(InvoicePath, req.params);
    res.json(await issueInvoice(billing, id, new Date()));
  });

  /** Answers 404 for other people's invoices too: their ids are nobody else's business. */
  async function readableInvoice(req: Request): Promise<Invoice> {
    const { id } = parse(InvoicePath, req.params);
    const invoice = await billing.invoices.find(id);
    if (!invoice || !mayRead(req.principal, invoice.accountId)) {
      throw new HttpError(404, 'There is no such invoice.');
    }
    return invoice;
  }

  return router;
}
