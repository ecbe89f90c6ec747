import { isScript } from './places.ts';
import { defineSinks, namedSink, resolvedSink } from './define.ts';

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
const PRINTS =
  /^(?:print|(?:kotlin\.io\.)?println|puts|System\.Console\.(?:Error\.)?Write(?:Line)?|fmt\.Print(?:f|ln)?|java\.lang\.System\.(?:out|err)\.(?:println|printf|print))$/;
const LOGGER_NAME = /^_{0,2}(?:(?:\w*[lL]ogger)|LOG|LOGGER|log|logging|Logger)$/;

/** Loggers, by where they come from. */
export const logs = defineSinks({
  id: 'logs',
  find(call) {
    const { path, reading } = call;
    if (/^(?:error_log|syslog)$/.test(call.text))
      return namedSink(call.text, 'log', 'log', 'writes to the log', call.args());
    if (path === null) return null;
    const method = LOG_PATH.exec(path)?.[1];
    const isLog =
      method !== undefined &&
      (LOG_METHOD.test(method) || path.startsWith('console.')) &&
      !/^console\.(?:time|count|group|clear|assert)/.test(path);
    if (isLog || GO_LOG.test(path)) return resolvedSink(call, 'log', 'log', 'writes to the log');
    if (PRINTS.test(path) && !isScript(reading))
      return namedSink(path, 'log', 'log', 'ends up in the log of a server', call.args());
    return null;
  },
});

/** Loggers that were injected or made in another file. */
export const logsByName = defineSinks({
  id: 'logs-by-name',
  find({ reading, object, method, path, args }) {
    const isLog = LOG_METHOD.test(method) && LOGGER_NAME.test(object) && !/^Math|math/.test(path ?? '');
    const isGoLog = reading.unit.language.returnsSeveral && GO_LOG_METHOD.test(method) && GO_LOGGER_NAME.test(object);
    return isLog || isGoLog ? namedSink(`${object}.${method}`, 'log', 'log', 'reads as a log call', args()) : null;
  },
});
