/** Which argument of a call names the secret it reads. */
export interface SecretRead {
  /** As people call the place it is kept in. */
  readonly store: string;
  readonly name: readonly [index: number, keyword: string];
  /** Keys through which the argument names it: `{ name: 'projects/…' }`. */
  readonly keys?: readonly string[];
}

const rows = (read: SecretRead, names: string): readonly (readonly [string, SecretRead])[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => [name, read] as const);

const GOOGLE = 'Google Secret Manager';
const AZURE = 'Azure Key Vault';
const VAULT = 'Vault';
const AWS = 'AWS Secrets Manager';

/** Canonical path of a call -> the secret it reads. Sources: the vendors' documentation, 2026-11. */
export const secretReads: ReadonlyMap<string, SecretRead> = new Map([
  ...rows(
    { store: GOOGLE, name: [0, 'request'], keys: ['name'] },
    `@google-cloud/secret-manager.SecretManagerServiceClient().accessSecretVersion
     @google-cloud/secret-manager.v1.SecretManagerServiceClient().accessSecretVersion
     google.cloud.secretmanager.SecretManagerServiceClient().access_secret_version
     google.cloud.secretmanager_v1.SecretManagerServiceClient().access_secret_version
     google.cloud.secretmanager.SecretManagerServiceAsyncClient().access_secret_version`,
  ),
  ...rows(
    { store: AZURE, name: [0, 'name'] },
    `@azure/keyvault-secrets.SecretClient().getSecret azure.keyvault.secrets.SecretClient().get_secret
     azure.keyvault.secrets.aio.SecretClient().get_secret
     Azure.SecretClient().GetSecret Azure.SecretClient().GetSecretAsync
     com.azure.security.keyvault.secrets.SecretClient().getSecret
     com.azure.security.keyvault.secrets.SecretAsyncClient().getSecret`,
  ),
  ...rows({ store: VAULT, name: [0, 'path'] }, 'node-vault().read hashi-vault-js().readKVSecret hvac.Client().read'),
  ...rows(
    { store: VAULT, name: [0, 'path'] },
    ['kv.v2.read_secret', 'kv.v2.read_secret_version', 'kv.v1.read_secret', 'kv.read_secret', 'kv.read_secret_version']
      .map((method) => `hvac.Client().secrets.${method}`)
      .join(' '),
  ),
  ...rows(
    { store: AWS, name: [0, 'name'] },
    `aws_lambda_powertools.utilities.parameters.get_secret @aws-lambda-powertools/parameters/secrets.getSecret
     aws_secretsmanager_caching.SecretCache().get_secret_string`,
  ),
  ...rows(
    { store: 'the keychain', name: [1, 'username'] },
    'keyring.get_password keytar.getPassword keytar.findPassword',
  ),
  ...rows(
    { store: GOOGLE, name: [1, 'request'], keys: ['Name'] },
    'cloud.google.com/go/secretmanager/apiv1.Client().AccessSecretVersion',
  ),
  ...rows(
    { store: AZURE, name: [1, 'name'] },
    `github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets.Client().GetSecret
     github.com/Azure/azure-sdk-for-go/sdk/keyvault/azsecrets.Client().GetSecret`,
  ),
  ...rows({ store: VAULT, name: [0, 'path'] }, 'github.com/hashicorp/vault/api.Client().Logical().Read'),
  ...rows(
    { store: VAULT, name: [1, 'path'] },
    `github.com/hashicorp/vault/api.Client().Logical().ReadWithContext
     github.com/hashicorp/vault/api.Client().KVv2().Get github.com/hashicorp/vault/api.Client().KVv1().Get`,
  ),
  ...rows(
    { store: AWS, name: [0, 'name'] },
    'github.com/aws/aws-secretsmanager-caching-go/secretcache.Cache().GetSecretString',
  ),
  ...rows({ store: 'the keychain', name: [1, 'user'] }, 'github.com/zalando/go-keyring.Get'),
  ...rows({ store: '1Password', name: [0, 'reference'] }, '@1password/sdk.createClient().secrets.resolve'),
  ...rows({ store: 'Doppler', name: [0, 'name'] }, '@dopplerhq/node-sdk.DopplerSDK().secrets.get'),
]);

/** IAM actions that hand out a secret: the store, and whether the call has to ask for the plain text. */
export const awsSecretActions: Readonly<Record<string, { readonly store: string; readonly only?: string }>> = {
  'secretsmanager:GetSecretValue': { store: AWS },
  'secretsmanager:BatchGetSecretValue': { store: AWS },
  'ssm:GetParameter': { store: 'AWS Parameter Store', only: 'WithDecryption' },
  'ssm:GetParameters': { store: 'AWS Parameter Store', only: 'WithDecryption' },
  'ssm:GetParametersByPath': { store: 'AWS Parameter Store', only: 'WithDecryption' },
};

/** `projects/p/secrets/NAME/versions/latest`, `arn:aws:secretsmanager:…:secret:NAME` -> `NAME`. */
export function secretName(text: string): string {
  return (
    /(?:^|\/)secrets\/([^/]+)/.exec(text)?.[1] ??
    /^arn:[^:]*:(?:secretsmanager|ssm):[^:]*:[^:]*:(?:secret:|parameter)(.+)$/.exec(text)?.[1] ??
    text
  );
}
