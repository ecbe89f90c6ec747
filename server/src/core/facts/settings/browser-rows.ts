import type { SettingRow } from './define.ts';
import { SWITCH } from './define.ts';
import { protects, truthOf, waives } from './meanings.ts';
import { contentPolicyOf } from './content-policy.ts';

const base = { kind: 'assurance.browser', loose: 'off', otherwise: 'off', values: SWITCH } as const;

export const contentPolicy = {
  ...base,
  id: 'content-policy',
  title: 'the policy of what a page may load and run (CSP)',
  values: ['listed scripts only', 'scripts written into the page', 'scripts from anywhere', 'off'],
} as const;

export const framePolicy = {
  ...base,
  id: 'frame-policy',
  title: 'the lock on frames of other sites',
  values: ['no site', 'the same site', 'listed sites', 'off'],
} as const;

/** Several at once, as a library sets them. */
export const protectiveHeaders = { ...base, id: 'protective-headers', title: 'the set of protective headers' } as const;

/** A header that is set to nothing is not set. */
const text = (value: Parameters<SettingRow['means']>[0]): string | null =>
  value.kind === 'text' ? value.text.trim() : value.kind === 'null' ? '' : null;

/** What answers tell browsers to hold back: headers by their names, and options of libraries that set them. Documentation of each, 2026-11. */
export const browserRows: readonly SettingRow[] = [
  {
    ...contentPolicy,
    names:
      'contentsecuritypolicy csp cspscriptsrc cspdefaultsrc defaultsrc scriptsrc policydirectives httpcontentsecuritypolicy',
    means: (value, node, reading) => contentPolicyOf(value, node, reading),
    when: ({ callee, holder, name, node }, { unit }) =>
      /policy|^csp\w/.test(name) ||
      /helmet|talisman|secure|csp|policy/i.test(`${callee} ${holder}`) ||
      (name === 'csp' && node.kind === 'entry' && !unit.language.isCode),
  },
  {
    ...framePolicy,
    names:
      'xframeoptions frameoptions frameguard xframeoptionsheader httpxframeoptions customframeoptionsvalue framedeny',
    means(value) {
      const given = text(value);
      if (given === null) return truthOf(value) === false ? 'off' : truthOf(value) === true ? 'no site' : null;
      if (/^deny$/i.test(given)) return 'no site';
      return /^sameorigin$/i.test(given) ? 'the same site' : 'off';
    },
  },
  {
    ...base,
    id: 'no-store',
    title: 'the ban on keeping answers (no-store)',
    names: 'cachecontrol',
    means(value) {
      const given = text(value);
      return given === null ? null : /\b(?:no-store|private)\b/i.test(given) ? 'on' : 'off';
    },
  },
  {
    ...base,
    id: 'type-sniffing',
    title: 'the ban on guessing what a file is (nosniff)',
    names:
      'xcontenttypeoptions nosniff securecontenttypenosniff contenttypenosniff dontsniffmimetype contenttypeoptions',
    means(value, ...at) {
      const given = text(value);
      if (given === null) return protects(value, ...at);
      return /^nosniff$/i.test(given) ? 'on' : given === '' ? 'off' : protects(value, ...at);
    },
  },
  {
    ...base,
    id: 'address-handed-on',
    title: 'keeping the address of a page from other sites (Referrer-Policy)',
    names: 'referrerpolicy securereferrerpolicy',
    // Browsers keep paths from other sites by themselves.
    otherwise: null,
    means(value) {
      const given = text(value);
      return given === null || given === ''
        ? null
        : /unsafe-url|no-referrer-when-downgrade/i.test(given)
          ? 'off'
          : 'on';
    },
    when: ({ node }) => node.kind !== 'keyword',
  },
  {
    ...base,
    id: 'opener-policy',
    title: 'keeping windows of other sites apart (Cross-Origin-Opener-Policy)',
    names: 'crossoriginopenerpolicy securecrossoriginopenerpolicy',
    means(value) {
      const given = text(value);
      if (given === null) return truthOf(value) === false ? 'off' : null;
      return /^same-origin/i.test(given) ? 'on' : 'off';
    },
  },
  {
    ...base,
    kind: 'assurance.tls',
    id: 'strict-transport',
    title: 'the demand for HTTPS (HSTS)',
    names: 'stricttransportsecurity hsts securehstsseconds stsseconds',
    means(value, ...at) {
      const given = text(value);
      if (given === null) return protects(value, ...at);
      return given === '' || /max-age\s*=\s*0\b/i.test(given) ? 'off' : 'on';
    },
  },
  {
    ...framePolicy,
    names: 'suppressxframeoptionsheader',
    means: (value) => (truthOf(value) === true ? 'off' : null),
  },
  // Programs that show pages: Electron, and the web views of Android.
  ...(
    [
      ['page-sandbox', 'the sandbox of pages', 'sandbox', true],
      ['page-origins', 'keeping pages to their own origin', 'websecurity', true],
      ['page-isolation', 'keeping pages apart from the code of the program', 'contextisolation', true],
      ['page-programs', 'keeping pages from running programs', 'nodeintegration nodeintegrationinsubframes', false],
      ['page-content', 'keeping pages from content without encryption', 'allowrunninginsecurecontent', false],
      ['page-files', 'keeping pages from files', 'allowfileaccessfromfileurls allowuniversalaccessfromfileurls', false],
    ] as const
  ).map(([id, title, names, isProtection]): SettingRow => ({
    ...base,
    id,
    title,
    names,
    otherwise: null,
    means: isProtection ? protects : waives,
    when: ({ callee, holder }, { unit }) =>
      id === 'page-files'
        ? /settings/i.test(holder)
        : /webPreferences/.test(unit.tree.text) &&
          (callee === '' || /BrowserWindow|BrowserView|WebContentsView/.test(callee)),
  })),
];
