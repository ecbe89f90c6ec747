import type { Pool } from 'pg';
import { z } from 'zod';

export const NewInvoice = z.object({
  accountId: z.uuid(),
  lines: z
    .array(
      z.object({
        text: z.string().trim().min(1).max(200),
        quantity: z.number().int().positive(),
        unitCents: z.number().int(),
      }),
    )
    .min(1),
});

export interface DraftInvoice extends z.infer<typeof NewInvoice> {
  id: string;
  status: 'draft';
}

export interface Totals {
  netCents: number;
  taxCents: number;
  /** Calendar days such as 2026-03-31. */
  issuedOn: string;
  dueOn: string;
}

export interface IssuedInvoice extends z.infer<typeof NewInvoice>, Totals {
  id: string;
  status: 'issued';
  number: string;
}

export type Invoice = DraftInvoice | IssuedInvoice;

export interface InvoiceStore {
  find(id: string): Promise<Invoice | undefined>;
  draft(invoice: z.infer<typeof NewInvoice>): Promise<DraftInvoice>;
  /** Gives the draft its number. Undefined when it is not a draft any more. */
  issue(id: string, totals: Totals): Promise<IssuedInvoice | undefined>;
}

const draftColumns = 'id, status, account_id as "accountId", lines';
const issuedColumns = `${draftColumns}, number,
  net_cents as "netCents", tax_cents as "taxCents",
  to_char(issued_on, 'YYYY-MM-DD') as "issuedOn", to_char(due_on, 'YYYY-MM-DD') as "dueOn"`;

export function postgresInvoices(pool: Pool): InvoiceStore {
  return {
    async find(id) {
      const { rows } = await pool.query<Invoice>(
        `select ${issuedColumns} from invoices where id = $1`,
        [id],
      );
      return rows[0];
    },

    async draft({ accountId, lines }) {
      const { rows } = await pool.query<DraftInvoice>(
        `insert into invoices (account_id, lines) values ($1, $2) returning ${draftColumns}`,
        [accountId, JSON.stringify(lines)],
      );
      const [invoice] = rows;
      if (!invoice) throw new Error('The insert returned no row.');
      return invoice;
    },

    async issue(id, { netCents, taxCents, issuedOn, dueOn }) {
      const { rows } = await pool.query<IssuedInvoice>(
        `update invoices
         set status = 'issued', net_cents = $2, tax_cents = $3, issued_on = $4, due_on = $5,
             number = 'INV-' || lpad(nextval('invoice_numbers')::text, 6, '0')
         where id = $1 and status = 'draft' returning ${issuedColumns}`,
        [id, netCents, taxCents, issuedOn, dueOn],
      );
      return rows[0];
    },
  };
}
