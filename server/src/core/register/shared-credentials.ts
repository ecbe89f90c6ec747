import type { Automation, AutomationIdentity } from '../model/inventory.ts';
import type { SharedCredential } from '../model/inventory-entry.ts';

/** An automation with the name of the repository it is in. */
export interface PlacedAutomation {
  readonly automation: Automation;
  readonly repository: string;
}

/** By automation: the credentials that others have as well. One that is stolen from any of them opens what all of them do. */
export function sharedCredentials(
  placed: readonly PlacedAutomation[],
): ReadonlyMap<PlacedAutomation, readonly SharedCredential[]> {
  const holders = new Map<string, Set<PlacedAutomation>>();
  for (const one of placed) {
    for (const key of keysOf(one)) {
      const known = holders.get(key);
      if (known === undefined) holders.set(key, new Set([one]));
      else known.add(one);
    }
  }
  return new Map(placed.map((one) => [one, sharedBy(one, holders)]));
}

function sharedBy(
  one: PlacedAutomation,
  holders: ReadonlyMap<string, ReadonlySet<PlacedAutomation>>,
): readonly SharedCredential[] {
  const seen = new Set<string>();
  return one.automation.identities.flatMap((identity) => {
    const key = keyOf(identity, one.repository);
    const all = key === null ? undefined : holders.get(key);
    if (key === null || all === undefined || all.size < 2 || seen.has(key)) return [];
    seen.add(key);
    const others = [...all].filter((each) => each !== one).map(({ automation }) => automation.id);
    return [{ name: identity.name, type: identity.type, others }];
  });
}

function keysOf({ automation, repository }: PlacedAutomation): readonly string[] {
  return automation.identities.flatMap((identity) => keyOf(identity, repository) ?? []);
}

/**
 * A name is one credential in its repository; what names its account too (an ARN, an address) is so everywhere. A token that
 * each run gets for itself is nobody else's, and a user of a machine is no credential.
 */
function keyOf({ type, name, lifetime }: AutomationIdentity, repository: string): string | null {
  if (type === 'user' || (type === 'token' && lifetime === 'short-lived')) return null;
  const isGlobal = /^arn:|@[^@\s]+\.[a-z]|^projects\//iu.test(name);
  return JSON.stringify([isGlobal ? null : repository, type, name]);
}
