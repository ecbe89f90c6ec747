import { SWITCH, type SettingRow } from './define.ts';
import { oneOf, protects, waives } from './meanings.ts';

const base = { kind: 'assurance.hardening', loose: 'off', otherwise: null, values: SWITCH } as const;

export const xmlEntities = {
  ...base,
  id: 'xml-entities',
  title: 'keeping XML from other files and addresses',
} as const;
export const archivePaths = {
  ...base,
  id: 'archive-paths',
  title: 'keeping entries of an archive inside their folder',
} as const;
export const cipher = {
  ...base,
  id: 'cipher',
  title: 'the cipher',
  values: ['strong', 'one by which equal blocks look equal (ECB)', 'broken'],
  loose: 'one by which equal blocks look equal (ECB)',
} as const;
export const cipherStart = {
  ...base,
  id: 'cipher-start',
  title: 'the initialization vector of a cipher',
  values: ['made anew', 'the same each time'],
  loose: 'the same each time',
} as const;
export const messageTarget = {
  ...base,
  id: 'message-target',
  title: 'the site that a message is meant for',
  values: ['one', 'any'],
  loose: 'any',
} as const;
export const messageOrigin = {
  ...base,
  id: 'message-origin',
  title: 'the check of whose messages are obeyed',
} as const;
export const errorDetails = {
  ...base,
  id: 'error-details',
  title: 'what callers are told of an error',
  values: ['a message', 'where the code failed (a stack trace)'],
  loose: 'where the code failed (a stack trace)',
} as const;

export const tokenStorage = {
  ...base,
  id: 'token-storage',
  title: 'the place where a token is kept',
  values: ['out of the reach of scripts', 'one that every script of the page reads'],
  loose: 'one that every script of the page reads',
} as const;

export const answerOrigins = {
  ...base,
  id: 'answer-origins',
  title: 'the list of sites that may read answers',
  values: ['a list', 'whoever asks'],
  loose: 'whoever asks',
} as const;

/** Features of parsers by their addresses, and constants by their names, as `plainName` writes them. */
const DOCTYPES = 'httpapacheorgxmlfeaturesdisallowdoctypedecl disallowdoctypedecl prohibitdtd';
const ENTITIES =
  'httpxmlorgsaxfeaturesexternalgeneralentities httpxmlorgsaxfeaturesexternalparameterentities externalgeneralentities externalparameterentities featureexternalges featureexternalpes xmlsaxhandlerfeatureexternalges handlerfeatureexternalges xmlinputfactorysupportdtd supportdtd xmlinputfactoryissupportingexternalentities javaxxmlstreamissupportingexternalentities issupportingexternalentities';

/** Options of parsers. Documentation of each, and OWASP's list of them, 2026-11. */
export const hardeningRows: readonly SettingRow[] = [
  {
    ...xmlEntities,
    names: 'resolveentities',
    means: (value, node, reading) =>
      value.kind === 'text' && value.text === 'internal' ? 'on' : waives(value, node, reading),
  },
  {
    ...xmlEntities,
    names: 'nonetwork',
    means: protects,
    when: ({ callee }) => /XMLParser|iterparse/i.test(callee),
  },
  { ...xmlEntities, names: 'noent expandentityreferences', means: waives },
  { ...xmlEntities, names: DOCTYPES, means: protects, otherwise: 'off' },
  { ...xmlEntities, names: ENTITIES, means: waives, otherwise: 'off' },
  {
    ...xmlEntities,
    names: 'dtdprocessing',
    means: oneOf({
      prohibit: 'on',
      dtdprocessingprohibit: 'on',
      ignore: 'on',
      dtdprocessingignore: 'on',
      parse: 'off',
      dtdprocessingparse: 'off',
    }),
  },
  {
    ...xmlEntities,
    names: 'xmlresolver',
    means: (value, node, { unit }) =>
      value.kind === 'null' ? 'on' : /XmlUrlResolver/.test(unit.textOf(node).slice(0, 80)) ? 'off' : null,
  },
  {
    ...cipher,
    names: 'mode',
    means: oneOf({ ecb: cipher.loose, ciphermodeecb: cipher.loose, cbc: 'strong', ciphermodecbc: 'strong' }),
    when: ({ value }, { unit }) => /CipherMode/.test(unit.textOf(value).slice(0, 60)),
  },
];
