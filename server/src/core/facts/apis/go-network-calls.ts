import type { NetworkCall } from './network-call.ts';

type Row = readonly [path: string, call: NetworkCall];

const at = (index: number, paths: readonly string[], rest: Omit<NetworkCall, 'url'> = {}): readonly Row[] =>
  paths.map((path) => [path, { url: [index, 'url'], ...rest }]);
const of = (object: string, members: string): readonly string[] =>
  members.split(' ').map((member) => `${object}.${member}`);

const CLIENTS = ['net/http', 'net/http.Client()', 'net/http.DefaultClient'];
const RESTY = ['github.com/go-resty/resty', 'resty.dev/v3'].map((path) => `${path}.Client().R()`);
const REDIS = ['github.com/redis/go-redis', 'github.com/go-redis/redis'];
const SQL = [
  'database/sql.Open',
  'github.com/jmoiron/sqlx.Open',
  'github.com/jmoiron/sqlx.Connect',
  'github.com/jmoiron/sqlx.MustConnect',
  'github.com/jackc/pgx.Connect',
  'github.com/jackc/pgx/pgxpool.New',
  'github.com/jackc/pgx/pgxpool.Connect',
];

/** Sources: the documentation of Go's own packages and of those named, 2026-11. */
export const goNetworkCalls: readonly Row[] = [
  ...at(
    0,
    CLIENTS.flatMap((client) => of(client, 'Get Head Post PostForm')),
  ),
  ...at(1, ['net/http.NewRequest']),
  ...at(2, ['net/http.NewRequestWithContext']),
  ...at(1, of('github.com/hashicorp/go-retryablehttp', 'NewRequest')),
  ...at(2, of('github.com/hashicorp/go-retryablehttp', 'NewRequestWithContext')),
  ...at(0, of('github.com/hashicorp/go-retryablehttp.Client()', 'Get Post Head PostForm')),
  ...at(
    1,
    ['golang.org/x/net/context/ctxhttp.Get', 'golang.org/x/net/context/ctxhttp.Post'].map((path) => path),
  ),
  ...at(
    0,
    RESTY.flatMap((request) => of(request, 'Get Post Put Patch Delete Head Options')),
    { base: 'BaseURL' },
  ),
  ...at(
    1,
    RESTY.map((request) => `${request}.Execute`),
    { base: 'BaseURL' },
  ),
  ...at(0, of('github.com/imroc/req.Client().R()', 'Get Post Put Patch Delete')),
  ...at(1, ['net.Dial', 'net.DialTimeout', 'crypto/tls.Dial', 'golang.org/x/crypto/ssh.Dial', 'net.Dialer().Dial']),
  ...at(2, ['net.Dialer().DialContext', 'crypto/tls.DialWithDialer', 'crypto/tls.Dialer().DialContext']),
  ...at(2, ['net.DialTCP', 'net.DialUDP']),
  ...at(0, ['net/smtp.Dial', 'net/smtp.SendMail', 'net/rpc.DialHTTP', 'gopkg.in/gomail.NewDialer']),
  ...at(1, ['net/rpc.Dial']),
  ...at(0, ['google.golang.org/grpc.Dial', 'google.golang.org/grpc.NewClient']),
  ...at(1, ['google.golang.org/grpc.DialContext']),
  ...at(0, ['github.com/gorilla/websocket.DefaultDialer.Dial', 'github.com/gorilla/websocket.Dialer().Dial']),
  ...at(1, [
    'github.com/gorilla/websocket.DefaultDialer.DialContext',
    'github.com/gorilla/websocket.Dialer().DialContext',
    'nhooyr.io/websocket.Dial',
    'github.com/coder/websocket.Dial',
  ]),
  ...at(0, ['net/http/httputil.NewSingleHostReverseProxy']),
  ...at(0, [
    'github.com/nats-io/nats.go.Connect',
    'github.com/rabbitmq/amqp091-go.Dial',
    'github.com/streadway/amqp.Dial',
  ]),
  ...at(
    0,
    REDIS.flatMap((path) => [`${path}.NewClient`, `${path}.ParseURL`]),
    { options: ['Addr'] },
  ),
  ...at(1, SQL),
  ...at(0, ['gorm.io/driver/postgres.Open', 'gorm.io/driver/mysql.Open', 'gorm.io/driver/sqlserver.Open']),
  ...at(1, ['go.mongodb.org/mongo-driver/mongo.Connect', 'go.mongodb.org/mongo-driver/mongo.NewClient'], {
    built: ['applyuri'],
  }),
];

/** `client.R().SetHeader(…).Get`: what is set before is no part of the call's name. */
export function withoutSetters(path: string): string {
  return path.replace(/(\.R\(\))(?:\.(?:Set|Add|Enable|With)\w*\(\))+(?=\.\w+$)/, '$1');
}

/** Calls that open a port: which argument is the address; `Addr`: the field of what it is called on. */
export const goListenCalls: readonly (readonly [path: string, address: number | 'Addr'])[] = [
  ['net/http.ListenAndServe', 0],
  ['net/http.ListenAndServeTLS', 0],
  ['net/http.Server().ListenAndServe', 'Addr'],
  ['net/http.Server().ListenAndServeTLS', 'Addr'],
  ['net.Listen', 1],
  ['net.ListenPacket', 1],
  ['net.ListenConfig().Listen', 2],
  ['crypto/tls.Listen', 1],
  ['github.com/gin-gonic/gin.Engine().Run', 0],
  ['github.com/gin-gonic/gin.Engine().RunTLS', 0],
  ['github.com/labstack/echo.Echo().Start', 0],
  ['github.com/labstack/echo.Echo().StartTLS', 0],
  ['github.com/gofiber/fiber.App().Listen', 0],
];
