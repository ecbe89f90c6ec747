import table from '../../../../data/package-names.json' with { type: 'json' };
import { rowOf } from '../../text/row-of.ts';

/** Names that everybody knows, for the ecosystems that no published list covers: our own, by hand (2026-11). */
const OWN: Readonly<Record<string, string>> = {
  pypi: `aiobotocore aiofiles aiohttp aiosqlite alembic altair amqp annotated-types anthropic anyio apache-airflow apscheduler
    arrow asgiref asyncpg attrs authlib azure-core azure-identity azure-storage-blob babel backoff bcrypt beautifulsoup4 billiard black
    bleach blinker bokeh boto3 botocore bottle cachetools celery certifi cffi chardet charset-normalizer cheroot click cloudpickle
    colorama confluent-kafka coverage crewai cryptography cython dask databricks-sdk datasets decorator deepdiff defusedxml distlib
    django django-cors-headers django-filter djangorestframework dnspython docker docutils dulwich elasticsearch email-validator
    environs execnet faker fastapi filelock flake8 flask flask-cors flask-login flask-sqlalchemy fonttools frozenlist fsspec future
    gensim gevent gitpython google-api-core google-auth google-cloud-bigquery google-cloud-storage greenlet grpcio gunicorn h11 h5py
    httpcore httplib2 httptools httpx huggingface-hub hypothesis idna importlib-metadata iniconfig ipython isodate isort itsdangerous
    jedi jinja2 jmespath joblib jsonpatch jsonpath-ng jsonschema jupyter kafka-python keras keyring kombu kubernetes langchain
    langchain-core langgraph lightgbm litellm llama-index loguru lxml mako markdown markdown-it-py markupsafe marshmallow matplotlib
    mccabe mlflow motor msal msgpack multidict mypy mysqlclient nbconvert nbformat networkx nltk notebook numba numpy oauthlib
    openai opencv-python openpyxl opentelemetry-api opentelemetry-sdk orjson packaging pandas paramiko passlib pathspec pendulum
    pexpect pika pillow pip pipenv platformdirs playwright plotly pluggy poetry polars pre-commit prefect prometheus-client prompt-toolkit
    protobuf psutil psycopg psycopg2 psycopg2-binary pyarrow pyasn1 pycodestyle pycparser pycryptodome pydantic pydantic-core
    pydantic-settings pyflakes pygments pyjwt pylint pymongo pymysql pynacl pyodbc pyopenssl pyparsing pyspark pytest
    pytest-asyncio pytest-cov pytest-mock pytest-xdist python-dateutil python-dotenv python-jose python-multipart pytz pyyaml pyzmq
    rasterio redis regex requests requests-oauthlib rich rsa ruamel-yaml ruff s3fs s3transfer scikit-image scikit-learn scipy scrapy
    seaborn selenium sentence-transformers sentry-sdk setuptools shapely simplejson six slack-sdk sniffio snowflake-connector-python
    sortedcontainers soupsieve spacy sphinx sqlalchemy sqlmodel sqlparse starlette statsmodels streamlit stripe structlog sympy tabulate
    tenacity tensorboard tensorflow termcolor threadpoolctl tiktoken tokenizers toml tomli toolz torch torchvision tornado tox tqdm
    transformers twilio twine typer typing-extensions tzdata ujson urllib3 uvicorn uvloop virtualenv watchdog watchfiles wcwidth
    websocket-client websockets werkzeug wheel wrapt wsproto wtforms xgboost xlrd xlsxwriter xmltodict yarl zipp zstandard`,
  cargo: `actix-web aes ahash anyhow async-trait axum base64 bincode bitflags bytes cargo cc chrono clap crossbeam csv dashmap diesel
    dirs either env_logger flate2 futures getrandom h2 hashbrown hex http hyper indexmap itertools lazy_static libc log memchr
    mio nix nom num-traits once_cell openssl parking_lot petgraph pin-project proc-macro2 prost quote rand rayon regex reqwest ring
    rocket rusqlite rustls semver serde serde_json serde_yaml sha2 smallvec sqlx strum syn tempfile thiserror time tokio tokio-util
    toml tonic tower tower-http tracing tracing-subscriber url uuid walkdir wasm-bindgen winapi zip`,
  rubygems: `actionpack activerecord activesupport addressable aws-sdk-s3 bcrypt bootsnap bundler byebug capybara concurrent-ruby devise
    dotenv excon factory_bot faker faraday ffi fog-core grape graphql haml httparty i18n jbuilder json jwt kaminari loofah mail
    minitest multi_json mysql2 net-http nokogiri octokit omniauth pg pry puma pundit rack rack-test rails rake redis rest-client
    rspec rspec-rails rubocop ruby-openai sass sassc selenium-webdriver sentry-ruby sequel sidekiq simplecov sinatra sprockets sqlite3
    stripe thor tzinfo unicorn vcr webmock webpacker zeitwerk`,
  nuget: `automapper autofac awssdk.core awssdk.s3 azure.identity azure.storage.blobs bogus castle.core csvhelper dapper
    entityframework fluentassertions fluentvalidation grpc.net.client hangfire humanizer masstransit mediatr microsoft.data.sqlclient
    microsoft.entityframeworkcore microsoft.extensions.logging moq mysqlconnector newtonsoft.json nlog npgsql nsubstitute nunit polly
    quartz rabbitmq.client refit restsharp serilog serilog.sinks.console stackexchange.redis swashbuckle.aspnetcore system.text.json
    xunit yamldotnet`,
  composer: `barryvdh/laravel-debugbar doctrine/orm friendsofphp/php-cs-fixer guzzlehttp/guzzle laravel/framework league/flysystem
    mockery/mockery monolog/monolog nesbot/carbon nikic/php-parser phpmailer/phpmailer phpstan/phpstan phpunit/phpunit predis/predis
    psr/log ramsey/uuid symfony/console symfony/http-foundation symfony/yaml twig/twig vlucas/phpdotenv`,
  actions: `actions/cache actions/checkout actions/download-artifact actions/github-script actions/setup-go actions/setup-java
    actions/setup-node actions/setup-python actions/upload-artifact astral-sh/setup-uv aws-actions/configure-aws-credentials
    azure/login codecov/codecov-action docker/build-push-action docker/login-action docker/metadata-action docker/setup-buildx-action
    docker/setup-qemu-action dorny/paths-filter dtolnay/rust-toolchain github/codeql-action golangci/golangci-lint-action
    google-github-actions/auth google-github-actions/setup-gcloud hashicorp/setup-terraform helm/kind-action pnpm/action-setup
    peter-evans/create-pull-request ruby/setup-ruby softprops/action-gh-release swatinem/rust-cache tj-actions/changed-files`,
  image: `alpine amazonlinux busybox debian elasticsearch golang grafana/grafana haproxy httpd mariadb memcached mongo mysql nginx
    node openjdk php postgres prom/prometheus python rabbitmq redis ruby rust traefik ubuntu`,
};

/** Most downloaded so many: a name one letter away from one of these is worth a look. */
const TARGETS = 2_500;
/** Characters: short names are near to everything. */
const MIN_LENGTH = 5;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-_.';

interface Names {
  readonly known: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
}

const read = new Map<string, Names | null>();

function namesOf(ecosystem: string): Names | null {
  const before = read.get(ecosystem);
  if (before !== undefined) return before;
  const text = ecosystem === 'npm' ? table.npm : rowOf(OWN, ecosystem);
  const list = text?.split(/\s+/) ?? [];
  const names =
    list.length === 0
      ? null
      : { known: new Set(list), targets: new Set(list.slice(0, TARGETS).filter((name) => name.length >= MIN_LENGTH)) };
  read.set(ecosystem, names);
  return names;
}

/** Whether a name is in the lists that come along. Null: there is no list of its ecosystem. */
export function isKnownPackage(ecosystem: string, name: string): boolean | null {
  return namesOf(ecosystem)?.known.has(plainName(ecosystem, name)) ?? null;
}

/** A popular name that differs by one letter left out, put in, exchanged or swapped with its neighbour; null: none does. */
export function popularNear(ecosystem: string, given: string): string | null {
  const names = namesOf(ecosystem);
  const name = plainName(ecosystem, given);
  if (names === null || name.length < MIN_LENGTH || name.length > 60 || names.known.has(name)) return null;
  for (let at = 0; at <= name.length; at += 1) {
    const [front, rest] = [name.slice(0, at), name.slice(at)];
    const swapped = rest.length > 1 ? front + rest[1]! + rest[0]! + rest.slice(2) : '';
    for (const variant of [front + rest.slice(1), swapped]) if (names.targets.has(variant)) return variant;
    for (const letter of LETTERS)
      for (const variant of [front + letter + rest, rest === '' ? '' : front + letter + rest.slice(1)])
        if (names.targets.has(variant)) return variant;
  }
  return null;
}

function plainName(ecosystem: string, name: string): string {
  const lower = name.toLowerCase();
  if (ecosystem === 'pypi') return lower.replaceAll(/[_.]+/g, '-');
  return ecosystem === 'actions' ? lower.split('/').slice(0, 2).join('/') : lower;
}
