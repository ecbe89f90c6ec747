import { readGraph } from './client-graph.ts';
import { firebaseGoClients, gcpGoClients, gcpGoGraph } from './gcp-go-libraries.ts';
import { gcpOtherClients, gcpOtherGraph } from './gcp-other-libraries.ts';

/** Where the chains of handwritten client libraries begin: canonical path of a client -> its class in the graph below. */
export const gcpClients: readonly (readonly [RegExp, string])[] = [
  [/^google\.cloud\.storage\.Client$/, 'storage'],
  [/^@google-cloud\/storage\.Storage$/, 'storage'],
  [/^com\.google\.cloud\.storage\.Storage$/, 'javastorage'],
  [/^google\.cloud\.bigquery\.Client$/, 'bigquery'],
  [/^@google-cloud\/bigquery\.BigQuery$/, 'bigquery'],
  [/^com\.google\.cloud\.bigquery\.BigQuery$/, 'bigquery'],
  [/^@google-cloud\/pubsub\.PubSub$/, 'pubsub'],
  [/^google\.cloud\.pubsub(?:_v1)?\.PublisherClient$/, 'publisher'],
  [/^google\.cloud\.pubsub(?:_v1)?\.SubscriberClient$/, 'subscriber'],
  [/^com\.google\.cloud\.pubsub\.v1\.Publisher$/, 'publisher'],
  [/^com\.google\.cloud\.pubsub\.v1\.Subscriber$/, 'subscriber'],
  [/^google\.cloud\.firestore(?:_v1)?\.(?:Async)?Client$/, 'firestore'],
  [/^@google-cloud\/firestore\.Firestore$/, 'firestore'],
  [/^com\.google\.cloud\.firestore\.Firestore$/, 'firestore'],
  [/^firebase_admin\.firestore(?:_async)?\.client$/, 'firestore'],
  [/^firebase-admin\/firestore\.getFirestore$/, 'firestore'],
  [/^firebase-admin\.firestore$/, 'firestore'],
  [/^google\.cloud\.datastore\.Client$/, 'datastore'],
  [/^@google-cloud\/datastore\.Datastore$/, 'datastore'],
  [/^com\.google\.cloud\.datastore\.Datastore$/, 'datastore'],
  [/^google\.cloud\.logging\.Client$/, 'logging'],
  [/^@google-cloud\/logging\.Logging$/, 'logging'],
  [/^google\.cloud\.spanner\.Client$/, 'spanner'],
  [/^@google-cloud\/spanner\.Spanner$/, 'spanner'],
  [/^google\.cloud\.bigtable\.Client$/, 'bigtable'],
  [/^@google-cloud\/bigtable\.Bigtable$/, 'bigtable'],
  ...gcpGoClients,
  ...firebaseGoClients,
  ...gcpOtherClients,
];

const CREATE = 'storage.objects.create';
const GET = 'storage.objects.get';
const QUERY = 'datastore.entities.get+datastore.entities.list';

/** Sources: the references of the client libraries and Google's IAM references, 2026-11. */
export const gcpGraph = readGraph(`
storage: bucket >bucket
  createbucket storage.buckets.create >bucket
  getbucket/lookupbucket storage.buckets.get >bucket
  listbuckets/getbuckets storage.buckets.list >bucket*
  listblobs storage.objects.list >object*
  createhmackey storage.hmacKeys.create
  downloadblobtofile ${GET}
bucket: blob/file >object
  getblob ${GET} >object
  listblobs/getfiles/getfilesstream storage.objects.list >object*
  upload/combine ${CREATE} >object
  copyblob ${GET}+${CREATE} >object
  renameblob ${GET}+${CREATE}+storage.objects.delete >object
  deleteblob/deleteblobs storage.objects.delete
  deletefiles storage.objects.list+storage.objects.delete
  create storage.buckets.create >bucket
  delete storage.buckets.delete
  get/exists/getmetadata/reload storage.buckets.get >bucket
  patch/update/setmetadata/setlabels/setcorsconfiguration/setretentionperiod/addlifecyclerule/enablelogging/lockretentionpolicy storage.buckets.update
  getiampolicy storage.buckets.getIamPolicy
  setiampolicy/makepublic/makeprivate storage.buckets.setIamPolicy
  iam >bucketiam
bucketiam: getpolicy storage.buckets.getIamPolicy
  setpolicy storage.buckets.setIamPolicy
object: uploadfromfilename/uploadfromfile/uploadfromstring/save/createwritestream/createresumableupload/createresumableuploadsession/compose ${CREATE}
  downloadtofilename/downloadtofile/downloadasbytes/downloadasstring/downloadastext/download/createreadstream/exists/reload/get/getmetadata ${GET} >object
  rewrite/copy/copyfrom ${GET}+${CREATE} >object
  move/rename ${GET}+${CREATE}+storage.objects.delete >object
  generatesignedurl/getsignedurl ${GET}
  delete storage.objects.delete
  patch/update/updatestorageclass/setmetadata/setstorageclass storage.objects.update
  makepublic/makeprivate/setiampolicy storage.objects.setIamPolicy
  getiampolicy storage.objects.getIamPolicy
javastorage: createfrom/writer ${CREATE}
  readallbytes/reader/downloadto ${GET}
  delete storage.objects.delete
  list storage.objects.list >object*
  copy ${GET}+${CREATE}
  setiampolicy storage.buckets.setIamPolicy
  getiampolicy storage.buckets.getIamPolicy
bigquery: query/queryandwait/createqueryjob/createquerystream bigquery.jobs.create >job
  create/createjob bigquery.jobs.create >job
  dataset >dataset
  createdataset bigquery.datasets.create >dataset
  getdataset bigquery.datasets.get >dataset
  listdatasets/getdatasets bigquery.datasets.list >dataset*
  updatedataset bigquery.datasets.update
  deletedataset bigquery.datasets.delete
  createtable bigquery.tables.create >table
  gettable bigquery.tables.get >table
  listtables bigquery.tables.list >table*
  updatetable bigquery.tables.update
  deletetable bigquery.tables.delete
  insertrows/insertrowsjson/insertrowsfromdataframe/insertall bigquery.tables.updateData
  listrows/listtabledata bigquery.tables.getData
  loadtablefromuri/loadtablefromfile/loadtablefromdataframe/loadtablefromjson bigquery.jobs.create+bigquery.tables.create+bigquery.tables.updateData >job
  extracttable bigquery.jobs.create+bigquery.tables.export >job
  copytable bigquery.jobs.create+bigquery.tables.getData+bigquery.tables.create >job
  getjob bigquery.jobs.get >job
  listjobs/getjobs bigquery.jobs.list >job*
  canceljob bigquery.jobs.update
  getiampolicy bigquery.tables.getIamPolicy
  setiampolicy bigquery.tables.setIamPolicy
job: cancel bigquery.jobs.update
  delete bigquery.jobs.delete
  result/getqueryresults/done/reload/promise/getmetadata >job
dataset: table >table
  create bigquery.datasets.create
  createtable bigquery.tables.create >table
  gettables bigquery.tables.list >table*
  get/exists/getmetadata bigquery.datasets.get >dataset
  setmetadata bigquery.datasets.update
  delete bigquery.datasets.delete
  query bigquery.jobs.create >job
table: insert bigquery.tables.updateData
  create bigquery.tables.create
  getrows/createreadstream bigquery.tables.getData
  load/createloadjob bigquery.jobs.create+bigquery.tables.create+bigquery.tables.updateData >job
  extract/createextractjob bigquery.jobs.create+bigquery.tables.export >job
  copy/createcopyjob bigquery.jobs.create+bigquery.tables.getData+bigquery.tables.create >job
  query bigquery.jobs.create >job
  get/exists/getmetadata bigquery.tables.get >table
  setmetadata bigquery.tables.update
  setiampolicy bigquery.tables.setIamPolicy
  delete bigquery.tables.delete
pubsub: topic >topic
  createtopic pubsub.topics.create >topic
  gettopics/gettopicsstream pubsub.topics.list >topic*
  subscription >subscription
  createsubscription pubsub.subscriptions.create+pubsub.topics.attachSubscription >subscription
  getsubscriptions pubsub.subscriptions.list >subscription*
topic: publish/publishmessage/publishjson pubsub.topics.publish
  create pubsub.topics.create
  createsubscription pubsub.subscriptions.create+pubsub.topics.attachSubscription >subscription
  subscription >subscription
  getsubscriptions pubsub.topics.get >subscription*
  get/exists/getmetadata pubsub.topics.get >topic
  setmetadata pubsub.topics.update
  delete pubsub.topics.delete
  iam >topiciam
topiciam: getpolicy pubsub.topics.getIamPolicy
  setpolicy pubsub.topics.setIamPolicy
subscription: on/pull/seek pubsub.subscriptions.consume
  create pubsub.subscriptions.create+pubsub.topics.attachSubscription
  get/exists/getmetadata pubsub.subscriptions.get >subscription
  setmetadata/modifypushconfig pubsub.subscriptions.update
  delete pubsub.subscriptions.delete
  iam >subscriptioniam
subscriptioniam: getpolicy pubsub.subscriptions.getIamPolicy
  setpolicy pubsub.subscriptions.setIamPolicy
publisher: publish pubsub.topics.publish
subscriber: subscribe/startasync pubsub.subscriptions.consume
firestore: collection/collectiongroup >collection
  document/doc >document
  batch/bulkwriter/bulkwrite >batch
  getall datastore.entities.get
  listcollections/collections/getcollections datastore.entities.list >collection*
collection: document/doc >document
  add datastore.entities.create >document
  where/orderby/limit/limittolast/startat/startafter/endat/endbefore/select/offset/whereequalto/wheregreaterthan/wherelessthan >collection
  get/stream/onsnapshot/addsnapshotlistener ${QUERY} >snapshot*
  count ${QUERY}
  listdocuments datastore.entities.list >document*
document: get/onsnapshot/addsnapshotlistener datastore.entities.get >snapshot
  set datastore.entities.create+datastore.entities.update
  create datastore.entities.create
  update datastore.entities.update
  delete datastore.entities.delete
  collection >collection
  listcollections/collections datastore.entities.list >collection*
snapshot: reference/ref >document
batch: set datastore.entities.create+datastore.entities.update >batch
  create datastore.entities.create >batch
  update datastore.entities.update >batch
  delete datastore.entities.delete >batch
datastore: put/putmulti/save/upsert datastore.entities.create+datastore.entities.update
  insert/add datastore.entities.create
  update datastore.entities.update
  get/getmulti/fetch datastore.entities.get
  delete/deletemulti datastore.entities.delete
  query >datastorequery
  runquery/run ${QUERY}
datastorequery: addfilter >datastorequery
  fetch ${QUERY}
logging: logger/log >logger
  listentries/getentries logging.logEntries.list
  listsinks/getsinks logging.sinks.list
  createsink logging.sinks.create
logger: logtext/logstruct/logproto/logempty/write/info/error/warning/debug/notice/critical/alert/emergency logging.logEntries.create
  listentries/getentries logging.logEntries.list
  delete logging.logs.delete
spanner: instance >spannerinstance
spannerinstance: database >spannerdatabase
  create spanner.instances.create
spannerdatabase: run/runstream/snapshot/batchsnapshot spanner.databases.select
  runpartitionedupdate/executepartitioneddml/runintransaction/runtransaction/runtransactionasync/batch/mutationgroups spanner.databases.write
  table >spannertable
  create spanner.databases.create
  drop/delete spanner.databases.drop
  updateddl/updateschema spanner.databases.updateDdl
spannertable: insert/update/upsert/replace/deleterows spanner.databases.write
  read spanner.databases.select
bigtable: instance >bigtableinstance
bigtableinstance: table >bigtabletable
  create bigtable.instances.create
bigtabletable: readrow/readrows/getrows/createreadstream bigtable.tables.readRows
  mutaterows/insert/mutate bigtable.tables.mutateRows
  row/directrow >bigtablerow
  create bigtable.tables.create
  delete bigtable.tables.delete
bigtablerow: get bigtable.tables.readRows
  commit/save/delete bigtable.tables.mutateRows
${gcpGoGraph}${gcpOtherGraph}`);
