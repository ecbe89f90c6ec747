import type { Unit } from '../unit.ts';
import { wordsOf } from './words.ts';

/** What code is about in which a refusal keeps somebody out, whatever it asks and however it says so. */
const IDENTITY =
  /\b(?:auth\w*|oauth\w*|oidc|openid|saml\d?|sso|scim|ldap|jw[tsek]|jwks|jose|login|log in|sign in|sign up|signup|token|tokens|password|passwords|credential\w*|passkeys?|webauthn|mfa|2fa|t?otp|two factor|api keys?|permissions?|privileges?|rights|rbac|acl|guard|guards|policy|policies|impersonat\w*|invit\w*|claims?|signatures?|webhook signature|captcha|lockout|verif\w*)\b/;
/** Words of the same spelling that are about something else. */
const NO_IDENTITY =
  /\b(?:author|authors|authoring|tokenizer|tokenize|lexer|parser|migrations?|session (?:store|storage)|access log|registry)\b/;

/** By the name of the function, of its class, or of its file and folder. */
export function isOfIdentity(unit: Unit, symbol: string): boolean {
  if (!LANGUAGES.has(unit.language.id)) return false;
  const [folder = '', file = ''] = unit.path.split('/').slice(-2);
  const words = [symbol, file === '' ? folder : file].map((each) => wordsOf(each.replace(/\.\w+$/, '')));
  return (
    words.some((each) => IDENTITY.test(each) && !NO_IDENTITY.test(each)) ||
    (file !== '' && FOLDER.test(wordsOf(folder)))
  );
}

/** Others say by the type of an error what it is about. */
const LANGUAGES = new Set(['javascript', 'typescript', 'tsx', 'python']);

const FOLDER =
  /^(?:auth\w*|oauth\d?|oidc|saml\d?|sso|jw[tsek]|jwks|jose|login|session|sessions|permissions?|access|acl|security|passkeys?)$/;
