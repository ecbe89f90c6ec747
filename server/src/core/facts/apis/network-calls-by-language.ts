/** Paths of calls, which argument is the URL or host and what it is called. */
export type NetworkRow = readonly [paths: readonly string[], index: number, name: string, rest?: NetworkRest];

interface NetworkRest {
  /** The client's option that it is relative to. */
  readonly base?: string;
  /** The place is what the object was made with: `URL("…").readText()`. */
  readonly ofObject?: true;
  /** It may as well be a file. */
  readonly onlyUrls?: true;
  /** The call is one only with this symbol as that argument. */
  readonly when?: readonly [index: number, path: string];
}

const VERBS = 'get post put patch delete head options';
const of = (object: string, members: string): readonly string[] =>
  members.split(' ').map((member) => `${object}.${member}`);

/** Sources: the libraries' own documentation, 2026-11. */
const ruby: readonly NetworkRow[] = [
  [of('Net.HTTP', 'get get_response get_print post post_form put start new'), 0, 'uri'],
  [of('HTTParty', VERBS), 0, 'url'],
  [of('Faraday', VERBS), 0, 'url'],
  [of('Faraday.new()', VERBS), 0, 'url', { base: 'url' }],
  [of('RestClient', VERBS), 0, 'url'],
  [['RestClient.Request.execute'], 0, 'url'],
  [['RestClient.Resource.new'], 0, 'url'],
  [of('Excon', VERBS), 0, 'url'],
  [['Excon.new'], 0, 'url'],
  [of('Typhoeus', VERBS), 0, 'url'],
  [['Typhoeus.Request.new'], 0, 'url'],
  [of('HTTP', VERBS), 0, 'url'],
  [of('HTTPX', VERBS), 0, 'url'],
  [['URI.open', 'OpenURI.open_uri', 'Down.download'], 0, 'url'],
  [['TCPSocket.new', 'TCPSocket.open', 'Socket.tcp', 'UDPSocket.new'], 0, 'host'],
  [['Net.SSH.start', 'Net.SFTP.start', 'Net.SMTP.start', 'Net.SMTP.new', 'Net.FTP.new', 'Net.FTP.open'], 0, 'host'],
];

const GUZZLE = ['GuzzleHttp.Client()', 'Symfony.Component.HttpClient.HttpClient.create()'];
const LARAVEL = 'Illuminate.Support.Facades.Http';
const PENDING = 'withToken withHeaders withBasicAuth timeout asForm acceptJson retry attach withOptions'
  .split(' ')
  .map((name) => `${LARAVEL}.${name}()`);
const php: readonly NetworkRow[] = [
  [GUZZLE.flatMap((client) => of(client, VERBS)), 0, 'uri', { base: 'base_uri' }],
  [GUZZLE.flatMap((client) => of(client, 'request requestAsync')), 1, 'uri', { base: 'base_uri' }],
  [['Symfony.Contracts.HttpClient.HttpClientInterface().request'], 1, 'url'],
  [[LARAVEL, ...PENDING].flatMap((client) => of(client, VERBS)), 0, 'url'],
  [['php.curl_init'], 0, 'url'],
  [['php.curl_setopt'], 2, 'value', { when: [1, 'CURLOPT_URL'] }],
  [['php.file_get_contents', 'php.fopen', 'php.file', 'php.readfile', 'php.copy'], 0, 'filename', { onlyUrls: true }],
  [['php.fsockopen', 'php.pfsockopen', 'php.stream_socket_client'], 0, 'hostname'],
  [['SoapClient'], 0, 'wsdl', { onlyUrls: true }],
  [['Unirest.Request.get', 'Unirest.Request.post'], 0, 'url'],
];

const SENDS = `GetAsync GetStringAsync GetByteArrayAsync GetStreamAsync PostAsync PutAsync PatchAsync DeleteAsync
  PostAsJsonAsync PutAsJsonAsync PatchAsJsonAsync GetFromJsonAsync DeleteFromJsonAsync`.replaceAll(/\s+/g, ' ');
const DOWNLOADS = `DownloadString DownloadStringTaskAsync DownloadData DownloadDataTaskAsync DownloadFile
  DownloadFileTaskAsync UploadString UploadStringTaskAsync UploadData UploadFile UploadValues OpenRead`.replaceAll(
  /\s+/g,
  ' ',
);
const csharp: readonly NetworkRow[] = [
  [of('System.Net.Http.HttpClient()', SENDS), 0, 'requestUri', { base: 'BaseAddress' }],
  [of('System.Net.Http.IHttpClientFactory().CreateClient()', SENDS), 0, 'requestUri'],
  [['System.Net.Http.HttpRequestMessage'], 1, 'requestUri'],
  [of('System.Net.WebClient()', DOWNLOADS), 0, 'address'],
  [
    ['System.Net.WebRequest.Create', 'System.Net.WebRequest.CreateHttp', 'System.Net.HttpWebRequest.Create'],
    0,
    'requestUri',
  ],
  [['RestSharp.RestClient'], 0, 'baseUrl'],
  [
    [
      'System.Net.Sockets.TcpClient',
      'System.Net.Sockets.TcpClient().Connect',
      'System.Net.Sockets.TcpClient().ConnectAsync',
    ],
    0,
    'hostname',
  ],
  [['System.Net.WebSockets.ClientWebSocket().ConnectAsync'], 0, 'uri'],
  [['System.Net.Mail.SmtpClient'], 0, 'host'],
];

const RUST_CLIENTS = ['reqwest.Client', 'reqwest.blocking.Client'].flatMap((client) => [
  `${client}()`,
  `${client}.new()`,
  `${client}.default()`,
  `${client}.builder().build()`,
]);
const rust: readonly NetworkRow[] = [
  [RUST_CLIENTS.flatMap((client) => of(client, VERBS)), 0, 'url'],
  [RUST_CLIENTS.map((client) => `${client}.request`), 1, 'url'],
  [['reqwest.get', 'reqwest.blocking.get'], 0, 'url'],
  [
    [...of('ureq', VERBS), ...of('surf', VERBS), ...of('isahc', VERBS), ...of('minreq', VERBS), 'attohttpc.get'],
    0,
    'url',
  ],
  [
    ['std', 'tokio', 'async_std'].flatMap((crate) => [
      `${crate}.net.TcpStream.connect`,
      `${crate}.net.UdpSocket.connect`,
    ]),
    0,
    'addr',
  ],
  [['tungstenite.connect', 'tokio_tungstenite.connect_async', 'tonic.transport.Channel.from_static'], 0, 'url'],
  [['hyper.Uri.from_static', 'http.Uri.from_static'], 0, 'url'],
];

const kotlin: readonly NetworkRow[] = [
  [['okhttp3.Request.Builder().url'], 0, 'url'],
  [of('io.ktor.client.HttpClient()', `${VERBS} prepareGet preparePost webSocket`), 0, 'urlString'],
  [of('java.net.URL()', 'readText readBytes openStream openConnection'), 0, 'spec', { ofObject: true }],
  [['java.net.Socket'], 0, 'host'],
  [['retrofit2.Retrofit.Builder().baseUrl'], 0, 'baseUrl'],
  [of('com.github.kittinunf.fuel.Fuel', VERBS), 0, 'path'],
  [
    of(
      'org.springframework.web.client.RestTemplate()',
      'getForObject getForEntity postForObject postForEntity put delete exchange',
    ),
    0,
    'url',
  ],
  [['org.springframework.web.reactive.function.client.WebClient.create'], 0, 'baseUrl'],
];

export const networkRows: readonly NetworkRow[] = [...ruby, ...php, ...csharp, ...rust, ...kotlin];
