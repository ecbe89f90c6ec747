import { HttpError } from '../errors.ts';
import { addDays, toIsoDay } from '../format/dates.ts';
import type { InvoiceStore, IssuedInvoice } from '../store/invoices.ts';

const taxRate = 0.19;
const daysToPay = 14;

/** What else happens once an invoice has its number. Called in order, one after the other. */
export type OnIssued = (invoice: IssuedInvoice) => Promise<void>;

export interface Billing {
  invoices: InvoiceStore;
  onIssued: readonly OnIssued[];
}

/** @throws HttpError 404 when there is no such invoice, 409 when it has been issued before. */
export async function issueInvoice(
  { invoices, onIssued }: Billing,
  id: string,
  today: Date,
): Promise<IssuedInvoice> {
  const draft = await invoices.find(id);
  if (!draft) throw new HttpError(404, 'There is no such invoice.');

  const netCents = draft.lines.reduce(
    (sum, { quantity, unitCents }) => sum + quantity * unitCents,
    0,
  );
  const invoice = await invoices.issue(id, {
    netCents,
    taxCents: Math.round(netCents * taxRate),
    issuedOn: toIsoDay(today),
    dueOn: toIsoDay(addDays(today, daysToPay)),
  });
  if (!invoice) throw new HttpError(409, 'This invoice has been issued already.');

  for (const notify of onIssued) await notify(invoice);
  return invoice;
}
