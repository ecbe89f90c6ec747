import type { Given, SettingRow } from './define.ts';
import { SWITCH } from './define.ts';
import { asks, oneOf, protects, waives } from './meanings.ts';

const certificate = {
  id: 'certificate-check',
  kind: 'assurance.tls',
  title: "the check of the other side's certificate",
  values: SWITCH,
  loose: 'off',
  otherwise: null,
} as const;

/** A token's, a password's or a person's `verify` is no certificate's. */
const isOfConnection = ({ callee, holder }: Given): boolean =>
  !/(?:^|\.)(?:decode|encode|verify\w*|jwt\w*|jws\w*)$|jwt|jose/i.test(callee) && !/jwt|token|user|form/i.test(holder);

/** TLS as clients are told of it. Sources: the libraries' documentation, 2026-11. */
export const tlsRows: readonly SettingRow[] = [
  {
    ...certificate,
    names:
      'rejectunauthorized strictssl verifyssl sslverify verifycert verifycerts verifycertificate verifycertificates verifyservercertificate ' +
      'validatecerts validatecertificate validatecertificates sslverifypeer verifypeer verifypeername sslverifyhost verifyhost curloptsslverifypeer ' +
      'curloptsslverifyhost checkhostname verifyhostname verifyhostnames asserthostname checkserveridentity mailsmtpsslcheckserveridentity ' +
      'nodetlsrejectunauthorized pythonhttpsverify tlsverify sslvalidate httpsslverify checkcertificaterevocationlist',
    means: (value, node, reading) =>
      node.kind === 'function' || value.kind === 'function'
        ? asks(value, node, reading)
        : protects(value, node, reading),
  },
  {
    ...certificate,
    names: 'verify',
    means: protects,
    when: (given, { unit }) => OF_VERIFY.has(unit.language.id) && isOfConnection(given),
  },
  {
    ...certificate,
    names:
      'insecureskipverify skiptlsverify tlsskipverify insecureskiptlsverify tlsallowinvalidcertificates tlsallowinvalidhostnames tlsinsecure ' +
      'trustservercertificate disablesslverification disablesslvalidation disabletlsverification disablecertificatevalidation ' +
      'dangeracceptinvalidcerts dangeracceptinvalidhostnames acceptinvalidcerts acceptanycertificate acceptallcerts trustallcerts trustallcertificates trustall ' +
      'skipsslvalidation skipsslverification skipcertverification skipcertificatecheck sslnoverify nosslverify gitsslnoverify allowinsecuressl ' +
      'allowselfsigned insecuressl insecuretls sslinsecure tlsskipcertverify',
    means: waives,
    // A web socket's is about the origin; who checks the certificate in a function of their own checks it.
    when: ({ callee, node }, { unit }) =>
      !callee.endsWith('AcceptOptions') &&
      !(
        node.parent?.children.some((beside) =>
          /^(?:VerifyConnection|VerifyPeerCertificate)\b/.test(unit.textOf(beside)),
        ) ?? false
      ),
  },
  {
    ...certificate,
    names: 'verifymode certreqs sslcertreqs opensslverifymode',
    means: oneOf({
      certnone: 'off',
      verifynone: 'off',
      none: 'off',
      '0': 'off',
      certoptional: 'on',
      certrequired: 'on',
      verifypeer: 'on',
      peer: 'on',
      required: 'on',
      '1': 'on',
      '2': 'on',
    }),
  },
  {
    ...certificate,
    names:
      'servercertificatecustomvalidationcallback servercertificatevalidationcallback remotecertificatevalidationcallback ' +
      'hostnameverifier sslhostnameverifier defaulthostnameverifier badcertificatecallback verifypeercertificate',
    means: asks,
    // Go calls its own function beside the usual check.
    when: ({ name }, { unit }) => !(name === 'verifypeercertificate' && unit.language.id === 'go'),
  },
  {
    id: 'tls-version',
    kind: 'assurance.tls',
    title: 'the lowest version of TLS',
    names:
      'minversion mintlsversion minimumtlsversion tlsminversion minimumversion minprotocolversion sslminimumversion secureprotocol sslversion minimumsslversion sslprotocols securityprotocol',
    means: oneOf({
      tlsv13: '1.3',
      tls13: '1.3',
      versiontls13: '1.3',
      tls13version: '1.3',
      tlsv13method: '1.3',
      tlsv12: '1.2',
      tls12: '1.2',
      versiontls12: '1.2',
      tlsv12method: '1.2',
      protocoltlsv12: '1.2',
      tlsv11: '1.1',
      tls11: '1.1',
      versiontls11: '1.1',
      tlsv11method: '1.1',
      protocoltlsv11: '1.1',
      tlsv1: '1.0',
      tlsv10: '1.0',
      tls10: '1.0',
      tls: '1.0',
      versiontls10: '1.0',
      tlsv1method: '1.0',
      protocoltlsv1: '1.0',
      versionssl30: 'ssl3',
      ssl3: 'ssl3',
      sslv3: 'ssl3',
      sslv3method: 'ssl3',
      sslv23: 'ssl3',
      protocolsslv3: 'ssl3',
    }),
    values: ['1.3', '1.2', '1.1', '1.0', 'ssl3'],
    loose: '1.1',
    otherwise: null,
  },
  {
    id: 'encryption-of-connection',
    kind: 'assurance.tls',
    title: 'the encryption of the connection',
    names:
      'ssl usessl usetls enablessl enabletls sslenabled tlsenabled requiressl requiretls encryptconnection starttls smtpusetls emailusetls emailusessl forcessl securesslredirect requirehttps redirecthttps httpsonly enforcessl enforcehttps requirehttpsmetadata sslmode',
    means: (value, node, reading) =>
      SSL_MODE(value, node, reading) ??
      (node.kind === 'object' || value.kind === 'object' ? 'on' : protects(value, node, reading)),
    values: ['verified', 'on', 'optional', 'off'],
    // A database on the same machine needs none: only what had it and loses it is said.
    loose: null,
    otherwise: null,
  },
];

const OF_VERIFY: ReadonlySet<string> = new Set(['python', 'php', 'ruby']);

/** @see https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION (2026-11) */
const SSL_MODE = oneOf({
  verifyfull: 'verified',
  verifyca: 'verified',
  verifyidentity: 'verified',
  require: 'on',
  required: 'on',
  prefer: 'optional',
  preferred: 'optional',
  allow: 'optional',
  disable: 'off',
  disabled: 'off',
});
