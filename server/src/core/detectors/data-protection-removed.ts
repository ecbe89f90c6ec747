import { dataWords } from './data-words.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

const LOST: Readonly<Record<string, string>> = {
  hash: 'is no longer hashed',
  encrypt: 'is no longer encrypted',
  redact: 'is no longer masked',
};

/** A hash, an encryption or a mask that is gone while the value it protected is still used. */
export const dataProtectionRemoved = defineDetector({
  id: 'data-protection-removed',
  facet: 'data',
  why: 'Whoever reads what was protected sees it as it is from now on, in old backups and new ones.',
  fix: 'Put the protection back, or say what protects the value now.',
  tags: ['CWE-311', 'CWE-312', 'CWE-359', 'GDPR Art. 32'],
  *detect(delta) {
    // Where it goes says the flow that is new.
    const flows = new Set(
      [...delta.added('data.flow'), ...delta.of('data.flow', 'redirected')].map(
        ({ fact }) => `${fact.provenance.path} ${fact.subject.symbol} ${fact.detail?.dataClass ?? ''}`,
      ),
    );
    const lost = [...delta.removed('data.protection'), ...delta.of('data.protection', 'weakened')].filter(
      ({ fact }) =>
        fact.resource.kind === 'class' &&
        Object.hasOwn(LOST, fact.action) &&
        !flows.has(`${fact.provenance.path} ${fact.subject.symbol} ${fact.detail?.dataClass ?? ''}`),
    );
    for (const [row, ...also] of groupRows(lost)) {
      const data = dataWords([row, ...also]);
      const words = row.change === 'weakened' ? 'can be read back: it was hashed' : LOST[row.fact.action]!;
      yield { change: row, also, message: `${data.charAt(0).toUpperCase()}${data.slice(1)} ${words}.` };
    }
  },
});
