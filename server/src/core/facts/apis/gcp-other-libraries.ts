/** Handwritten client libraries of Google Cloud for .NET, PHP and Ruby: their namespace below `Google.Cloud`, types, class of the graph. */
const ROWS: readonly (readonly [namespace: string, types: string, name: string])[] = [
  // .NET
  ['Storage.V1', 'StorageClient', 'flatstorage'],
  ['BigQuery.V2', 'BigQueryClient', 'bigquery'],
  ['BigQuery.V2', 'BigQueryDataset', 'dataset'],
  ['BigQuery.V2', 'BigQueryTable', 'table'],
  ['Firestore', 'FirestoreDb', 'firestore'],
  ['Firestore', 'CollectionReference Query', 'collection'],
  ['Firestore', 'DocumentReference', 'document'],
  ['Firestore', 'WriteBatch Transaction', 'batch'],
  ['Datastore.V1', 'DatastoreDb DatastoreTransaction', 'datastore'],
  ['PubSub.V1', 'PublisherClient', 'publisher'],
  ['PubSub.V1', 'SubscriberClient', 'subscriber'],
  ['Spanner.Data', 'SpannerConnection', 'spannerconnection'],
  ['Bigtable.V2', 'BigtableClient', 'bigtabletable'],
  // PHP
  ['Storage', 'StorageClient', 'storage'],
  ['Storage', 'Bucket', 'bucket'],
  ['Storage', 'StorageObject', 'object'],
  ['BigQuery', 'BigQueryClient', 'phpbigquery'],
  ['BigQuery', 'Dataset', 'dataset'],
  ['BigQuery', 'Table', 'phptable'],
  ['Firestore', 'FirestoreClient', 'firestore'],
  ['PubSub', 'PubSubClient', 'pubsub'],
  ['PubSub', 'Topic', 'topic'],
  ['PubSub', 'Subscription', 'subscription'],
  ['Datastore', 'DatastoreClient', 'datastore'],
  ['Logging', 'LoggingClient', 'logging'],
  ['Logging', 'Logger PsrLogger', 'logger'],
  ['Spanner', 'SpannerClient', 'phpspanner'],
  ['Spanner', 'Database', 'spannersession'],
  ['Bigtable', 'BigtableClient', 'phpbigtable'],
];

/** Those of Ruby are modules that are made: `Google::Cloud::Storage.new`. */
const RUBY: Readonly<Record<string, string>> = {
  Storage: 'rubystorage',
  Bigquery: 'rubybigquery',
  Firestore: 'firestore',
  'Pub[Ss]ub': 'rubypubsub',
  Datastore: 'datastore',
  Logging: 'logging',
  Spanner: 'rubyspanner',
  Bigtable: 'phpbigtable',
};

export const gcpOtherClients: readonly (readonly [RegExp, string])[] = [
  ...ROWS.map(
    ([namespace, types, name]) =>
      [
        new RegExp(`^Google\\.Cloud\\.${namespace.replace('.', '\\.')}\\.(?:${types.replaceAll(' ', '|')})$`),
        name,
      ] as const,
  ),
  ...Object.entries(RUBY).map(([module, name]) => [new RegExp(`^Google\\.Cloud\\.${module}$`), name] as const),
];

const CREATE = 'storage.objects.create';
const GET = 'storage.objects.get';
const QUERY = 'datastore.entities.get+datastore.entities.list';
const LOAD = 'bigquery.jobs.create+bigquery.tables.create+bigquery.tables.updateData';
const EXTRACT = 'bigquery.jobs.create+bigquery.tables.export';
const COPY = 'bigquery.jobs.create+bigquery.tables.getData+bigquery.tables.create';
const SUBSCRIBE = 'pubsub.subscriptions.create+pubsub.topics.attachSubscription';

/**
 * What is called otherwise than elsewhere. Handles of Ruby ask for what they name unless they are told to skip it. Sources: the
 * references of the three libraries and Google's IAM references, 2026-11.
 */
export const gcpOtherGraph = `
flatstorage: uploadobject/initiateuploadsession/createobjectuploader ${CREATE}
  downloadobject/getobject ${GET}
  listobjects storage.objects.list
  deleteobject storage.objects.delete
  copyobject ${GET}+${CREATE}
  updateobject/patchobject storage.objects.update
  createbucket storage.buckets.create
  getbucket storage.buckets.get
  listbuckets storage.buckets.list
  updatebucket/patchbucket/lockbucketretentionpolicy/createnotification storage.buckets.update
  deletebucket storage.buckets.delete
  getbucketiampolicy storage.buckets.getIamPolicy
  setbucketiampolicy storage.buckets.setIamPolicy
  createhmackey storage.hmacKeys.create
  listhmackeys storage.hmacKeys.list
  deletehmackey storage.hmacKeys.delete
bucket: getresumableuploader/getstreamableuploader/signeduploadurl/beginsigneduploadsession ${CREATE}
  objects storage.objects.list >object*
  object >object
  info storage.buckets.get
storage: buckets storage.buckets.list >bucket*
bucketiam: policy storage.buckets.getIamPolicy
object: signedurl/downloadasstream/info ${GET}
  signeduploadurl/beginsigneduploadsession ${CREATE}
bigquery: executequery bigquery.jobs.create
  getorcreatedataset bigquery.datasets.get+bigquery.datasets.create >dataset
  getorcreatetable bigquery.tables.get+bigquery.tables.create >table
  patchdataset bigquery.datasets.update
  patchtable bigquery.tables.update
  insertrow bigquery.tables.updateData
  uploadcsv/uploadjson/uploadavro/uploadparquet/createloadjob ${LOAD} >job
  createextractjob ${EXTRACT} >job
  createcopyjob ${COPY} >job
dataset: gettable bigquery.tables.get >table
  getorcreatetable bigquery.tables.get+bigquery.tables.create >table
  tables/listtables bigquery.tables.list >table*
  patch/update bigquery.datasets.update
  info/reload bigquery.datasets.get
table: insertrow/insertrows bigquery.tables.updateData
  listrows bigquery.tables.getData
  patch/update bigquery.tables.update
  uploadcsv/uploadjson/uploadavro/uploadparquet ${LOAD} >job
phpbigquery: query/queryconfig/load/copy/extract/copyjobconfig/loadjobconfig
  runquery/startquery/runjob/startjob bigquery.jobs.create >job
  dataset >phpdataset
  createdataset bigquery.datasets.create >phpdataset
  datasets bigquery.datasets.list >phpdataset*
  job >job
  jobs bigquery.jobs.list >job*
phpdataset: table >phptable
  createtable bigquery.tables.create >phptable
  tables bigquery.tables.list >phptable*
  update bigquery.datasets.update
  delete bigquery.datasets.delete
  exists/info/reload bigquery.datasets.get
phptable: insertrow/insertrows bigquery.tables.updateData
  rows bigquery.tables.getData
  runjob/startjob bigquery.jobs.create >job
  update bigquery.tables.update
  delete bigquery.tables.delete
  exists/info/reload bigquery.tables.get
rubystorage: bucket/findbucket storage.buckets.get >rubybucket
  buckets/findbuckets storage.buckets.list >rubybucket*
  createbucket storage.buckets.create >rubybucket
  signedurl ${GET}
  createhmackey storage.hmacKeys.create
rubybucket: file/findfile ${GET} >object
  files/findfiles storage.objects.list >object*
  createfile/uploadfile/newfile/compose/composefile/combine ${CREATE} >object
  delete storage.buckets.delete
  update/createnotification/newnotification storage.buckets.update
  reload!/refresh! storage.buckets.get
  signedurl ${GET}
  postobject/generatesignedpostpolicyv4 ${CREATE}
  policy storage.buckets.getIamPolicy
  updatepolicy storage.buckets.setIamPolicy
rubybigquery: query/queryjob bigquery.jobs.create >job
  dataset bigquery.datasets.get >rubydataset
  datasets bigquery.datasets.list >rubydataset*
  createdataset bigquery.datasets.create >rubydataset
  load/loadjob ${LOAD} >job
  extract/extractjob ${EXTRACT} >job
  copy/copyjob ${COPY} >job
  job bigquery.jobs.get >job
  jobs bigquery.jobs.list >job*
rubydataset: table bigquery.tables.get >rubytable
  tables bigquery.tables.list >rubytable*
  createtable/createview bigquery.tables.create >rubytable
  insert/insertasync bigquery.tables.updateData
  query/queryjob bigquery.jobs.create >job
  load/loadjob ${LOAD} >job
  delete bigquery.datasets.delete
  reload!/refresh! bigquery.datasets.get
rubytable: insert/insertasync bigquery.tables.updateData
  data bigquery.tables.getData
  query/queryjob bigquery.jobs.create >job
  load/loadjob ${LOAD} >job
  extract/extractjob ${EXTRACT} >job
  copy/copyjob ${COPY} >job
  delete bigquery.tables.delete
firestore: col/colgroup >collection
  cols/listrootcollections datastore.entities.list >collection*
  startbatch >batch
  getallsnapshots datastore.entities.get
collection: order/orderbydescending/endbefore/wherein/wherenotin/wherenotequalto/wherearraycontains/wherearraycontainsany/wheregreaterthanorequalto/wherelessthanorequalto >collection
  getsnapshot/documents/listen ${QUERY}
  newdocument >document
document: getsnapshot/snapshot/listen datastore.entities.get
  col >collection
  cols datastore.entities.list >collection*
datastore: entity/entities/key/keys/query/gql/gqlquery/createkeyfactory
  transaction/begintransaction >datastore
  insertbatch datastore.entities.create
  updatebatch datastore.entities.update
  upsertbatch datastore.entities.create+datastore.entities.update
  deletebatch datastore.entities.delete
  lookup/lookupbatch/find/findall datastore.entities.get
  runquerylazily ${QUERY}
subscriber: start pubsub.subscriptions.consume
pubsub: topics pubsub.topics.list >topic*
  subscribe ${SUBSCRIBE} >subscription
  subscriptions pubsub.subscriptions.list >subscription*
topic: publishbatch/publishasync pubsub.topics.publish
  subscribe ${SUBSCRIBE} >subscription
  subscriptions pubsub.topics.get >subscription*
  update pubsub.topics.update
topiciam: policy pubsub.topics.getIamPolicy
subscription: acknowledge/acknowledgebatch/modifyackdeadline/modifyackdeadlinebatch/listen/waitformessages pubsub.subscriptions.consume
  update pubsub.subscriptions.update
rubypubsub: topic/findtopic/gettopic pubsub.topics.get >topic
  topics/listtopics pubsub.topics.list >topic*
  createtopic/newtopic pubsub.topics.create >topic
  subscription/findsubscription/getsubscription pubsub.subscriptions.get >subscription
  subscriptions/listsubscriptions pubsub.subscriptions.list >subscription*
  publisher >topic
  subscriber >subscription
logging: entry/resource
  writeentries logging.logEntries.create
  entries logging.logEntries.list
  psrlogger >logger
  deletelog logging.logs.delete
logger: writebatch logging.logEntries.create
  entries logging.logEntries.list
spannerconnection: createselectcommand >spannerselect
  createinsertcommand/createupdatecommand/createinsertorupdatecommand/createdeletecommand/createdmlcommand >spannerdml
  createddlcommand >spannerddl
spannerselect: executereader/executescalar spanner.databases.select
spannerdml: executenonquery spanner.databases.write
spannerddl: executenonquery spanner.databases.updateDdl
phpspanner: connect >spannersession
  instance >phpspannerinstance
phpspannerinstance: database >spannersession
  create spanner.instances.create
  delete spanner.instances.delete
rubyspanner: client >spannersession
  createdatabase spanner.databases.create
  createinstance spanner.instances.create
spannersession: execute/executequery/executesql/read/snapshot/batchsnapshot spanner.databases.select
  insert/insertbatch/insertorupdate/insertorupdatebatch/update/updatebatch/upsert/replace/replacebatch/save/delete/commit/transaction/runtransaction/executepartitionedupdate/executepartitionupdate spanner.databases.write
  updateddl spanner.databases.updateDdl
  drop spanner.databases.drop
phpbigtable: table >bigtabletable
  createtable bigtable.tables.create >bigtabletable
bigtabletable: mutaterow/checkandmutaterow/readmodifywriterow/upsert bigtable.tables.mutateRows
`;
