import type { Pool } from 'pg';
import { z } from 'zod';

export const Plan = z.enum(['basic', 'team', 'business']);

export const NewAccount = z.object({
  email: z.email(),
  fullName: z.string().trim().min(1).max(200),
  dateOfBirth: z.iso.date(),
  plan: Plan,
});

export interface Account extends z.infer<typeof NewAccount> {
  id: string;
  openedAt: Date;
  closedAt: Date | null;
}

export interface AccountQuery {
  closed?: { from: Date; to: Date } | undefined;
  /** The last id of the page before. */
  after?: string | undefined;
  limit: number;
}

export interface AccountStore {
  list(query: AccountQuery): Promise<Account[]>;
  find(id: string): Promise<Account | undefined>;
  open(account: z.infer<typeof NewAccount>): Promise<Account>;
  changePlan(id: string, plan: z.infer<typeof Plan>): Promise<boolean>;
  /** False when there is no such account or it is closed already. */
  close(id: string, closedAt: Date): Promise<boolean>;
}

const columns = `
  id, email, full_name as "fullName", to_char(date_of_birth, 'YYYY-MM-DD') as "dateOfBirth",
  plan, opened_at as "openedAt", closed_at as "closedAt"`;

export function postgresAccounts(pool: Pool): AccountStore {
  return {
    async list({ closed, after, limit }) {
      const { rows } = await pool.query<Account>(
        `select ${columns} from accounts
         where ($1::timestamptz is null or (closed_at >= $1 and closed_at < $2))
           and ($3::uuid is null or id > $3)
         order by id limit $4`,
        [closed?.from, closed?.to, after, limit],
      );
      return rows;
    },

    async find(id) {
      const { rows } = await pool.query<Account>(`select ${columns} from accounts where id = $1`, [
        id,
      ]);
      return rows[0];
    },

    async open({ email, fullName, dateOfBirth, plan }) {
      const { rows } = await pool.query<Account>(
        `insert into accounts (email, full_name, date_of_birth, plan)
         values ($1, $2, $3, $4) returning ${columns}`,
        [email, fullName, dateOfBirth, plan],
      );
      const [account] = rows;
      if (!account) throw new Error('The insert returned no row.');
      return account;
    },

    async changePlan(id, plan) {
      const { rowCount } = await pool.query(
        'update accounts set plan = $2 where id = $1 and closed_at is null',
        [id, plan],
      );
      return rowCount === 1;
    },

    async close(id, closedAt) {
      const { rowCount } = await pool.query(
        'update accounts set closed_at = $2 where id = $1 and closed_at is null',
        [id, closedAt],
      );
      return rowCount === 1;
    },
  };
}
