import type { RecordsInput, Signer } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { checkedDecider } from './verdict.ts';

/** What of a ledger decides which limits are worth saying. */
type Trait =
  | 'decision'
  | 'claimed'
  | 'not-judged'
  | 'finding'
  | 'model'
  | 'unsealed'
  | 'no-touch'
  | 'approval'
  | 'bypass'
  | 'redacted'
  | 'narrowed'
  | 'coverage';

interface Limit {
  readonly text: string;
  /** Absent: always. */
  readonly when?: Trait;
}

/** What records do not prove. Printed in every export, so that nobody reads more into them than is there. */
const LIMITS: readonly Limit[] = [
  {
    text: 'The chain shows that no record was changed, inserted or removed between others. It cannot show that the newest ones were not cut off: compare the last hash with a copy kept elsewhere.',
  },
  {
    text: 'A record is written with the rights of the user’s account. A program with the same rights could have written it.',
  },
  {
    text: 'Deciders marked "claimed" are named by the settings of their machine. No key proves who they are.',
    when: 'claimed',
  },
  {
    text: 'Records that no seal covers which counts are signed by nobody.',
    when: 'unsealed',
  },
  {
    text: 'A signature shows which key signed, not who held it or whether they read. Without a touch, any program of that user could have used the key.',
    when: 'no-touch',
  },
  {
    text: 'An approval counts once a seal of the approver’s key covers it. Whether the key holds the role is for the policy of the base revision to say.',
    when: 'approval',
  },
  {
    text: 'A bypass is recorded, not judged: whether it counts is for the policy of the base revision to say.',
    when: 'bypass',
  },
  {
    text: 'For hunks marked "not judged" nothing was analysed: that no finding is listed says nothing about them.',
    when: 'not-judged',
  },
  {
    text: 'Origins are claims, each with its source. "unknown" and "unattributed" mean just that, neither "human" nor "agent".',
    when: 'decision',
  },
  { text: 'The name of a model is what the agent’s program said.', when: 'model' },
  {
    text: 'An acknowledgement shows what was put in front of a person and what they answered, not that they understood it.',
    when: 'finding',
  },
  {
    text: 'The analysis is static. It lists what it found and does not show that there is nothing else.',
  },
  {
    text: 'Coverage compares the contents of files with those of records. That every hunk of a file was decided is for "countersign gate" to say, which recomputes them.',
    when: 'coverage',
  },
  {
    text: 'Members named in "redacted" were left out for privacy. The hash of such a record can be recomputed from the ledger, not from this export.',
    when: 'redacted',
  },
  {
    text: 'Of records with "narrowed" some was left out, for nobody asked for it. Their hashes and seals can be checked in a form that carries records whole: ndjson, in-toto, bundle.',
    when: 'narrowed',
  },
];

/** In one walk over the records. */
export function limitsOf({ chains, coverage }: Pick<RecordsInput, 'chains' | 'coverage'>): readonly string[] {
  const traits = new Set<Trait>(coverage === undefined ? [] : ['coverage']);
  for (const { records, signerOf } of chains)
    for (const record of records) addTraits(record, signerOf(record.seq), traits);
  return LIMITS.filter(({ when }) => when === undefined || traits.has(when)).map(({ text }) => text);
}

function addTraits(record: ExportedRecord, signer: Signer | null, traits: Set<Trait>): void {
  if (record.redacted !== undefined) traits.add('redacted');
  if (record.narrowed !== undefined) traits.add('narrowed');
  if ('decidedBy' in record && checkedDecider(record.decidedBy, signer).basis === 'claimed') traits.add('claimed');
  if (record.kind === 'seal') {
    if (signer?.presence !== 'touch') traits.add('no-touch');
    return;
  }
  if (record.kind === 'decision') {
    traits.add('decision');
    if (record.origin.model !== undefined) traits.add('model');
    if (record.hunks.some(({ judged }) => !judged)) traits.add('not-judged');
    if (record.hunks.some(({ findings }) => findings.length > 0)) traits.add('finding');
  }
  if (record.kind === 'approval' || record.kind === 'bypass') traits.add(record.kind);
  if (record.kind !== 'binding' && signer === null) traits.add('unsealed');
}
