import { SWITCH } from './define.ts';

const base = { kind: 'assurance.browser', loose: null, otherwise: 'off' } as const;

/** What an element of a page says of what it brings in. */
export const frameSandbox = {
  ...base,
  id: 'frame-sandbox',
  title: 'the sandbox of a frame',
  values: ['on', 'scripts that may take it off', 'off'],
} as const;
export const scriptIntegrity = {
  ...base,
  id: 'script-integrity',
  title: 'the checksum of what a page loads',
  values: SWITCH,
} as const;

export const pageRows = [frameSandbox, scriptIntegrity] as const;
