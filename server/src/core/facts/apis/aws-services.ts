import table from '../../../../data/aws.json' with { type: 'json' };
import { rowOf } from '../../text/row-of.ts';

/** How all SDKs' spellings of a name meet. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

export interface AwsService {
  /** As the tables spell it. */
  readonly name: string;
  readonly prefix: string;
}

/** From any SDK's spelling: `s3`, `cognito-idp`, `client-sfn`, `S3`; null when the table does not know it. */
export function awsService(spelling: string): AwsService | null {
  const row = rowOf<readonly string[]>(table.services, plainName(spelling));
  return row === undefined ? null : { name: row[0]!, prefix: row[1]! };
}
