import { goListenCalls, goNetworkCalls } from './go-network-calls.ts';
import { javaNetworkCalls } from './java-network-calls.ts';
import type { NetworkCall } from './network-call.ts';
import { networkRows } from './network-calls-by-language.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;

type Row = readonly [path: string, call: NetworkCall];

const verbs = (client: string, url: NetworkCall['url'], base?: string): readonly Row[] =>
  METHODS.map((method) => [
    `${client}.${method}`,
    { url, method: method.toUpperCase(), ...(base === undefined ? {} : { base }) },
  ]);

const once = (path: string, index: number, name: string, rest: Omit<NetworkCall, 'url'> = {}): Row => [
  path,
  { url: [index, name], ...rest },
];

/** An axios-like client: callable, with verbs and `request`. */
const axiosLike = (client: string, base: string): readonly Row[] => [
  ...verbs(client, [0, 'url'], base),
  once(client, 0, 'url', { base, options: ['url', 'baseURL'] }),
  once(`${client}.request`, 0, 'url', { base, options: ['url', 'baseURL'] }),
];

const requestsLike = (client: string, base?: string): readonly Row[] => [
  ...verbs(client, [0, 'url'], base),
  once(`${client}.request`, 1, 'url', { method: 'argument:0', ...(base === undefined ? {} : { base }) }),
];

/** Canonical path of a call -> how it connects. Sources: the libraries' own documentation, 2026-11. */
export const networkCalls: ReadonlyMap<string, NetworkCall> = new Map<string, NetworkCall>([
  // JavaScript
  once('fetch', 0, 'url'),
  once('globalThis.fetch', 0, 'url'),
  once('window.fetch', 0, 'url'),
  once('node-fetch', 0, 'url'),
  once('cross-fetch', 0, 'url'),
  once('cross-fetch.fetch', 0, 'url'),
  once('isomorphic-fetch', 0, 'url'),
  once('undici.fetch', 0, 'url'),
  once('undici.request', 0, 'url'),
  once('undici.stream', 0, 'url'),
  ...axiosLike('axios', 'baseURL'),
  ...axiosLike('axios.create()', 'baseURL'),
  ...axiosLike('axios.default', 'baseURL'),
  ...verbs('got', [0, 'url']),
  once('got', 0, 'url', { options: ['url'] }),
  once('got.got', 0, 'url', { options: ['url'] }),
  once('got.stream', 0, 'url'),
  ...verbs('got.extend()', [0, 'url'], 'prefixUrl'),
  ...verbs('ky', [0, 'url']),
  once('ky', 0, 'url'),
  ...verbs('ky.create()', [0, 'url'], 'prefixUrl'),
  ...verbs('superagent', [0, 'url']),
  once('superagent', 1, 'url', { method: 'argument:0' }),
  ...verbs('needle', [0, 'url']),
  once('needle', 1, 'url', { method: 'argument:0' }),
  ...verbs('request', [0, 'url']),
  once('request', 0, 'url', { options: ['url', 'uri'] }),
  ...verbs('request-promise', [0, 'url']),
  once('request-promise', 0, 'url', { options: ['url', 'uri'] }),
  ...['http', 'https'].flatMap((module) => [
    once(`${module}.request`, 0, 'url', { options: ['hostname', 'host'] }),
    once(`${module}.get`, 0, 'url', { options: ['hostname', 'host'] }),
  ]),
  once('http2.connect', 0, 'url'),
  once('WebSocket', 0, 'url'),
  once('ws', 0, 'url'),
  once('ws.WebSocket', 0, 'url'),
  once('EventSource', 0, 'url'),
  once('navigator.sendBeacon', 0, 'url'),
  once('XMLHttpRequest().open', 1, 'url', { method: 'argument:0' }),
  once('net.connect', 1, 'host', { options: ['host'], port: [0, 'port'] }),
  once('net.createConnection', 1, 'host', { options: ['host'], port: [0, 'port'] }),
  once('tls.connect', 1, 'host', { options: ['host'], port: [0, 'port'] }),
  once('$.ajax', 0, 'url', { options: ['url'] }),
  once('$.get', 0, 'url'),
  once('$.post', 0, 'url'),
  once('nodemailer.createTransport', 0, 'host', { options: ['host', 'service'] }),
  // Python
  ...requestsLike('requests'),
  ...requestsLike('requests.Session()'),
  ...requestsLike('requests.session()'),
  ...requestsLike('requests.sessions.Session()'),
  ...requestsLike('requests_oauthlib.OAuth2Session()'),
  ...requestsLike('httpx'),
  once('httpx.stream', 1, 'url', { method: 'argument:0' }),
  ...requestsLike('httpx.Client()', 'base_url'),
  ...requestsLike('httpx.AsyncClient()', 'base_url'),
  once('httpx.Client().stream', 1, 'url', { method: 'argument:0', base: 'base_url' }),
  once('httpx.AsyncClient().stream', 1, 'url', { method: 'argument:0', base: 'base_url' }),
  ...requestsLike('aiohttp.ClientSession()', 'base_url'),
  once('aiohttp.ClientSession().ws_connect', 0, 'url'),
  once('aiohttp.request', 1, 'url', { method: 'argument:0' }),
  once('urllib.request.urlopen', 0, 'url'),
  once('urllib.request.urlretrieve', 0, 'url'),
  once('urllib.request.Request', 0, 'url'),
  once('urllib2.urlopen', 0, 'url'),
  once('urllib3.request', 1, 'url', { method: 'argument:0' }),
  once('urllib3.PoolManager().request', 1, 'url', { method: 'argument:0' }),
  once('urllib3.PoolManager().urlopen', 1, 'url', { method: 'argument:0' }),
  once('http.client.HTTPConnection', 0, 'host'),
  once('http.client.HTTPSConnection', 0, 'host'),
  once('socket.create_connection', 0, 'address'),
  once('socket.socket().connect', 0, 'address'),
  once('websockets.connect', 0, 'uri'),
  once('websocket.create_connection', 0, 'url'),
  once('smtplib.SMTP', 0, 'host'),
  once('smtplib.SMTP_SSL', 0, 'host'),
  once('ftplib.FTP', 0, 'host'),
  once('paramiko.SSHClient().connect', 0, 'hostname'),
  once('paramiko.Transport', 0, 'sock'),
  once('xmlrpc.client.ServerProxy', 0, 'uri'),
  once('grpc.insecure_channel', 0, 'target'),
  once('grpc.secure_channel', 0, 'target'),
  // Ruby, PHP, C#, Rust, Kotlin
  ...networkRows.flatMap(([paths, index, name, rest]) => paths.map((path) => once(path, index, name, rest))),
  // After Kotlin's: what is known of the JDK and of its libraries in more detail.
  ...javaNetworkCalls,
  ...goNetworkCalls,
]);

export interface ListenCall {
  readonly host: readonly [number, string];
  readonly port: readonly [number, string];
  /** The host is this field of what it is called on. */
  readonly ofObject?: string;
}

/** Calls that open a port to others: which argument is the host, which the port. */
export const listenCalls: ReadonlyMap<string, ListenCall> = new Map<string, ListenCall>([
  ...goListenCalls.map(
    ([path, address]) =>
      [
        path,
        {
          host: [address === 'Addr' ? 9 : address, 'address'],
          port: [9, 'port'],
          ...(address === 'Addr' ? { ofObject: address } : {}),
        },
      ] as const,
  ),
  ...[
    ['express().listen', 1, 0],
    ['fastify().listen', 1, 0],
    ['http.createServer().listen', 1, 0],
    ['https.createServer().listen', 1, 0],
    ['net.createServer().listen', 1, 0],
    ['koa().listen', 1, 0],
    ['flask.Flask().run', 0, 1],
    ['uvicorn.run', 1, 2],
    ['aiohttp.web.run_app', 1, 2],
    ['asyncio.start_server', 1, 2],
    ['http.server.HTTPServer', 0, 1],
    ['socketserver.TCPServer', 0, 1],
    ['java.net.ServerSocket', 2, 0],
    ['com.sun.net.httpserver.HttpServer.create', 0, 0],
    ['java.net.DatagramSocket', 1, 0],
    ['TCPServer.new', 0, 1],
    ['TCPServer.open', 0, 1],
    ['Socket.tcp_server_sockets', 0, 1],
    ['UNIXServer.new', 0, 9],
    ['php.stream_socket_server', 0, 9],
    ['php.socket_bind', 1, 2],
    ['System.Net.Sockets.TcpListener', 0, 1],
    ...['std', 'tokio', 'async_std'].flatMap((crate) =>
      ['TcpListener', 'UdpSocket'].map((socket) => [`${crate}.net.${socket}.bind`, 0, 9]),
    ),
    ['actix_web.HttpServer.new().bind', 0, 9],
    ['io.ktor.server.engine.embeddedServer', 2, 1],
  ].map(
    ([path, host, port]) =>
      [path as string, { host: [host as number, 'host'], port: [port as number, 'port'] }] as const,
  ),
]);
