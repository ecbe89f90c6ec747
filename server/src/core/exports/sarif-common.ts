export const SARIF_SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const LEVELS: Readonly<Record<string, 'error' | 'warning' | 'note'>> = {
  block: 'error',
  approve: 'error',
  explain: 'warning',
  acknowledge: 'warning',
  none: 'note',
};

/** The level says what is asked for, not how bad it is. An obligation that is not known is no small one. */
export function sarifLevel(obligation: string): 'error' | 'warning' | 'note' {
  return (Object.hasOwn(LEVELS, obligation) ? LEVELS[obligation] : undefined) ?? 'error';
}

export function toSarifLocation(path: string, region: object | null): object {
  const uri = path.toWellFormed().split('/').map(encodeURIComponent).join('/');
  const artifactLocation = { uri, uriBaseId: '%SRCROOT%' };
  return { physicalLocation: region === null ? { artifactLocation } : { artifactLocation, region } };
}
