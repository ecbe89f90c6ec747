import { azureGoClients, azureGoGraph } from './azure-go-libraries.ts';
import { azureTypedClients, azureTypedGraph } from './azure-typed-libraries.ts';
import { readGraph } from './client-graph.ts';

/** Where chains of Azure's data clients begin: canonical path of a client -> its class in the graph below. */
export const azureClients: readonly (readonly [RegExp, string])[] = [
  [/^(?:azure\.storage\.blob(?:\.aio)?|@azure\/storage-blob)\.BlobServiceClient$/, 'blobservice'],
  [/^(?:azure\.storage\.blob(?:\.aio)?|@azure\/storage-blob)\.ContainerClient$/, 'container'],
  [
    /^(?:azure\.storage\.blob(?:\.aio)?|@azure\/storage-blob)\.(?:BlobClient|BlockBlobClient|AppendBlobClient|PageBlobClient)$/,
    'blob',
  ],
  [/^(?:azure\.storage\.queue(?:\.aio)?|@azure\/storage-queue)\.QueueServiceClient$/, 'queueservice'],
  [/^(?:azure\.storage\.queue(?:\.aio)?|@azure\/storage-queue)\.QueueClient$/, 'queue'],
  [/^(?:azure\.data\.tables(?:\.aio)?|@azure\/data-tables)\.TableServiceClient$/, 'tableservice'],
  [/^(?:azure\.data\.tables(?:\.aio)?|@azure\/data-tables)\.TableClient$/, 'table'],
  [/^(?:azure\.keyvault\.secrets(?:\.aio)?|@azure\/keyvault-secrets)\.SecretClient$/, 'secrets'],
  [/^(?:azure\.keyvault\.keys(?:\.aio)?|@azure\/keyvault-keys)\.KeyClient$/, 'keys'],
  [/^(?:azure\.keyvault\.keys\.crypto(?:\.aio)?|@azure\/keyvault-keys)\.CryptographyClient$/, 'cryptography'],
  [/^(?:azure\.keyvault\.certificates(?:\.aio)?|@azure\/keyvault-certificates)\.CertificateClient$/, 'certificates'],
  [/^(?:azure\.servicebus(?:\.aio)?|@azure\/service-bus)\.ServiceBusClient$/, 'servicebus'],
  [/^(?:azure\.eventhub(?:\.aio)?|@azure\/event-hubs)\.EventHubProducerClient$/, 'eventproducer'],
  [/^(?:azure\.eventhub(?:\.aio)?|@azure\/event-hubs)\.EventHubConsumerClient$/, 'eventconsumer'],
  [/^(?:azure\.cosmos(?:\.aio)?|@azure\/cosmos)\.CosmosClient$/, 'cosmos'],
  [
    /^(?:azure\.appconfiguration(?:\.aio)?|@azure\/app-configuration)\.(?:AzureAppConfigurationClient|AppConfigurationClient)$/,
    'appconfiguration',
  ],
  ...azureGoClients,
  ...azureTypedClients,
];

const BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';
const CONTAINERS = 'Microsoft.Storage/storageAccounts/blobServices/containers';
const QUEUES = 'Microsoft.Storage/storageAccounts/queueServices/queues';
const TABLES = 'Microsoft.Storage/storageAccounts/tableServices/tables';
const VAULTS = 'Microsoft.KeyVault/vaults';
const ITEMS = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items';
const QUERY = `Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery+${ITEMS}/read`;

/** Sources: the references of the client libraries and of Azure's data actions, 2026-11. */
export const azureGraph = readGraph(`
blobservice: getcontainerclient >container
  getblobclient >blob
  createcontainer ${CONTAINERS}/write >container
  deletecontainer ${CONTAINERS}/delete
  listcontainers ${CONTAINERS}/read
  getuserdelegationkey Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action
container: getblobclient/getblockblobclient/getappendblobclient/getpageblobclient >blob
  uploadblob/uploadblockblob ${BLOBS}/write >blob
  downloadblob ${BLOBS}/read
  deleteblob/deleteblobs ${BLOBS}/delete
  listblobs/listblobsflat/listblobsbyhierarchy/walkblobs/listblobnames ${BLOBS}/read
  createcontainer/create/createifnotexists/setcontainermetadata/setmetadata ${CONTAINERS}/write
  setcontaineraccesspolicy/setaccesspolicy Microsoft.Storage/storageAccounts/blobServices/containers/setAcl/action
  deletecontainer/delete/deleteifexists ${CONTAINERS}/delete
  exists/getcontainerproperties/getproperties ${CONTAINERS}/read
blob: uploadblob/upload/uploaddata/uploadfile/uploadstream/uploadblobfromurl/syncuploadfromurl/stageblock/commitblocklist/appendblock/uploadpage/startcopyfromurl/begincopyfromurl/copyfromurl/setblobmetadata/setmetadata/sethttpheaders/sethttpheader ${BLOBS}/write
  downloadblob/download/downloadtobuffer/downloadtofile/exists/getblobproperties/getproperties ${BLOBS}/read
  deleteblob/delete/deleteifexists ${BLOBS}/delete
  setblobtags/settags ${BLOBS}/tags/write
  getblobtags/gettags ${BLOBS}/tags/read
queueservice: getqueueclient >queue
  createqueue ${QUEUES}/write >queue
  deletequeue ${QUEUES}/delete
  listqueues ${QUEUES}/read
queue: sendmessage/enqueuemessage ${QUEUES}/messages/add/action
  receivemessage/receivemessages/dequeuemessages ${QUEUES}/messages/process/action
  peekmessages ${QUEUES}/messages/read
  updatemessage ${QUEUES}/messages/write
  deletemessage/clearmessages ${QUEUES}/messages/delete
  createqueue/create/createifnotexists ${QUEUES}/write
  deletequeue/delete ${QUEUES}/delete
  getqueueproperties/getproperties ${QUEUES}/read
tableservice: gettableclient >table
  createtable/createtableifnotexists ${TABLES}/write >table
  deletetable ${TABLES}/delete
  listtables/querytables ${TABLES}/read
table: createentity ${TABLES}/entities/add/action
  upsertentity ${TABLES}/entities/add/action+${TABLES}/entities/update/action
  updateentity ${TABLES}/entities/update/action
  deleteentity ${TABLES}/entities/delete
  getentity/queryentities/listentities ${TABLES}/entities/read
  submittransaction ${TABLES}/entities/write
  createtable ${TABLES}/write
  deletetable ${TABLES}/delete
secrets: getsecret ${VAULTS}/secrets/getSecret/action
  setsecret ${VAULTS}/secrets/setSecret/action
  updatesecretproperties ${VAULTS}/secrets/update/action
  begindeletesecret ${VAULTS}/secrets/delete
  purgedeletedsecret ${VAULTS}/secrets/purge/action
  beginrecoverdeletedsecret ${VAULTS}/secrets/recover/action
  backupsecret ${VAULTS}/secrets/backup/action
  restoresecretbackup ${VAULTS}/secrets/restore/action
  listpropertiesofsecrets/listpropertiesofsecretversions/listdeletedsecrets ${VAULTS}/secrets/readMetadata/action
keys: createkey/creatersakey/createeckey/createoctkey ${VAULTS}/keys/create/action
  getkey/listpropertiesofkeys/listpropertiesofkeyversions ${VAULTS}/keys/read
  importkey ${VAULTS}/keys/import/action
  updatekeyproperties ${VAULTS}/keys/update/action
  begindeletekey ${VAULTS}/keys/delete
  purgedeletedkey ${VAULTS}/keys/purge/action
  backupkey ${VAULTS}/keys/backup/action
  restorekeybackup ${VAULTS}/keys/restore/action
  rotatekey ${VAULTS}/keys/rotate/action
  releasekey ${VAULTS}/keys/release/action
  getcryptographyclient >cryptography
cryptography: encrypt ${VAULTS}/keys/encrypt/action
  decrypt ${VAULTS}/keys/decrypt/action
  wrapkey ${VAULTS}/keys/wrap/action
  unwrapkey ${VAULTS}/keys/unwrap/action
  sign/signdata ${VAULTS}/keys/sign/action
  verify/verifydata ${VAULTS}/keys/verify/action
certificates: getcertificate/getcertificateversion/listpropertiesofcertificates ${VAULTS}/certificates/read
  begincreatecertificate ${VAULTS}/certificates/create/action
  importcertificate ${VAULTS}/certificates/import/action
  begindeletecertificate ${VAULTS}/certificates/delete
servicebus: getqueuesender/gettopicsender/createsender >sender
  getqueuereceiver/getsubscriptionreceiver/createreceiver/acceptsession/acceptnextsession >receiver
sender: sendmessages/schedulemessages Microsoft.ServiceBus/namespaces/messages/send/action
receiver: receivemessages/subscribe/getmessageiterator/peekmessages/receivedeferredmessages/completemessage/abandonmessage/deadlettermessage Microsoft.ServiceBus/namespaces/messages/receive/action
eventproducer: sendbatch/sendevent Microsoft.EventHub/namespaces/messages/send/action
eventconsumer: receive/receivebatch/subscribe Microsoft.EventHub/namespaces/messages/receive/action
cosmos: getdatabaseclient/database >cosmosdatabase
cosmosdatabase: getcontainerclient/container >cosmoscontainer
cosmoscontainer: createitem ${ITEMS}/create
  readitem/readallitems ${ITEMS}/read
  queryitems ${QUERY}
  upsertitem ${ITEMS}/upsert
  replaceitem/patchitem ${ITEMS}/replace
  deleteitem ${ITEMS}/delete
  items >cosmositems
  item >cosmositem
cosmositems: create ${ITEMS}/create
  upsert ${ITEMS}/upsert
  query >cosmosquery
  readall ${ITEMS}/read
cosmosquery: fetchall/fetchnext/getasynciterator ${QUERY}
cosmositem: read ${ITEMS}/read
  replace/patch ${ITEMS}/replace
  delete ${ITEMS}/delete
appconfiguration: getconfigurationsetting/listconfigurationsettings Microsoft.AppConfiguration/configurationStores/keyValues/read
  setconfigurationsetting/addconfigurationsetting Microsoft.AppConfiguration/configurationStores/keyValues/write
  deleteconfigurationsetting Microsoft.AppConfiguration/configurationStores/keyValues/delete
${azureGoGraph}${azureTypedGraph}`);
