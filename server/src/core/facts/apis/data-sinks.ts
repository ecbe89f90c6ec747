import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { stepsOf } from '../built.ts';
import type { Reading } from '../define.ts';
import { destination } from '../extractors/network.ts';
import { hostOf } from '../normalise.ts';
import { textOfValue, type Argument } from '../value.ts';
import type { NetworkCall } from './network-call.ts';
import { networkCalls } from './network-calls.ts';
import { vendorOfHost, vendorOfPath } from './vendors.ts';

/** Where a call takes its arguments. */
export interface DataSink {
  readonly action: 'log' | 'send' | 'prompt' | 'export' | 'cookie' | 'respond';
  readonly sink: string;
  /** Host or vendor, when there is one. */
  readonly to: string | null;
  readonly tier: 'resolved' | 'pattern';
  readonly why: string;
  readonly args: readonly Argument[];
}

const LOG_METHOD =
  /^(?:log|info|warn|warning|error|debug|trace|fatal|critical|exception|verbose|silly|notice|success|dir|table|msg|alert|emerg|severe|fine|finer|finest|Log(?:Information|Warning|Error|Debug|Trace|Critical)|Information|Warning|Error|Debug|Fatal|Verbose)$/;
const LOG_PATH =
  /^(?:console|pino(?:\(\))?|winston(?:\.createLogger\(\))?|winston\.loggers\.get\(\)|bunyan\.createLogger\(\)|log4js\.getLogger\(\)|loglevel|consola|signale|debug\(\)|npmlog|tslog\.Logger\(\)|logging|logging\.getLogger\(\)|logging\.LoggerAdapter\(\)|loguru\.logger|structlog(?:\.\w+)*(?:\(\))?(?:\.bind\(\))*|absl\.logging|twisted\.logger\.Logger\(\)|@nestjs\/common\.Logger(?:\(\))?|aws_lambda_powertools\.Logger\(\)|@aws-lambda-powertools\/logger\.Logger\(\)|warnings|roarr\.Roarr|electron-log|flask\.current_app\.logger|Illuminate\.Support\.Facades\.Log|Monolog\.Logger\(\)|Psr\.Log\.LoggerInterface\(\)|php\.logger\(\)|Microsoft\.Extensions\.Logging\.ILogger\(\)|Serilog\.Log|tracing|rust-log|(?:mu|io\.github\.oshai\.kotlinlogging)\.KotlinLogging\.logger\(\)|Rails\.logger|Logger\.new\(\)|celery\.utils\.log\.get_task_logger\(\)|org\.slf4j\.Logger(?:Factory\.getLogger)?\(\)|java\.util\.logging\.Logger(?:\.getLogger)?\(\)|org\.apache\.logging\.log4j\.(?:Logger|LogManager\.getLogger)\(\)|org\.apache\.log4j\.Logger(?:\.getLogger)?\(\)|org\.apache\.commons\.logging\.Log(?:Factory\.getLog)?\(\)|org\.jboss\.logging\.Logger(?:\.getLogger)?\(\))(?:\.child\(\)|\.getChild\(\)|\.bind\(\)|\.opt\(\)|\.with_?[Ff]ields\(\))*\.(\w+)$/;
/** Loggers of Go, fields of entries included. */
const GO_LOG =
  /^(?:log(?:\.Logger\(\))?\.(?:Print|Fatal|Panic)(?:f|ln)?|log\/slog(?:\.Logger\(\)(?:\.With\(\)){0,4})?\.(?:Debug|Info|Warn|Error|Log|LogAttrs|With)(?:Context)?|go\.uber\.org\/zap\.(?:Sugared)?Logger\(\)(?:\.\w+\(\)){0,4}\.(?:(?:Debug|Info|Warn|Error|DPanic|Panic|Fatal)(?:f|w|ln)?|With)|github\.com\/sirupsen\/logrus(?:\.(?:Logger|Entry)\(\))?(?:\.With\w+\(\)){0,8}\.(?:(?:Trace|Debug|Info|Print|Warn|Warning|Error|Fatal|Panic)(?:f|ln)?|WithFields?)|github\.com\/rs\/zerolog(?:\/log)?(?:\.\w+\(\)){0,12}\.(?:Str|Strs|Any|Interface|Fields|Msgf|Stringer)|k8s\.io\/klog\.(?:V\(\)\.)?(?:Info|Warning|Error|Fatal)(?:f|S|ln)?|github\.com\/go-logr\/logr\.Logger\(\)(?:\.\w+\(\)){0,4}\.(?:Info|Error))$/;
const GO_LOG_METHOD = /^(?:Trace|Debug|Info|Print|Warn|Warning|Error|Fatal|Panic)(?:f|w|ln|Context)?$/;
const GO_LOGGER_NAME = /^(?:\w*[lL]ogger|log|slog|lg|sugar)$/;
/** Standard output of a server is its log; that of a program for a terminal is for whoever started it. */
const PRINTS = /^(?:print|fmt\.Print(?:f|ln)?|java\.lang\.System\.(?:out|err)\.(?:println|printf|print))$/;
const LOGGER_NAME = /^_{0,2}(?:(?:\w*[lL]ogger)|LOG|LOGGER|log|logging|Logger)$/;
const ANALYTICS_OBJECT =
  /^_{0,2}(?:analytics|mixpanel|posthog|amplitude|segment|tracker|telemetry|rudder|heap|ga|track)(?:Client)?$/i;
const ANALYTICS_METHOD =
  /^(?:track|identify|capture|logEvent|log_event|alias|group|page|screen|set|people_set|peopleSet|trackEvent|track_event|setUserProperties|register|trackUser|sendEvent)$/;
const MODEL_CALL =
  /\.(?:chat\.completions\.(?:create|parse|stream)|responses\.(?:create|parse|stream)|messages\.(?:create|stream)|embeddings\.create|completions\.create|models\.(?:generateContent|generate_content)|generateContent|generate_content|invoke_model(?:_with_response_stream)?|converse(?:_stream)?)$/;
const CSV =
  /^(?:csv\.(?:writer|DictWriter)\(\)\.(?:writerow|writerows)|papaparse\.unparse|csv-stringify(?:\/sync)?(?:\.stringify)?|csv-writer\.createObjectCsvWriter\(\)\.writeRecords|csv-writer\.createArrayCsvWriter\(\)\.writeRecords|json2csv\.(?:parse|Parser\(\)\.parse)|fast-csv\.(?:write|writeToPath|writeToString)|json\.dump|xlsx\.utils\.json_to_sheet|exceljs\.Workbook\(\)\.addWorksheet\(\)\.addRows?)$/;
const WRITE_FILE =
  /^(?:fs(?:\/promises|\.promises|-extra)?\.(?:writeFile|writeFileSync|appendFile|appendFileSync|outputFile|outputJson|writeJson|writeJsonSync))$/;
const BROWSER_STORE =
  /^(?:(?:window\.|globalThis\.)?(?:localStorage|sessionStorage)\.setItem|js-cookie\.set|universal-cookie\(\)\.set|@react-native-async-storage\/async-storage\.setItem|cookies-next\.setCookie|nookies\.setCookie)$/;
const COOKIE_TEXT = /(?:^|\.)(?:set_cookie|setCookie)$|(?:^|\.)res(?:ponse|p)?\.cookie$/;
const RESPOND_PATH =
  /^(?:flask\.(?:jsonify|make_response)|fastapi\.responses\.\w+|django\.http\.(?:JsonResponse|HttpResponse)|rest_framework\.response\.Response|next\/server\.NextResponse\.json|Response\.json|starlette\.responses\.\w+)$/;
const RESPOND_TEXT =
  /(?:^|\.)(?:res|response|reply|resp)(?:\.status\([^()]*\)|\.code\([^()]*\))?\.(?:json|send|render|jsonp)$|(?:^|\.)(?:c|ctx|context)\.(?:json|JSON|IndentedJSON|PureJSON|XML|YAML|JSONPretty)$|(?:^|\.)json\.NewEncoder\((?:w|rw|writer|resp\w*)\)\.Encode$|^render\.JSON$/;

/** What a call does with data it is given; null when nothing is known of it. */
export function sinkOf(reading: Reading, call: SyntaxNode, callee: SyntaxNode): DataSink | null {
  const { resolver } = reading;
  const path = resolver.calleeOf(call);
  const args = (): readonly Argument[] => resolver.argumentsOf(call);
  if (path !== null) {
    const method = LOG_PATH.exec(path)?.[1];
    if (
      method !== undefined &&
      (LOG_METHOD.test(method) || path.startsWith('console.')) &&
      !/^console\.(?:time|count|group|clear|assert)/.test(path)
    )
      return {
        action: 'log',
        sink: 'log',
        to: null,
        tier: 'resolved',
        why: `\`${path}\` writes to the log.`,
        args: args(),
      };
    if (GO_LOG.test(path))
      return {
        action: 'log',
        sink: 'log',
        to: null,
        tier: 'resolved',
        why: `\`${path}\` writes to the log.`,
        args: args(),
      };
    if (PRINTS.test(path))
      return isScript(reading)
        ? null
        : {
            action: 'log',
            sink: 'log',
            to: null,
            tier: 'pattern',
            why: `\`${path}\` ends up in the log of a server.`,
            args: args(),
          };
    const connects = networkCalls.get(path);
    if (connects !== undefined) return networkSink(reading, call, path, args());
    if (/^https?\.request\(\)\.(?:write|end)$/.test(path)) return requestBody(reading, callee, args());
    const vendor = vendorOfPath(path);
    if (vendor !== null) {
      if (
        /(?:^|\.)(?:init|configure|getLogger|OpenAI|createOpenAI|Logger|flush|shutdown|close|_?(?:is|has|should|use)[_A-Z]\w*)$/.test(
          path,
        )
      )
        return null;
      return {
        action: vendor.sink === 'model-provider' ? 'prompt' : 'send',
        sink: vendor.sink,
        to: vendor.name,
        tier: 'resolved',
        why: `\`${path}\` is a call of ${vendor.name}.`,
        args: args(),
      };
    }
    if (CSV.test(path) || WRITE_FILE.test(path))
      return {
        action: 'export',
        sink: 'file',
        to: null,
        tier: 'resolved',
        why: `\`${path}\` writes a file.`,
        args: WRITE_FILE.test(path) ? args().slice(1) : args(),
      };
    if (BROWSER_STORE.test(path))
      return {
        action: 'cookie',
        sink: 'browser',
        to: null,
        tier: 'resolved',
        why: `\`${path}\` keeps it in the browser.`,
        args: args().slice(1),
      };
    if (RESPOND_PATH.test(path))
      return {
        action: 'respond',
        sink: 'response',
        to: null,
        tier: 'resolved',
        why: `\`${path}\` answers the request.`,
        args: args(),
      };
  }
  return sinkByName(reading, call, callee, path);
}

/** Objects whose origin is not known here: injected loggers, clients of another file. */
function sinkByName(
  { unit, resolver }: Reading,
  call: SyntaxNode,
  callee: SyntaxNode,
  path: string | null,
): DataSink | null {
  if (callee.kind !== 'member') return null;
  const object = childOf(callee, 'member.object');
  const property = childOf(callee, 'member.property');
  if (object === null || property === null) return null;
  const method = unit.textOf(property);
  const own = object.kind === 'member' ? childOf(object, 'member.property') : object;
  const name = own === null || own.end - own.start > 40 ? '' : unit.textOf(own).replace(/^[$@]/, '');
  const args = resolver.argumentsOf(call);
  if (LOG_METHOD.test(method) && LOGGER_NAME.test(name) && !/^Math|math/.test(path ?? ''))
    return {
      action: 'log',
      sink: 'log',
      to: null,
      tier: 'pattern',
      why: `\`${name}.${method}\` reads as a log call.`,
      args,
    };
  if (unit.language.returnsSeveral && GO_LOG_METHOD.test(method) && GO_LOGGER_NAME.test(name))
    return {
      action: 'log',
      sink: 'log',
      to: null,
      tier: 'pattern',
      why: `\`${name}.${method}\` reads as a log call.`,
      args,
    };
  if (ANALYTICS_OBJECT.test(name) && ANALYTICS_METHOD.test(method))
    return {
      action: 'send',
      sink: 'analytics',
      to: name.toLowerCase().replace(/client$/, ''),
      tier: 'pattern',
      why: `\`${name}.${method}\` reads as an analytics call.`,
      args,
    };
  const text = callee.end - callee.start > 120 ? '' : unit.textOf(callee).replace(/\s+/g, '');
  const named = path ?? text;
  const isModel = MODEL_CALL.test(named) || MODEL_CALL.test(text);
  if (
    isModel &&
    (!text.endsWith('messages.create') || args.some((arg) => arg.name === 'model' || arg.node?.kind === 'object')) &&
    !/twilio/i.test(named)
  )
    return {
      action: 'prompt',
      sink: 'model-provider',
      to: 'a model provider',
      tier: 'pattern',
      why: `\`${text}\` reads as a call of a model.`,
      args,
    };
  if (COOKIE_TEXT.test(text))
    return {
      action: 'cookie',
      sink: 'browser',
      to: null,
      tier: 'pattern',
      why: `\`${text}\` sets a cookie.`,
      args: args.slice(1),
    };
  if (RESPOND_TEXT.test(text))
    return {
      action: 'respond',
      sink: 'response',
      to: null,
      tier: 'pattern',
      why: `\`${text}\` answers the request.`,
      args,
    };
  return null;
}

const OWN_HOST =
  /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|host\.docker\.internal|[a-z0-9-]+(?::\d+)?$)|\.(?:local|internal|svc|lan|localhost|test|cluster\.local|example)(?::\d+)?$/;
/** What a variable that holds one's own address is called. */
const OWN_NAME = /(?:^|_)(?:API|BACKEND|SERVER|BASE|GATEWAY|APP|HOST|SITE|SELF|INTERNAL|FRONTEND|AUTH|SERVICE)(?:_|$)/i;

function networkSink(reading: Reading, call: SyntaxNode, path: string, args: readonly Argument[]): DataSink | null {
  const row = networkCalls.get(path)!;
  const value = destination(reading, call, args, row);
  const text = textOfValue(value);
  if (text === null) {
    // A browser posts its forms to the server it came from; only code of a server sends elsewhere when it does not say where.
    if (isBrowserCode(reading)) return null;
    if (value.kind === 'environment') {
      if (
        OWN_NAME.test(
          value.name
            .replace(/_(?:URL|URI|HOST|ENDPOINT|BASE)+$/i, '')
            .split('_')
            .slice(0, 1)
            .join('_'),
        )
      )
        return null;
      return {
        action: 'send',
        sink: 'network',
        to: `env:${value.name}`,
        tier: 'resolved',
        why: `\`${path}\` sends it to the address in \`${value.name}\`.`,
        args,
      };
    }
    return null;
  }
  if (
    /^\/(?!\/)/.test(text) ||
    /^\.{1,2}\//.test(text) ||
    text.startsWith('*') ||
    text.startsWith('blob:') ||
    text.startsWith('data:')
  )
    return null;
  if (!/^[a-z][a-z0-9+.-]*:\/\/|^\/\/|^[\w-]+(?:\.[\w-]+)+/i.test(text)) return null;
  const host = hostOf(text);
  if (host === '' || host.startsWith('*') || OWN_HOST.test(host)) return null;
  const vendor = vendorOfHost(host);
  return {
    action: vendor?.sink === 'model-provider' ? 'prompt' : 'send',
    sink: vendor?.sink ?? 'network',
    to: host,
    tier: 'resolved',
    why: `\`${path}\` sends it to ${host}${vendor === null ? '' : ` (${vendor.name})`}.`,
    args: [...args, ...builtBody(args, row), ...chainedBody(reading, call, row)],
  };
}

/** `send(HttpRequest.newBuilder(uri).POST(body).build())`: what the request was made with is sent. */
function builtBody(args: readonly Argument[], row: NetworkCall): readonly Argument[] {
  if (row.built === undefined) return [];
  return args.flatMap((arg) => [...stepsOf(arg.value()).values()]);
}

/** `client.post().uri(url).bodyValue(user)`: the steps that come after the one that says where to. */
function chainedBody({ unit, resolver }: Reading, call: SyntaxNode, row: NetworkCall): readonly Argument[] {
  if (row.receiver === undefined) return [];
  const found: Argument[] = [];
  for (let at = call; at.role === 'member.object' && at.parent?.role === 'call.callee' && at.parent.parent !== null;) {
    const property = childOf(at.parent, 'member.property');
    at = at.parent.parent;
    if (property !== null && unit.textOf(property).startsWith('body')) found.push(...resolver.argumentsOf(at));
  }
  return found;
}

/** `request.write(body)`: goes where the request was opened to. */
function requestBody(reading: Reading, callee: SyntaxNode, args: readonly Argument[]): DataSink | null {
  const value = reading.resolver.valueOf(callee);
  const request = value.kind === 'symbol' ? value.receiver : null;
  if (request?.kind !== 'call' || request.node === null) return null;
  const opened = networkSink(reading, request.node, request.of, reading.resolver.argumentsOf(request.node));
  return opened === null ? null : { ...opened, args };
}

function isBrowserCode({ unit }: Reading): boolean {
  return (
    /\.[jt]sx$|(?:^|\/)(?:client|frontend|web|ui|components?|pages|views|hooks|public|static|browser)\//.test(
      unit.path,
    ) ||
    (unit.language.id !== 'python' &&
      /\b(?:window|document)\.\w|from ['"](?:react|vue|svelte)['"]/.test(unit.tree.text))
  );
}

/** A program for a terminal talks to the person who started it. */
function isScript({ unit }: Reading): boolean {
  return (
    /(?:^|\/)(?:scripts?|bin|tools?|cli|management\/commands|examples?|benchmarks?|migrations|notebooks?)\/|(?:^|\/)(?:cli|__main__|manage|setup|main)\.py$/.test(
      unit.path,
    ) ||
    /^[ \t]*(?:\w+ )?"(?:flag|github\.com\/(?:spf13\/(?:cobra|pflag)|urfave\/cli[^"]*|alecthomas\/kong))"$/m.test(
      unit.tree.text,
    ) ||
    /__name__\s*==\s*['"]__main__['"]|^[ \t]*(?:import|from) (?:argparse|click|typer|rich|tkinter)\b/m.test(
      unit.tree.text,
    )
  );
}
