import type { TeamVendor } from '../../model/policy.ts';
import type { Vendor } from './vendor-table.ts';
import { vendorOfHost, vendorOfPath } from './vendors.ts';

/** The vendor of an SDK call; the team's own first. */
export function anyVendorOfPath(team: readonly TeamVendor[] | undefined, path: string): Vendor | null {
  const own = team?.find(({ packages = [] }) => packages.some((prefix) => isOfPackage(path, prefix)));
  return own === undefined ? vendorOfPath(path) : toVendor(own);
}

/** The vendor behind a host; the team's own first. */
export function anyVendorOfHost(team: readonly TeamVendor[] | undefined, host: string): Vendor | null {
  const bare = host.replace(/:\d+$/, '');
  const own = team?.find(({ hosts = [] }) => hosts.some((domain) => bare === domain || bare.endsWith(`.${domain}`)));
  return own === undefined ? vendorOfHost(host) : toVendor(own);
}

function isOfPackage(path: string, prefix: string): boolean {
  return (
    path.startsWith(prefix) &&
    (prefix.endsWith('/') || path.length === prefix.length || /[.(/]/.test(path[prefix.length]!))
  );
}

function toVendor({ name, category, sink, packages, hosts }: TeamVendor): Vendor {
  return {
    name,
    category: category ?? 'a vendor of the team',
    sink: sink ?? 'third-party',
    packages: packages ?? [],
    domains: hosts ?? [],
  };
}
