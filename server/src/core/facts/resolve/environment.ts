/** Calls that read an environment variable named by their first argument, or by the key. */
export const ENVIRONMENT_OBJECTS = new Set([
  'process.env',
  'import.meta.env',
  'os.environ',
  'Deno.env',
  'Bun.env',
  'ENV',
  '$_ENV',
]);
/** Of Python's mapping: no variables. */
export const ENVIRONMENT_METHODS = new Set(['copy', 'items', 'keys', 'values', 'update', 'clear']);
export const ENVIRONMENT_CALLS = new Set([
  'os.getenv',
  'java.lang.System.getenv',
  'java.lang.System.getProperty',
  'java.lang.System.getenv().get',
  'java.lang.System.getenv().getOrDefault',
  'org.springframework.core.env.Environment().getProperty',
  'org.springframework.core.env.Environment().getRequiredProperty',
  'os.environ.get',
  'os.environ.pop',
  'os.environ.setdefault',
  'Deno.env.get',
  'environ.get',
  'decouple.config',
  // Go
  'os.Getenv',
  'os.LookupEnv',
  'syscall.Getenv',
  ...['github.com/spf13/viper', 'github.com/spf13/viper.Viper()'].flatMap((viper) =>
    [
      'Get',
      'GetString',
      'GetStringSlice',
      'GetStringMapString',
      'GetInt',
      'GetBool',
      'GetDuration',
      'MustGetString',
    ].map((name) => `${viper}.${name}`),
  ),
  // Ruby, PHP, C#, Rust, Kotlin
  'ENV.fetch',
  'ENV.dig',
  'php.getenv',
  'php.env',
  'Illuminate.Support.Env.get',
  'System.Environment.GetEnvironmentVariable',
  'std.env.var',
  'std.env.var_os',
  'env!',
  'option_env!',
  'dotenvy.var',
  'dotenv.var',
  'java.lang.System.getenv',
]);
