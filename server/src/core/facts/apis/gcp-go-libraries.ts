/**
 * Go's client libraries of Google Cloud: handles are made without a request, contexts are passed to what asks for something.
 * Types are rows too: handles are kept in fields and passed on.
 */
export const gcpGoClients: readonly (readonly [RegExp, string])[] = (
  [
    ['storage', { Client: 'gostorage', GRPCClient: 'gostorage', BucketHandle: 'gobucket', ObjectHandle: 'goobject' }],
    ['bigquery', { Client: 'gobigquery', Dataset: 'godataset', Table: 'gotable', Query: 'goquery', Job: 'gojob' }],
    ['bigquery', { Inserter: 'goinserter', Uploader: 'goinserter', Loader: 'goloader' }],
    ['bigquery/storage/managedwriter', { Client: 'gostreamwriter' }],
    ['pubsub', { Client: 'gopubsub', Topic: 'gotopic', Subscription: 'gosubscription' }],
    ['pubsub', { Publisher: 'gotopic', Subscriber: 'gosubscription' }],
    ['pubsublite/pscompat', { PublisherClient: 'goliteclient', SubscriberClient: 'goliteclient' }],
    ['firestore', { Client: 'gofirestore', CollectionRef: 'gocollection', CollectionGroupRef: 'gocollection' }],
    ['firestore', { DocumentRef: 'godocument', Query: 'gocollection', DocumentSnapshot: 'gosnapshot' }],
    [
      'firestore',
      { Transaction: 'gofirestorewrites', WriteBatch: 'gofirestorewrites', BulkWriter: 'gofirestorewrites' },
    ],
    ['datastore', { Client: 'godatastore', Transaction: 'godatastore' }],
    ['logging', { Client: 'gologging', Logger: 'gologger' }],
    ['logging/logadmin', { Client: 'gologadmin' }],
    ['spanner', { Client: 'gospanner', ReadOnlyTransaction: 'gospannerread', ReadWriteTransaction: 'gospannerwrite' }],
    ['spanner', { BatchReadOnlyTransaction: 'gospannerread', ReadWriteStmtBasedTransaction: 'gospannerwrite' }],
    ['bigtable', { Client: 'gobigtable', Table: 'gobigtabletable', AdminClient: 'gobigtableadmin' }],
  ] satisfies readonly (readonly [string, Readonly<Record<string, string>>])[]
).flatMap(([library, types]) =>
  Object.entries(types).map(
    ([type, name]) => [new RegExp(`^cloud\\.google\\.com\\/go\\/${library}\\.${type}$`), name] as const,
  ),
);

/** Firebase's Admin SDK gives the same clients. */
export const firebaseGoClients: readonly (readonly [RegExp, string])[] = [
  [/^firebase\.google\.com\/go\.App$/, 'gofirebase'],
  [/^firebase\.google\.com\/go\/storage\.Client$/, 'gofirebasestorage'],
];

const CREATE = 'storage.objects.create';
const GET = 'storage.objects.get';
const QUERY = 'datastore.entities.get+datastore.entities.list';
const SET = 'datastore.entities.create+datastore.entities.update';
const LOAD = 'bigquery.jobs.create+bigquery.tables.create+bigquery.tables.updateData';

/** Sources: the packages' own documentation and Google's IAM references, 2026-11. */
export const gcpGoGraph = `
gofirebase: firestore >gofirestore
  storage >gofirebasestorage
gofirebasestorage: bucket/defaultbucket >gobucket
gostorage: bucket >gobucket
  buckets storage.buckets.list
  createhmackey storage.hmacKeys.create
  deletehmackey storage.hmacKeys.delete
  listhmackeys storage.hmacKeys.list
gobucket: object >goobject
  userproject/if/retryer >gobucket
  objects storage.objects.list
  create storage.buckets.create
  delete storage.buckets.delete
  attrs storage.buckets.get
  update/lockretentionpolicy/addnotification/deletenotification storage.buckets.update
  signedurl ${GET}
  generatesignedpostpolicyv4 ${CREATE}
  iam >bucketiam
  acl/defaultobjectacl >gobucketacl
gobucketacl: set/delete storage.buckets.update
  list storage.buckets.getIamPolicy
bucketiam: policy/v3 storage.buckets.getIamPolicy
goobject: newwriter/newwriterfromappendableobject ${CREATE}
  newreader/newrangereader/newmultirangedownloader/attrs ${GET}
  if/generation/key/retryer/readcompressed/overrideunlockedretention/softdeleted >goobject
  copierfrom >gocopier
  composerfrom >gocomposer
  update storage.objects.update
  delete storage.objects.delete
  move ${GET}+${CREATE}+storage.objects.delete
  restore storage.objects.restore
  acl >goobjectacl
goobjectacl: set/delete storage.objects.setIamPolicy
  list storage.objects.getIamPolicy
gocopier: run ${GET}+${CREATE}
gocomposer: run ${GET}+${CREATE}
gobigquery: query >goquery
  dataset/datasetinproject >godataset
  datasets/datasetsinproject bigquery.datasets.list
  jobs bigquery.jobs.list
  jobfromid/jobfromidlocation/jobfromproject bigquery.jobs.get >gojob
goquery: read/run bigquery.jobs.create >gojob
gojob: cancel bigquery.jobs.update
  delete bigquery.jobs.delete
  wait/status/config/read/laststatus >gojob
godataset: table >gotable
  tables bigquery.tables.list
  create bigquery.datasets.create
  metadata bigquery.datasets.get
  update bigquery.datasets.update
  delete/deletewithcontents bigquery.datasets.delete
gotable: inserter/uploader >goinserter
  read bigquery.tables.getData
  create bigquery.tables.create
  metadata bigquery.tables.get
  update bigquery.tables.update
  delete bigquery.tables.delete
  loaderfrom >goloader
  copierfrom >gotablecopier
  extractorto >goextractor
  iam >gotableiam
gotableiam: policy bigquery.tables.getIamPolicy
  setpolicy bigquery.tables.setIamPolicy
goinserter: put bigquery.tables.updateData
goloader: run ${LOAD} >gojob
gotablecopier: run bigquery.jobs.create+bigquery.tables.getData+bigquery.tables.create >gojob
goextractor: run bigquery.jobs.create+bigquery.tables.export >gojob
gostreamwriter: newmanagedstream bigquery.tables.updateData
gopubsub: topic/topicinproject/publisher >gotopic
  subscription/subscriptioninproject/subscriber >gosubscription
  createtopic/createtopicwithconfig pubsub.topics.create >gotopic
  createsubscription pubsub.subscriptions.create+pubsub.topics.attachSubscription >gosubscription
  topics pubsub.topics.list
  subscriptions pubsub.subscriptions.list
  topicadminclient >gotopicadmin
  subscriptionadminclient >gosubscriptionadmin
gotopic: publish pubsub.topics.publish
  exists/config pubsub.topics.get
  update pubsub.topics.update
  delete pubsub.topics.delete
  subscriptions pubsub.topics.get
  iam >topiciam
topiciam: policy pubsub.topics.getIamPolicy
gosubscription: receive pubsub.subscriptions.consume
  seektotime/seektosnapshot pubsub.subscriptions.consume
  exists/config pubsub.subscriptions.get
  update pubsub.subscriptions.update
  delete pubsub.subscriptions.delete
  createsnapshot pubsub.snapshots.create
  iam >subscriptioniam
subscriptioniam: policy pubsub.subscriptions.getIamPolicy
gotopicadmin: createtopic pubsub.topics.create
  deletetopic pubsub.topics.delete
  gettopic pubsub.topics.get
  listtopics pubsub.topics.list
  updatetopic pubsub.topics.update
  getiampolicy pubsub.topics.getIamPolicy
  setiampolicy pubsub.topics.setIamPolicy
gosubscriptionadmin: createsubscription pubsub.subscriptions.create+pubsub.topics.attachSubscription
  deletesubscription pubsub.subscriptions.delete
  getsubscription pubsub.subscriptions.get
  listsubscriptions pubsub.subscriptions.list
  updatesubscription/modifypushconfig pubsub.subscriptions.update
  pull/streamingpull/seek pubsub.subscriptions.consume
  getiampolicy pubsub.subscriptions.getIamPolicy
  setiampolicy pubsub.subscriptions.setIamPolicy
goliteclient: publish pubsublite.topics.publish
  receive pubsublite.subscriptions.subscribe
gofirestore: collection/collectiongroup >gocollection
  doc >godocument
  batch/bulkwriter >gofirestorewrites
  getall datastore.entities.get
  collections datastore.entities.list
gocollection: doc/newdoc >godocument
  add datastore.entities.create
  where/wherepath/whereentity/orderby/orderbypath/limit/limittolast/startat/startafter/endat/endbefore/select/selectpaths/offset >gocollection
  documents/snapshots ${QUERY}
  documentrefs datastore.entities.list
  newaggregationquery >goaggregation
goaggregation: withcount/withsum/withavg >goaggregation
  get ${QUERY}
godocument: get/snapshots datastore.entities.get >gosnapshot
  set ${SET}
  create datastore.entities.create
  update datastore.entities.update
  delete datastore.entities.delete
  collection >gocollection
  collections datastore.entities.list
gosnapshot: ref >godocument
gofirestorewrites: set ${SET} >gofirestorewrites
  create datastore.entities.create >gofirestorewrites
  update datastore.entities.update >gofirestorewrites
  delete datastore.entities.delete >gofirestorewrites
  get/getall datastore.entities.get >gosnapshot
  documents ${QUERY}
godatastore: put/putmulti ${SET}
  get/getmulti datastore.entities.get
  delete/deletemulti datastore.entities.delete
  run/getall/count/runaggregationquery ${QUERY}
gologging: logger >gologger
gologger: log/logsync/standardlogger/standardloggerfromtemplate logging.logEntries.create
gologadmin: entries logging.logEntries.list
  deletelog logging.logs.delete
  createsink/createsinkopt logging.sinks.create
  updatesink/updatesinkopt logging.sinks.update
  deletesink logging.sinks.delete
  sinks logging.sinks.list
gospanner: single/readonlytransaction >gospannerread
  batchreadonlytransaction >gospannerread
  apply/batchwrite/partitionedupdate/readwritetransaction/readwritetransactionwithoptions spanner.databases.write
gospannerread: query/querywithstats/querywithoptions/read/readrow/readrowwithoptions/readusingindex/readwithoptions/analyzequery spanner.databases.select
  withtimestampbound >gospannerread
  partitionquery/partitionread/execute spanner.databases.select
gospannerwrite: query/querywithstats/querywithoptions/read/readrow/readusingindex/readwithoptions spanner.databases.select
  update/batchupdate/bufferwrite/updatewithoptions spanner.databases.write
gobigtable: open/opentable/openauthorizedview >gobigtabletable
gobigtabletable: readrow/readrows/samplerowkeys bigtable.tables.readRows
  apply/applybulk/applyreadmodifywrite bigtable.tables.mutateRows
gobigtableadmin: createtable/createtablefromconf bigtable.tables.create
  deletetable bigtable.tables.delete
  tables bigtable.tables.list
  createcolumnfamily/deletecolumnfamily bigtable.tables.update
  droprowrange/dropallrows bigtable.tables.mutateRows
`;
