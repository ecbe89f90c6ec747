/** Where a call says how hard it works: an argument by its place or name, or an option. */
interface Cost {
  readonly index?: number;
  readonly names?: readonly string[];
  /** What holds where it is not given. */
  readonly otherwise?: number;
}

export interface HashCall {
  /** Of the canonical path, or of the callee as written where nobody knows more. */
  readonly path: RegExp;
  readonly algorithm: string;
  readonly cost?: Cost;
}

/** What makes hashes of passwords. Sources: the libraries' documentation, 2026-11. */
export const hashCalls: readonly HashCall[] = [
  {
    path: /(?:^|[./])bcrypt(?:js)?(?:\.default)?\.(?:hash|hashSync|genSalt|genSaltSync)$/,
    algorithm: 'bcrypt',
    cost: { index: -1, otherwise: 10 },
  },
  { path: /(?:^|\.)bcrypt\.gensalt$/, algorithm: 'bcrypt', cost: { index: 0, names: ['rounds'], otherwise: 12 } },
  { path: /(?:^|[./])bcrypt\.GenerateFromPassword$/, algorithm: 'bcrypt', cost: { index: 1 } },
  { path: /(?:^|\.)BCryptPasswordEncoder$/, algorithm: 'bcrypt', cost: { index: 0, otherwise: 10 } },
  { path: /(?:^|\.)BCrypt\.gensalt$/, algorithm: 'bcrypt', cost: { index: 0, otherwise: 10 } },
  {
    path: /(?:^|\.)BCrypt\.(?:Enhanced)?HashPassword$/,
    algorithm: 'bcrypt',
    cost: { index: 1, names: ['workFactor'], otherwise: 11 },
  },
  { path: /^BCrypt\.Password\.create$/, algorithm: 'bcrypt', cost: { names: ['cost'], otherwise: 12 } },
  { path: /^(?:php\.)?password_hash$/, algorithm: 'bcrypt', cost: { names: ['cost'], otherwise: 10 } },
  { path: /(?:^|\.)argon2(?:\.default)?\.hash(?:Sync)?$/, algorithm: 'argon2', cost: { names: ['timeCost'] } },
  { path: /(?:^|\.)argon2\.PasswordHasher$/, algorithm: 'argon2', cost: { names: ['time_cost'], otherwise: 3 } },
  { path: /(?:^|[./])argon2\.(?:IDKey|Key)$/, algorithm: 'argon2', cost: { index: 2 } },
  { path: /(?:^|\.)Argon2PasswordEncoder$/, algorithm: 'argon2', cost: { index: 4 } },
  { path: /(?:^|\.)crypto\.scrypt(?:Sync)?$/, algorithm: 'scrypt', cost: { names: ['N', 'cost'], otherwise: 16_384 } },
  { path: /^hashlib\.scrypt$/, algorithm: 'scrypt', cost: { names: ['n'] } },
  { path: /(?:^|[./])scrypt\.Key$/, algorithm: 'scrypt', cost: { index: 2 } },
  { path: /(?:^|\.)crypto\.pbkdf2(?:Sync)?$/, algorithm: 'pbkdf2', cost: { index: 2 } },
  { path: /^hashlib\.pbkdf2_hmac$/, algorithm: 'pbkdf2', cost: { index: 3, names: ['iterations'] } },
  { path: /(?:^|[./])pbkdf2\.Key$/, algorithm: 'pbkdf2', cost: { index: 2 } },
  { path: /(?:^|\.)PBEKeySpec$/, algorithm: 'pbkdf2', cost: { index: 2 } },
  { path: /(?:^|\.)Pbkdf2PasswordEncoder$/, algorithm: 'pbkdf2', cost: { index: 2 } },
  { path: /(?:^|\.)Rfc2898DeriveBytes(?:\.Pbkdf2)?$/, algorithm: 'pbkdf2', cost: { index: 2, names: ['iterations'] } },
  { path: /(?:^|\.)KeyDerivation\.Pbkdf2$/, algorithm: 'pbkdf2', cost: { index: 3, names: ['iterationCount'] } },
  { path: /(?:^|\.)generate_password_hash$/, algorithm: 'pbkdf2' },
  { path: /(?:^|\.)make_password$/, algorithm: 'pbkdf2' },
  { path: /(?:^|\.)passlib\.hash\.(?:bcrypt|argon2|scrypt|pbkdf2_sha256|pbkdf2_sha512)\.hash$/, algorithm: 'bcrypt' },
  { path: /^Illuminate\.Support\.Facades\.Hash\.make$/, algorithm: 'bcrypt' },
  { path: /(?:^|\.)NoOpPasswordEncoder\.getInstance$/, algorithm: 'plain' },
  {
    path: /(?:^|\.)(?:StandardPasswordEncoder|MessageDigestPasswordEncoder|LdapShaPasswordEncoder|Md4PasswordEncoder)$/,
    algorithm: 'sha256',
  },
];

/** What is made to be fast, and so guesses fast: the algorithm stands in the path or in an argument. */
export const digestCalls =
  /(?:^|[./])(?:hashlib\.(md5|sha1|sha224|sha256|sha384|sha512|sha3_256|blake2b)|(md5|sha1|sha256|sha512)\.(?:New|Sum|Sum256|Sum512|Sum224)|DigestUtils\.(md5|sha1|sha256|sha512)(?:Hex|DigestAsHex)?|Digest\.(MD5|SHA1|SHA256|SHA512)\.(?:hexdigest|digest|base64digest)|(?:php\.)?(md5|sha1)|(MD5|SHA1|SHA256|SHA512)\.HashData)$/;

/** Password hashes that are asked whether. */
export const verifyHash =
  /(?:^|[./])(?:bcrypt(?:js)?(?:\.default)?\.(?:compare|compareSync|checkpw|CompareHashAndPassword)|argon2(?:\.default)?\.verify|check_password_hash|check_password|password_verify|BCrypt\.(?:checkpw|Verify|EnhancedVerify)|VerifyHashedPassword|verify_password|Hash\.check|valid_password\?|is_password\?)$/;

/** Comparisons that take as long whatever they compare. */
export const constantTime =
  /(?:^|[./])(?:timingSafeEqual|compare_digest|ConstantTimeCompare|hmac\.Equal|MessageDigest\.isEqual|FixedTimeEquals|hash_equals|secure_compare|fixed_length_secure_compare|constant_time_compare|tsscmp|secureCompare|safeCompare|timingSafeCompare|safeEqual|constantTimeEquals|constantTimeAreEqual|scmp)$/;
