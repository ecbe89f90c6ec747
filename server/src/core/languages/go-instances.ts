const AWS_2 = /^(github\.com\/aws\/aws-sdk-go-v2\/service\/\w+)\.(?:NewFromConfig|New)$/;
const AWS_1 = /^(github\.com\/aws\/aws-sdk-go\/service\/\w+)\.New$/;
/** Constructors that do not say what they make. */
const NAMED: Readonly<Record<string, string>> = {
  'database/sql.Open': 'database/sql.DB',
  'database/sql.OpenDB': 'database/sql.DB',
  'github.com/jmoiron/sqlx.Open': 'github.com/jmoiron/sqlx.DB',
  'github.com/jmoiron/sqlx.Connect': 'github.com/jmoiron/sqlx.DB',
  'github.com/jmoiron/sqlx.MustConnect': 'github.com/jmoiron/sqlx.DB',
  'github.com/jackc/pgx.Connect': 'github.com/jackc/pgx.Conn',
  'github.com/jackc/pgx/pgxpool.New': 'github.com/jackc/pgx/pgxpool.Pool',
  'github.com/jackc/pgx/pgxpool.Connect': 'github.com/jackc/pgx/pgxpool.Pool',
  'gorm.io/gorm.Open': 'gorm.io/gorm.DB',
  'github.com/jinzhu/gorm.Open': 'github.com/jinzhu/gorm.DB',
  'github.com/go-resty/resty.New': 'github.com/go-resty/resty.Client',
  'github.com/imroc/req.C': 'github.com/imroc/req.Client',
  'github.com/gin-gonic/gin.Default': 'github.com/gin-gonic/gin.Engine',
  'github.com/gin-gonic/gin.New': 'github.com/gin-gonic/gin.Engine',
  'github.com/labstack/echo.New': 'github.com/labstack/echo.Echo',
  'github.com/gofiber/fiber.New': 'github.com/gofiber/fiber.App',
  'github.com/fasthttp/router.New': 'github.com/fasthttp/router.Router',
  'github.com/flamego/flamego.Classic': 'github.com/flamego/flamego.Flame',
  'github.com/flamego/flamego.New': 'github.com/flamego/flamego.Flame',
  'gopkg.in/macaron.Classic': 'gopkg.in/macaron.Macaron',
  'gopkg.in/macaron.New': 'gopkg.in/macaron.Macaron',
  'github.com/aws/aws-secretsmanager-caching-go/secretcache.New':
    'github.com/aws/aws-secretsmanager-caching-go/secretcache.Cache',
  'github.com/dop251/goja.New': 'github.com/dop251/goja.Runtime',
  'github.com/robertkrimen/otto.New': 'github.com/robertkrimen/otto.Otto',
  'github.com/yuin/gopher-lua.NewState': 'github.com/yuin/gopher-lua.LState',
  'github.com/traefik/yaegi/interp.New': 'github.com/traefik/yaegi/interp.Interpreter',
  'github.com/sirupsen/logrus.New': 'github.com/sirupsen/logrus.Logger',
  'github.com/spf13/viper.New': 'github.com/spf13/viper.Viper',
  'github.com/spf13/viper.GetViper': 'github.com/spf13/viper.Viper',
  'log.Default': 'log.Logger',
  'log.New': 'log.Logger',
  'log/slog.Default': 'log/slog.Logger',
  'log/slog.New': 'log/slog.Logger',
  'go.uber.org/zap.L': 'go.uber.org/zap.Logger',
  'go.uber.org/zap.S': 'go.uber.org/zap.SugaredLogger',
  'go.uber.org/zap.NewProduction': 'go.uber.org/zap.Logger',
  'go.uber.org/zap.NewDevelopment': 'go.uber.org/zap.Logger',
  'go.uber.org/zap.Must': 'go.uber.org/zap.Logger',
  'github.com/rs/zerolog.New': 'github.com/rs/zerolog.Logger',
};
const MADE = /^((?:[\w.~-]+\/)*[\w-]+)\.(?:Must)?New([A-Z]\w*)$/;

/** What a constructor makes, by Go's convention: `NewX` of a package gives its `X`. */
export function goInstance(callee: string): string {
  const named = Object.hasOwn(NAMED, callee) ? NAMED[callee] : undefined;
  if (named !== undefined) return named;
  const client = AWS_2.exec(callee) ?? AWS_1.exec(callee);
  if (client !== null) return `${client[1]!}.Client`;
  const made = MADE.exec(callee);
  return made === null ? callee : `${made[1]!}.${made[2]!.replace(/(?:From|With)[A-Z]\w*$/, '') || made[2]!}`;
}
