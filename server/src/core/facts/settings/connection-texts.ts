import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';

/** What an address or connection string says of its encryption. */
export interface TextSetting {
  readonly id: 'certificate-check' | 'encryption-of-connection';
  readonly value: string;
  readonly node: SyntaxNode;
}

const MAX_TEXT = 500;
const MODES: Readonly<Record<string, string>> = {
  'verify-full': 'verified',
  'verify-ca': 'verified',
  verify_identity: 'verified',
  verify_ca: 'verified',
  require: 'on',
  required: 'on',
  prefer: 'optional',
  preferred: 'optional',
  allow: 'optional',
  disable: 'off',
  disabled: 'off',
};

/** `postgres://…?sslmode=disable`, `jdbc:mysql://…?useSSL=false`, `Server=…;TrustServerCertificate=true`. */
export function* connectionTexts({ unit }: FileReading): Generator<TextSetting> {
  for (const kind of ['string', 'template-text'] as const) {
    for (const node of unit.ofKind(kind)) {
      if (node.end - node.start > MAX_TEXT || node.end - node.start < 9) continue;
      const text = unit.textOf(node);
      if (!text.includes('=')) continue;
      const mode = /(?:^|[?&;\s"'`])ssl[-_]?mode=([a-z_-]+)/i.exec(text)?.[1]?.toLowerCase();
      if (mode !== undefined && Object.hasOwn(MODES, mode))
        yield { id: 'encryption-of-connection', value: MODES[mode]!, node };
      const plain = /[?&;]\s*(?:useSSL|ssl|tls|encrypt)=(true|false)\b/i.exec(text)?.[1]?.toLowerCase();
      if (plain !== undefined) yield { id: 'encryption-of-connection', value: plain === 'true' ? 'on' : 'off', node };
      const trusts = /[?&;]\s*(?:trust\s?server\s?certificate|tlsInsecure|tlsAllowInvalidCertificates)=(true|false)\b/i;
      const trusted = trusts.exec(text)?.[1]?.toLowerCase();
      if (trusted !== undefined) yield { id: 'certificate-check', value: trusted === 'true' ? 'off' : 'on', node };
      const checks = /[?&;]\s*(?:verifyServerCertificate|sslVerify|ssl_verify)=(true|false)\b/i.exec(text)?.[1];
      if (checks !== undefined)
        yield { id: 'certificate-check', value: checks.toLowerCase() === 'true' ? 'on' : 'off', node };
    }
  }
}
