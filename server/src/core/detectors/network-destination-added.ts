import { defineDetector } from './define.ts';
import { groupRows, placeOf, resourceText } from './group.ts';

/** A host that code did not talk to before, or a port it opens. */
export const networkDestinationAdded = defineDetector({
  id: 'network-destination-added',
  facet: 'permission',
  why: 'Data can leave to a place it could not reach before, and answers from there are trusted.',
  fix: 'Check that the host is one of yours or a vendor you have a contract with.',
  tags: ['CWE-918', 'ASI02'],
  *detect(delta) {
    const known = new Set(
      delta
        .of('permission.network', 'unchanged', 'moved', 'removed')
        .map(({ fact }) => `${fact.action} ${fact.resource.norm}`),
    );
    // What is sent there says more than that there is a connection: one act, one finding.
    const told = new Set(delta.added('data.flow').map(placeOf));
    const added = delta
      .added('permission.network')
      .filter((row) => row.fact.resource.norm !== 'same-origin' && !told.has(placeOf(row)));
    for (const [row, ...also] of groupRows(
      added,
      ({ fact }) => `${fact.provenance.path} ${fact.action} ${fact.resource.norm} ${fact.qualifiers?.['scheme'] ?? ''}`,
    )) {
      const { fact } = row;
      // One more call to a host this change set already talks to gives nothing new, unless it drops TLS.
      if (
        !fact.resource.dynamic &&
        fact.qualifiers?.['scheme'] === undefined &&
        known.has(`${fact.action} ${fact.resource.norm}`)
      )
        continue;
      const insecure = fact.qualifiers?.['scheme'] === undefined ? '' : ' without TLS';
      const message =
        fact.action === 'listen'
          ? `Accepts connections on ${resourceText(row)}.`
          : `Connects to ${resourceText(row)}${insecure}.`;
      yield { change: row, also, message };
    }
  },
});
