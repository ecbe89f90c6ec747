/** What packages are known for, where we know it: our own list, by their documentation (2026-11). */
const CAPABILITIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  npm: {
    'the network':
      'axios got node-fetch undici request superagent ky ofetch needle ws socket.io socket.io-client nodemailer ssh2 ftp basic-ftp amqplib kafkajs mqtt',
    'running programs': 'execa cross-spawn shelljs zx node-pty child_process tinyexec open foreground-child',
    'running code of texts': 'vm2 isolated-vm eval eval5 safe-eval function-bind jsep expr-eval',
    'the file system': 'fs-extra rimraf glob globby chokidar graceful-fs del tar unzipper extract-zip adm-zip',
    credentials: 'keytar dotenv aws-sdk google-auth-library @azure/identity node-keychain',
    cryptography: 'crypto-js bcrypt bcryptjs jsonwebtoken jose node-forge elliptic tweetnacl openpgp argon2',
    'native code':
      'node-gyp bindings ffi-napi koffi node-addon-api nan prebuild-install node-pre-gyp @mapbox/node-pre-gyp',
    'a browser that it drives': 'puppeteer puppeteer-core playwright playwright-core selenium-webdriver',
    'language models':
      'openai @anthropic-ai/sdk ai langchain @langchain/core llamaindex @google/genai ollama @modelcontextprotocol/sdk',
    telemetry:
      '@sentry/node @sentry/browser posthog-js posthog-node mixpanel @segment/analytics-node analytics-node dd-trace newrelic @amplitude/analytics-browser logrocket',
  },
  pypi: {
    'the network':
      'requests httpx aiohttp urllib3 websockets websocket-client paramiko ftplib pika kafka-python twisted scrapy',
    'running programs': 'sh pexpect plumbum fabric invoke ptyprocess docker',
    'running code of texts': 'restrictedpython asteval numexpr cloudpickle dill',
    'the file system': 'watchdog fsspec s3fs pyfilesystem2 send2trash',
    credentials: 'keyring python-dotenv boto3 google-auth azure-identity hvac',
    cryptography: 'cryptography pycryptodome pynacl pyjwt python-jose passlib bcrypt argon2-cffi rsa paramiko',
    'native code': 'cffi cython pybind11 numba ctypes-sh',
    'a browser that it drives': 'selenium playwright pyppeteer undetected-chromedriver',
    'language models':
      'openai anthropic langchain langchain-core langgraph llama-index litellm crewai autogen transformers ollama google-genai mcp',
    telemetry: 'sentry-sdk posthog mixpanel analytics-python ddtrace newrelic opentelemetry-sdk',
  },
  cargo: {
    'the network': 'reqwest hyper ureq surf isahc tungstenite tokio-tungstenite ssh2 lettre',
    'running programs': 'duct subprocess xshell portable-pty',
    'the file system': 'notify walkdir fs_extra remove_dir_all tempfile',
    cryptography: 'ring rustls openssl aes rsa sha2 ed25519-dalek jsonwebtoken argon2',
    'native code': 'libloading libffi cc bindgen winapi nix',
  },
  rubygems: {
    'the network': 'faraday httparty rest-client excon net-ssh typhoeus',
    'running programs': 'open4 childprocess posix-spawn tty-command',
    cryptography: 'jwt bcrypt rbnacl openssl',
    'native code': 'ffi fiddle',
  },
  go: {
    'the network':
      'github.com/go-resty/resty github.com/valyala/fasthttp github.com/gorilla/websocket golang.org/x/net google.golang.org/grpc',
    'running programs': 'github.com/creack/pty github.com/go-cmd/cmd mvdan.cc/sh',
    cryptography: 'golang.org/x/crypto github.com/golang-jwt/jwt github.com/dgrijalva/jwt-go',
    'native code': 'github.com/ebitengine/purego',
  },
};

const known = new Map<string, ReadonlyMap<string, readonly string[]>>();

/** What a package is known for, in words; empty where nothing is known. */
export function capabilitiesOf(ecosystem: string, name: string): readonly string[] {
  if (!Object.hasOwn(CAPABILITIES, ecosystem)) return [];
  const byName = known.get(ecosystem) ?? indexOf(CAPABILITIES[ecosystem]!);
  known.set(ecosystem, byName);
  return byName.get(name.toLowerCase()) ?? [];
}

function indexOf(classes: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const [capability, names] of Object.entries(classes))
    for (const name of names.split(' ')) byName.set(name, [...(byName.get(name) ?? []), capability]);
  return byName;
}
