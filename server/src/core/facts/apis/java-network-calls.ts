import type { NetworkCall } from './network-call.ts';

type Row = readonly [path: string, call: NetworkCall];

const at = (index: number, paths: readonly string[], rest: Omit<NetworkCall, 'url'> = {}): readonly Row[] =>
  paths.map((path) => [path, { url: [index, 'url'], ...rest }]);

const methodsOf = (name: string, methods: string): readonly string[] =>
  methods.split(' ').map((method) => `${name}().${method}`);

const APACHE = [
  'org.apache.http.client.HttpClient',
  'org.apache.http.impl.client.HttpClient',
  'org.apache.http.impl.client.HttpClients',
  'org.apache.http.impl.client.CloseableHttpClient',
  'org.apache.hc.client5.http.classic.HttpClient',
  'org.apache.hc.client5.http.impl.classic.HttpClient',
  'org.apache.hc.client5.http.impl.classic.HttpClients',
  'org.apache.hc.client5.http.impl.classic.CloseableHttpClient',
];
const FLUENT = [
  'org.springframework.web.reactive.function.client.WebClient',
  'org.springframework.web.client.RestClient',
];

/** Sources: the API documentation of the JDK and of the libraries, 2026-11. */
export const javaNetworkCalls: readonly Row[] = [
  ...at(0, methodsOf('java.net.http.HttpClient', 'send sendAsync'), { built: ['uri', 'newbuilder'] }),
  ...at(0, ['java.net.http.HttpClient().newWebSocketBuilder().buildAsync']),
  ...at(
    9,
    ['java.net.URL', 'java.net.URI().toURL', 'java.net.URI.create().toURL'].flatMap((name) =>
      methodsOf(name, 'openConnection openStream getContent'),
    ),
    { receiver: ['url', 'uri'] },
  ),
  ...at(0, ['okhttp3.OkHttpClient().newCall', 'okhttp3.OkHttpClient().newWebSocket'], { built: ['url'] }),
  ...at(
    0,
    APACHE.flatMap((name) => methodsOf(name, 'execute')),
    { built: ['httpget', 'httppost', 'httpput', 'httppatch', 'httpdelete', 'httphead', 'uri'] },
  ),
  ...at(
    0,
    ['Get', 'Post', 'Put', 'Patch', 'Delete'].flatMap((verb) => [
      `org.apache.http.client.fluent.Request.${verb}`,
      `org.apache.hc.client5.http.fluent.Request.${verb.toLowerCase()}`,
    ]),
  ),
  ...at(
    0,
    methodsOf(
      'org.springframework.web.client.RestTemplate',
      `getForObject getForEntity postForObject postForEntity postForLocation patchForObject put delete exchange execute headForHeaders optionsForAllow`,
    ),
    { receiver: ['rooturi'] },
  ),
  ...at(
    0,
    FLUENT.flatMap((name) =>
      methodsOf(name, 'get post put patch delete head options method').map((path) => `${path}().uri`),
    ),
    { receiver: ['baseurl', 'webclient', 'restclient'] },
  ),
  ...at(1, ['feign.Feign.builder().target']),
  ...at(0, [
    'retrofit2.Retrofit.Builder().baseUrl',
    'kong.unirest.Unirest.get',
    'kong.unirest.Unirest.post',
    'org.jsoup.Jsoup.connect',
  ]),
  ...['javax', 'jakarta'].flatMap((root) =>
    at(0, [`${root}.ws.rs.client.Client().target`, `${root}.ws.rs.client.ClientBuilder.newClient().target`]),
  ),
  ...at(0, [
    'java.net.Socket',
    'javax.net.ssl.SSLSocketFactory().createSocket',
    'java.sql.DriverManager.getConnection',
    'redis.clients.jedis.Jedis',
    'redis.clients.jedis.JedisPooled',
    'io.lettuce.core.RedisClient.create',
    'com.mongodb.client.MongoClients.create',
    'io.grpc.ManagedChannelBuilder.forAddress',
    'io.grpc.ManagedChannelBuilder.forTarget',
  ]),
];

/** Annotations on an interface whose methods connect, and the arguments that name where to, best first. */
export const networkAnnotations: ReadonlyMap<string, readonly string[]> = new Map([
  ['org.springframework.cloud.openfeign.FeignClient', ['url', 'name', 'value']],
  ['org.eclipse.microprofile.rest.client.inject.RegisterRestClient', ['baseUri', 'configKey']],
  ['org.springframework.web.service.annotation.HttpExchange', ['url', 'value']],
]);

/** `X.builder().a().b().target` -> `X.builder().target`: what is set before the last step is no part of the call's name. */
export function withoutSteps(path: string): string {
  return path.replace(/((?:\.builder|\.Builder)\(\))(?:\.\w+\(\))+(?=\.\w+$)/, '$1');
}
