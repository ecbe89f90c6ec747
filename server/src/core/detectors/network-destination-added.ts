import type { Fact } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { foldCallers, placeOf, type Act } from './group.ts';

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
    const told = new Set(delta.of('data.flow', 'added', 'redirected').map(placeOf));
    const added = delta.added('permission.network').filter((row) => !isHere(row.fact) && !told.has(placeOf(row)));
    const groups = new Map<string, Act[]>();
    for (const act of foldCallers(added)) {
      const { fact } = act.row;
      const key = `${fact.provenance.path} ${fact.action} ${act.on} ${fact.qualifiers?.['scheme'] ?? ''}`;
      groups.set(key, [...(groups.get(key) ?? []), act]);
    }
    for (const acts of groups.values()) {
      const { row, on } = acts[0]!;
      const { fact } = row;
      // One more call to a host this change set already talks to gives nothing new, unless it drops TLS.
      if (
        !fact.resource.dynamic &&
        fact.qualifiers?.['scheme'] === undefined &&
        known.has(`${fact.action} ${fact.resource.norm}`)
      )
        continue;
      const insecure = fact.qualifiers?.['scheme'] === undefined ? '' : ' without TLS';
      const message = fact.action === 'listen' ? `Accepts connections on ${on}.` : `Connects to ${on}${insecure}.`;
      const also = acts.flatMap((act) => [act.row, ...act.also]).slice(1);
      yield { change: row, also, message };
    }
  },
});

/** Connections that leave neither the site nor the machine, and ports that only the machine itself can reach. */
function isHere({ action, resource }: Fact): boolean {
  if (action === 'listen') return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(resource.norm);
  return /^(same-origin|(localhost|[\w-]+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1\])(:[\d*]+)?)$/.test(resource.norm);
}
