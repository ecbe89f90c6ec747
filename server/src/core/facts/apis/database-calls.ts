import type { SqlAct } from '../sql/acts.ts';

/** Methods and functions that are given SQL. What they are called on matters less: the text says what it is. */
export const sqlMethods: ReadonlySet<string> = new Set(
  `query execute exec executemany execute_many executescript execute_batch raw run all get each iterate prepare unsafe sql
   text fetch fetchrow fetchval fetchone fetch_all fetch_one fetch_val any one none many oneOrNone manyOrNone result
   queryRaw executeRaw $queryRaw $executeRaw $queryRawUnsafe $executeRawUnsafe queryOne queryMany read_sql read_sql_query
   read_sql_table scalar scalars RunSQL exec_driver_sql mogrify batch multi pgQuery createQuery simple
   Query QueryRow Exec Prepare Queryx QueryRowx Get Select MustExec NamedExec NamedQuery Raw QueryContext QueryRowContext
   Sql addSql statement unprepared runSql ExecuteSqlRaw ExecuteSqlRawAsync ExecuteSqlInterpolatedAsync execute_sql
   executeUpdate safe_execute ExecContext PrepareContext QueryxContext QueryRowxContext GetContext SelectContext MustExecContext NamedExecContext
   NamedQueryContext Queue Execute ExecuteAsync ExecuteScalar ExecuteScalarAsync ExecuteReader QueryAsync QueryFirstAsync
   QuerySingleAsync FromSqlRaw SqlQueryRaw SqlCommand NpgsqlCommand MySqlCommand SqliteCommand OracleCommand
   prepareStatement executeLargeUpdate createNativeQuery batchUpdate queryForObject queryForList queryForMap queryForRowSet update exec_query exec_update exec_delete select_all
   select_value find_by_sql affectingStatement query_as query_scalar`.split(/\s+/),
);

/** Canonical paths that a database client's start with: then the text is known to be sent. */
export const DATABASE_CLIENT =
  /^(?:pg|pg-promise|postgres|mysql2?|mysql2\/promise|sqlite3?|better-sqlite3|bun:sqlite|node:sqlite|mssql|tedious|oracledb|@libsql\/client|@neondatabase\/serverless|@planetscale\/database|@vercel\/postgres|slonik|knex|sequelize|typeorm|@prisma\/client|drizzle-orm|kysely|psycopg2?|psycopg_pool|asyncpg|aiopg|pymysql|MySQLdb|mysql\.connector|aiomysql|aiosqlite|cx_Oracle|pyodbc|sqlalchemy|flask_sqlalchemy|sqlmodel|databases|django\.db|duckdb|clickhouse_connect|snowflake|alembic|pandas|google-cloud\/bigquery|database\/sql|github\.com\/(?:jmoiron\/sqlx|jackc\/pgx|go-gorm)|gorm\.io\/gorm)\b/;

export interface OrmMethod {
  readonly action: SqlAct['action'];
  readonly verb?: string;
  /** It is done to all there is, not to one table. */
  readonly on?: string;
  /** How rows are chosen: `where` of an options object, the first argument, one by its key, all, or by other calls of the chain. */
  readonly rows?: 'options' | 'filter' | 'one' | 'all' | 'chain';
}

const methods = (method: OrmMethod, names: string): readonly (readonly [string, OrmMethod])[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => [name, method] as const);

type Methods = ReadonlyMap<string, OrmMethod>;

/** One library: how its calls look, canonical or as written, and what its methods do. */
export interface Orm {
  readonly id: string;
  /** `table` is the name in the path; null when an argument names it. The last name is the method's. */
  readonly path: RegExp;
  readonly methods: Methods;
  /** Where the table is named when the path does not: of a link of the chain, its first argument. */
  readonly table?: RegExp;
  /** Nothing is sent until the chain is awaited or handed to a connection. */
  readonly isLazy?: true;
  /** The path starts with the package itself. */
  readonly known: RegExp;
}

const drop: OrmMethod = { action: 'ddl', verb: 'drop' };
const create: OrmMethod = { action: 'ddl', verb: 'create' };
const dropColumn: OrmMethod = { action: 'ddl', verb: 'drop-column' };
const dropAll: OrmMethod = { ...drop, on: 'every table' };
const createAll: OrmMethod = { ...create, on: 'every table' };
const alter: OrmMethod = { action: 'ddl', verb: 'alter' };

/** Sources: the libraries' documentation, 2026-11. */
export const orms: readonly Orm[] = [
  {
    id: 'prisma',
    path: /(?:^|[./])_?(?:prisma|prismaClient|PrismaClient\(\)|tx)(?:\.\$extends\(\)|\(\))?\.(?<table>[a-z]\w*)\.(?<method>\w+)$/,
    known: /^@prisma\/client\./,
    methods: new Map([
      ...methods(
        { action: 'select' },
        'findMany findFirst findFirstOrThrow findUnique findUniqueOrThrow count aggregate groupBy',
      ),
      ...methods({ action: 'insert' }, 'create createMany createManyAndReturn'),
      ...methods({ action: 'update', rows: 'one' }, 'update upsert'),
      ...methods({ action: 'update', rows: 'options' }, 'updateMany updateManyAndReturn'),
      ...methods({ action: 'delete', rows: 'one' }, 'delete'),
      ...methods({ action: 'delete', rows: 'options' }, 'deleteMany'),
    ]),
  },
  {
    id: 'mongo',
    path: /^(?:mongoose\.(?:default\.)?(?:model|createConnection\(\)\.model)\(\)|mongoose\.Model\(\)|mongoose\.(?:default\.)?connection(?:\.db)?|mongodb\.MongoClient\(\)(?:\.connect\(\))?\.db\(\)|.*\.collection\(\)|(?:pymongo|motor)\b.*)\.(?<method>\w+)$/,
    known: /^(?:mongoose|mongodb|pymongo|motor)\b/,
    table: /^(?:model|collection)$/,
    methods: new Map([
      ...methods(
        { action: 'select' },
        'find findOne findById find_one aggregate countDocuments count_documents distinct exists',
      ),
      ...methods({ action: 'insert' }, 'create insertOne insertMany insert_one insert_many bulkWrite bulk_write'),
      ...methods(
        { action: 'update', rows: 'one' },
        'updateOne findByIdAndUpdate findOneAndUpdate findOneAndReplace replaceOne update_one replace_one find_one_and_update',
      ),
      ...methods({ action: 'update', rows: 'filter' }, 'updateMany update_many'),
      ...methods(
        { action: 'delete', rows: 'one' },
        'deleteOne findByIdAndDelete findOneAndDelete findByIdAndRemove delete_one find_one_and_delete',
      ),
      ...methods({ action: 'delete', rows: 'filter' }, 'deleteMany remove delete_many'),
      ...methods(drop, 'drop dropCollection drop_collection'),
      ...methods(dropAll, 'dropDatabase drop_database'),
    ]),
  },
  {
    id: 'gorm',
    path: /^(?:gorm\.io|github\.com\/jinzhu)\/gorm\.DB\(\)(?:\.[\w()]+)*\.(?<method>\w+)$/,
    known: /gorm\./,
    table: /^(?:Model|Table|Find|First|Take|Last|Create|Save|Delete|FirstOrCreate|AutoMigrate|DropTable|CreateTable)$/,
    methods: new Map([
      ...methods({ action: 'select' }, 'Find First Take Last Scan Pluck Count FindInBatches'),
      ...methods({ action: 'insert' }, 'Create CreateInBatches FirstOrCreate'),
      ...methods({ action: 'update', rows: 'one' }, 'Save Update Updates UpdateColumn UpdateColumns'),
      ...methods({ action: 'delete', rows: 'one' }, 'Delete'),
      ...methods(drop, 'DropTable'),
      ...methods(create, 'AutoMigrate CreateTable'),
      ...methods(dropColumn, 'DropColumn'),
      ...methods(alter, 'AddColumn AlterColumn RenameColumn RenameTable'),
    ]),
  },
  {
    id: 'mongo-go',
    path: /^go\.mongodb\.org\/mongo-driver\/mongo\.(?:[\w()]+\.)*Collection\(\)\.(?<method>\w+)$/,
    known: /mongo-driver/,
    table: /^Collection$/,
    methods: new Map([
      ...methods({ action: 'select' }, 'Find FindOne Aggregate CountDocuments EstimatedDocumentCount Distinct'),
      ...methods({ action: 'insert' }, 'InsertOne InsertMany BulkWrite'),
      ...methods(
        { action: 'update', rows: 'one' },
        'UpdateOne UpdateByID ReplaceOne FindOneAndUpdate FindOneAndReplace UpdateMany',
      ),
      ...methods({ action: 'delete', rows: 'one' }, 'DeleteOne FindOneAndDelete DeleteMany'),
      ...methods(drop, 'Drop'),
    ]),
  },
  {
    id: 'a document store',
    path: /(?:^|[./])(?<table>\w+)\.(?<method>\w+)$/,
    known: /^$/,
    methods: new Map([
      ...methods({ action: 'insert' }, 'insertMany insertOne insert_many insert_one'),
      ...methods({ action: 'update', rows: 'one' }, 'updateOne findByIdAndUpdate findOneAndUpdate update_one'),
      ...methods({ action: 'update', rows: 'filter' }, 'updateMany update_many'),
      ...methods({ action: 'delete', rows: 'one' }, 'deleteOne findByIdAndDelete findOneAndDelete delete_one'),
      ...methods({ action: 'delete', rows: 'filter' }, 'deleteMany delete_many'),
    ]),
  },
  {
    id: 'sequelize',
    path: /^(?:sequelize(?:-typescript)?|@sequelize\/core)\.(?:Sequelize\(\)\.(?:define\(\)|models\.\w+|model\(\))|Model\(\))\.(?<method>\w+)$/,
    known: /^(?:sequelize|@sequelize)/,
    table: /^(?:define|model)$/,
    methods: new Map([
      ...methods({ action: 'select' }, 'findAll findOne findByPk findAndCountAll findOrBuild count max min sum'),
      ...methods({ action: 'insert' }, 'create bulkCreate findOrCreate'),
      ...methods({ action: 'update', rows: 'options' }, 'update'),
      ...methods({ action: 'update', rows: 'one' }, 'upsert increment decrement'),
      ...methods({ action: 'delete', rows: 'options' }, 'destroy'),
      ...methods({ action: 'delete', rows: 'all' }, 'truncate'),
      ...methods(drop, 'drop'),
      ...methods(create, 'sync'),
    ]),
  },
  {
    id: 'typeorm',
    isLazy: true,
    path: /^typeorm\.(?:Repository|TreeRepository|DataSource|EntityManager|Connection|getRepository|getManager|getConnection|BaseEntity|QueryRunner)\(\)(?:\.[\w()]+)*\.(?<method>\w+)$/,
    known: /^typeorm\./,
    table: /^(?:getRepository|from|createQueryBuilder|delete|update|dropTable|createTable|dropColumn|dropColumns)$/,
    methods: new Map([
      ...methods({ action: 'select' }, 'find findOne findBy findOneBy findOneOrFail findAndCount getMany getOne count'),
      ...methods({ action: 'insert' }, 'insert save upsert'),
      ...methods({ action: 'update', rows: 'chain' }, 'update'),
      ...methods({ action: 'delete', rows: 'chain' }, 'delete softDelete'),
      ...methods({ action: 'delete', rows: 'one' }, 'remove softRemove'),
      ...methods({ action: 'delete', rows: 'all' }, 'clear'),
      ...methods(drop, 'dropTable'),
      ...methods(dropColumn, 'dropColumn dropColumns'),
      ...methods(dropAll, 'dropDatabase dropSchema'),
      ...methods(create, 'createTable'),
      ...methods(createAll, 'createSchema createDatabase synchronize'),
      ...methods(alter, 'addColumn changeColumn renameColumn renameTable'),
    ]),
  },
  {
    id: 'drizzle',
    isLazy: true,
    path: /^drizzle-orm\/[\w-]+\.drizzle\(\)\.(?<method>\w+)$/,
    known: /^drizzle-orm/,
    table: /^(?:delete|update|insert|from)$/,
    methods: new Map([
      ...methods({ action: 'select' }, 'select selectDistinct'),
      ...methods({ action: 'insert' }, 'insert'),
      ...methods({ action: 'update', rows: 'chain' }, 'update'),
      ...methods({ action: 'delete', rows: 'chain' }, 'delete'),
    ]),
  },
  {
    id: 'kysely',
    isLazy: true,
    path: /^kysely\.Kysely\(\)\.(?:schema\.)?(?<method>\w+)$/,
    known: /^kysely/,
    table: /^(?:deleteFrom|updateTable|insertInto|selectFrom|dropTable|createTable|alterTable)$/,
    methods: new Map([
      ...methods({ action: 'select' }, 'selectFrom'),
      ...methods({ action: 'insert' }, 'insertInto'),
      ...methods({ action: 'update', rows: 'chain' }, 'updateTable'),
      ...methods({ action: 'delete', rows: 'chain' }, 'deleteFrom'),
      ...methods(drop, 'dropTable dropSchema'),
      ...methods(create, 'createTable'),
      ...methods(alter, 'alterTable'),
    ]),
  },
  {
    id: 'supabase',
    isLazy: true,
    path: /(?:^|[./])(?:supabase\w*|@supabase\/[\w-]+\.create\w*Client\(\))(?:\.schema\(\))?\.from\(\)\.(?<method>\w+)$/,
    known: /^@supabase\//,
    table: /^from$/,
    methods: new Map([
      ...methods({ action: 'select' }, 'select'),
      ...methods({ action: 'insert' }, 'insert upsert'),
      ...methods({ action: 'update', rows: 'chain' }, 'update'),
      ...methods({ action: 'delete', rows: 'chain' }, 'delete'),
    ]),
  },
  {
    id: 'knex',
    isLazy: true,
    path: /^(?:.*\bknex\(\)|knex|.*\bknex\.(?:default|knex)\(\)|this\.knex)(?:\(\))?(?:\.(?!schema\b)\w+\(\))*\.(?<method>\w+)$/i,
    known: /^knex\b/,
    table: /^(?:|knex|trx|table|from|into)$/,
    methods: new Map([
      ...methods({ action: 'select' }, 'select first pluck'),
      ...methods({ action: 'insert' }, 'insert'),
      ...methods({ action: 'update', rows: 'chain' }, 'update increment decrement'),
      ...methods({ action: 'delete', rows: 'chain' }, 'del delete'),
      ...methods({ action: 'delete', rows: 'all' }, 'truncate'),
    ]),
  },
  {
    id: 'schema-builder',
    path: /(?:^|[./])(?:knex(?:\(\)|\.default\(\))?|trx)\.schema(?:\.\w+\(\))*\.(?<method>\w+)$/,
    known: /^knex/,
    table: /^(?:drop|create|alter|rename)/,
    methods: new Map([
      ...methods(drop, 'dropTable dropTableIfExists dropSchema dropView'),
      ...methods(create, 'createTable createTableIfNotExists createSchema'),
      ...methods(alter, 'alterTable table renameTable'),
    ]),
  },
  {
    id: 'django',
    path: /(?:^|[./])(?<table>\w+)(?:\(\))?\.(?:objects|all_objects|_default_manager)(?:\.[\w()]+)*\.(?<method>\w+)$/,
    known: /^django\./,
    methods: new Map([
      ...methods({ action: 'select' }, 'all filter get exclude first last values values_list count exists aggregate'),
      ...methods({ action: 'insert' }, 'create bulk_create get_or_create'),
      ...methods({ action: 'update', rows: 'one' }, 'update_or_create bulk_update'),
      ...methods({ action: 'update', rows: 'chain' }, 'update'),
      ...methods({ action: 'delete', rows: 'chain' }, 'delete'),
    ]),
  },
  {
    id: 'django-migrations',
    path: /^django\.db\.migrations\.(?<method>\w+)$/,
    known: /^django\./,
    table: /^(?:DeleteModel|RemoveField|CreateModel|AddField|AlterField|RenameModel|RenameField)$/,
    methods: new Map([
      ...methods(drop, 'DeleteModel'),
      ...methods(dropColumn, 'RemoveField'),
      ...methods(create, 'CreateModel'),
      ...methods(alter, 'AddField AlterField RenameModel RenameField'),
    ]),
  },
  {
    id: 'sqlalchemy-query',
    path: /(?:^|\.)(?:(?:\w*[sS]ession|SessionLocal|scoped_session|sessionmaker)(?:\(\))*\.query\(\)|\w+(?:\(\))?\.query)(?:\.[\w()]+)*\.(?<method>\w+)$/,
    known: /^(?:sqlalchemy|flask_sqlalchemy|sqlmodel)\b/,
    table: /^query$/,
    methods: new Map([
      ...methods({ action: 'select' }, 'all first one one_or_none scalar count get'),
      ...methods({ action: 'update', rows: 'chain' }, 'update'),
      ...methods({ action: 'delete', rows: 'chain' }, 'delete'),
    ]),
  },
  {
    id: 'sqlalchemy-core',
    isLazy: true,
    path: /^(?:sqlalchemy(?:\.sql(?:\.expression)?|\.future)?|sqlmodel|sqlalchemy\.dialects\.\w+)\.(?<method>\w+)$/,
    known: /^(?:sqlalchemy|sqlmodel)/,
    table: /^(?:select|insert|update|delete)$/,
    methods: new Map([
      ...methods({ action: 'select' }, 'select'),
      ...methods({ action: 'insert' }, 'insert'),
      ...methods({ action: 'update', rows: 'chain' }, 'update'),
      ...methods({ action: 'delete', rows: 'chain' }, 'delete'),
    ]),
  },
  {
    id: 'sqlalchemy-structure',
    path: /^(?:(?:sqlalchemy|sqlmodel|flask_sqlalchemy)\b.*|.*\.metadata|alembic\.op|db)\.(?<method>\w+)$/,
    known: /^(?:sqlalchemy|sqlmodel|flask_sqlalchemy|alembic)\b/,
    table: /^(?:drop_table|drop_column|create_table|add_column|alter_column|rename_table)$/,
    methods: new Map([
      ...methods(dropAll, 'drop_all'),
      ...methods(drop, 'drop_table'),
      ...methods(dropColumn, 'drop_column'),
      ...methods(createAll, 'create_all'),
      ...methods(create, 'create_table'),
      ...methods(alter, 'add_column alter_column rename_table'),
    ]),
  },
];

/** Every method of any library: what is not among them is passed over at once. */
export const ormMethods: ReadonlySet<string> = new Set(orms.flatMap((orm) => [...orm.methods.keys()]));

/** Links of a chain that choose rows. */
export const CHOOSES_ROWS =
  /^(?:(?:and|or)?_?where\w*|filter\w*|exclude|eq|neq|gt|gte|lt|lte|in|in_|is|is_|like|ilike|match|contains|containedBy|or|not|andWhere\w*|limit|first|get|one|having|join|innerJoin|having\w*|whereInIds|using|returning_id)$/;
