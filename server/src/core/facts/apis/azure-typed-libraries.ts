/** Data clients of Azure's SDKs for .NET and Java: their types, the package of Java below `com.azure`, the class of the graph. */
const ROWS: readonly (readonly [types: string, java: string, name: string])[] = [
  ['BlobServiceClient', 'storage.blob', 'blobservice'],
  ['BlobContainerClient', 'storage.blob', 'container'],
  ['BlobClient', 'storage.blob', 'blob'],
  ['BlockBlobClient AppendBlobClient PageBlobClient', 'storage.blob.specialized', 'blob'],
  ['QueueServiceClient', 'storage.queue', 'queueservice'],
  ['QueueClient', 'storage.queue', 'queue'],
  ['TableServiceClient', 'data.tables', 'tableservice'],
  ['TableClient', 'data.tables', 'table'],
  ['SecretClient', 'security.keyvault.secrets', 'secrets'],
  ['KeyClient', 'security.keyvault.keys', 'keys'],
  ['CryptographyClient', 'security.keyvault.keys.cryptography', 'cryptography'],
  ['CertificateClient', 'security.keyvault.certificates', 'certificates'],
  ['ServiceBusClient', 'messaging.servicebus', 'servicebus'],
  ['ServiceBusSender ServiceBusSenderClient', 'messaging.servicebus', 'sender'],
  [
    'ServiceBusReceiver ServiceBusProcessor ServiceBusReceiverClient ServiceBusProcessorClient',
    'messaging.servicebus',
    'receiver',
  ],
  ['EventHubProducerClient', 'messaging.eventhubs', 'eventproducer'],
  ['EventHubConsumerClient', 'messaging.eventhubs', 'eventconsumer'],
  ['CosmosClient', 'cosmos', 'cosmos'],
  ['CosmosDatabase Database', 'cosmos', 'cosmosdatabase'],
  ['CosmosContainer Container', 'cosmos', 'cosmoscontainer'],
  ['EventGridPublisherClient', 'messaging.eventgrid', 'eventgrid'],
  ['ShareServiceClient', 'storage.file.share', 'shareservice'],
  ['ShareClient', 'storage.file.share', 'share'],
  ['ShareDirectoryClient', 'storage.file.share', 'share'],
  ['ShareFileClient', 'storage.file.share', 'sharefile'],
  ['ConfigurationClient', 'data.appconfiguration', 'appconfiguration'],
];

/** `BlobServiceClient` is `BlobServiceAsyncClient` too. */
export const azureTypedClients: readonly (readonly [RegExp, string])[] = ROWS.map(([types, java, name]) => {
  const type = types.replaceAll(' ', '|').replaceAll('Client', '(?:Async)?Client');
  return [
    new RegExp(
      `^(?:Azure(?:\\.\\w+)*|Microsoft\\.Azure\\.Cosmos|com\\.azure\\.${java.replaceAll('.', '\\.')})\\.(?:${type})$`,
    ),
    name,
  ] as const;
});

const BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';
const CONTAINERS = 'Microsoft.Storage/storageAccounts/blobServices/containers';
const TABLES = 'Microsoft.Storage/storageAccounts/tableServices/tables';
const FILES = 'Microsoft.Storage/storageAccounts/fileServices/fileshares/files';
const VAULTS = 'Microsoft.KeyVault/vaults';
const ITEMS = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items';
const QUERY = `Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery+${ITEMS}/read`;

/** What their members are called beside the names that all languages share. Sources: the references of both SDKs, 2026-11. */
export const azureTypedGraph = `
blobservice: getblobcontainerclient/getblobcontainerasyncclient >container
  createblobcontainer/createblobcontainerifnotexists ${CONTAINERS}/write >container
  deleteblobcontainer/deleteblobcontainerifexists ${CONTAINERS}/delete
  getblobcontainers/listblobcontainers ${CONTAINERS}/read
container: getblobasyncclient >blob
  getblobs/getblobsbyhierarchy ${BLOBS}/read
  deleteblobifexists ${BLOBS}/delete
blob: getblockblobclient/getappendblobclient/getpageblobclient >blob
  openwrite/uploadfromfile/uploadfromurl/beginuploadfromurl/startcopyfromuri/synccopyfromuri/begincopy/copyfromuri/stageblockfromuri/appendblockfromuri/getbloboutputstream ${BLOBS}/write
  downloadcontent/downloadto/downloadstreaming/downloadstream/openread/openinputstream ${BLOBS}/read
tableservice: createtableifnotexists ${TABLES}/write >table
  query ${TABLES}/read
table: addentity ${TABLES}/entities/add/action
  query/getentityifexists ${TABLES}/entities/read
  create/createifnotexists ${TABLES}/write
  delete ${TABLES}/delete
secrets: startdeletesecret ${VAULTS}/secrets/delete
  startrecoverdeletedsecret ${VAULTS}/secrets/recover/action
  getpropertiesofsecrets/getpropertiesofsecretversions/getdeletedsecrets ${VAULTS}/secrets/readMetadata/action
keys: startdeletekey ${VAULTS}/keys/delete
  getpropertiesofkeys/getpropertiesofkeyversions ${VAULTS}/keys/read
certificates: startcreatecertificate ${VAULTS}/certificates/create/action
  startdeletecertificate ${VAULTS}/certificates/delete
  downloadcertificate ${VAULTS}/certificates/read+${VAULTS}/secrets/getSecret/action
servicebus: createprocessor/createsessionprocessor >receiver
sender: sendmessage/schedulemessage Microsoft.ServiceBus/namespaces/messages/send/action
receiver: receivemessage/peekmessage/startprocessing/start Microsoft.ServiceBus/namespaces/messages/receive/action
eventgrid: sendevent/sendevents/send/sendcloudevent/sendcloudevents/sendeventgridevent/sendeventgridevents Microsoft.EventGrid/events/send/action
shareservice: getshareclient >share
share: getdirectoryclient/getrootdirectoryclient/getsubdirectoryclient >share
  getfileclient >sharefile
  createfile/createsubdirectory/createdirectory ${FILES}/write >sharefile
  deletefile/deletesubdirectory/deletedirectory ${FILES}/delete
  getfilesanddirectories/listfilesanddirectories ${FILES}/read
sharefile: create/upload/uploadrange/uploadfromfile/startcopy/begincopy ${FILES}/write
  download/downloadtofile/openread/getproperties/exists ${FILES}/read
  delete/deleteifexists ${FILES}/delete
eventproducer: createbatch
  send Microsoft.EventHub/namespaces/messages/send/action
eventconsumer: readevents/readeventsfrompartition/receivefrompartition Microsoft.EventHub/namespaces/messages/receive/action
cosmos: getdatabase >cosmosdatabase
  getcontainer >cosmoscontainer
cosmosdatabase: getcontainer >cosmoscontainer
cosmoscontainer: readitemstream/readmany/readmanyitems ${ITEMS}/read
  getitemqueryiterator/getitemlinqqueryable ${QUERY}
  createitemstream ${ITEMS}/create
  upsertitemstream ${ITEMS}/upsert
  deleteitemstream ${ITEMS}/delete
`;
