/** Data clients of the Azure SDK for Go, below `github.com/Azure/azure-sdk-for-go/sdk/`: package, type, class of the graph. */
export const azureGoClients: readonly (readonly [RegExp, string])[] = (
  [
    ['storage/azblob', 'Client', 'goblobs'],
    ['storage/azblob/service', 'Client', 'goblobservice'],
    ['storage/azblob/container', 'Client', 'gocontainer'],
    ['storage/azblob/(?:blob|blockblob|appendblob|pageblob)', 'Client', 'goblob'],
    ['storage/azqueue', '(?:Service)?Client', 'goqueueservice'],
    ['storage/azqueue', 'QueueClient', 'goqueue'],
    ['data/aztables', 'ServiceClient', 'gotableservice'],
    ['data/aztables', 'Client', 'gotable'],
    ['(?:security/)?keyvault/azsecrets', 'Client', 'gosecrets'],
    ['(?:security/)?keyvault/azkeys', 'Client', 'gokeys'],
    ['(?:security/)?keyvault/azcertificates', 'Client', 'gocertificates'],
    ['messaging/azservicebus', 'Client', 'goservicebus'],
    ['messaging/azservicebus', 'Sender', 'gosender'],
    ['messaging/azservicebus', '(?:Session)?Receiver', 'goreceiver'],
    ['messaging/azeventhubs', 'ProducerClient', 'goeventproducer'],
    ['messaging/azeventhubs', 'ConsumerClient', 'goeventconsumer'],
    ['messaging/azeventhubs', 'PartitionClient', 'goeventpartition'],
    ['data/azcosmos', 'Client', 'gocosmos'],
    ['data/azcosmos', 'DatabaseClient', 'gocosmosdatabase'],
    ['data/azcosmos', 'ContainerClient', 'gocosmoscontainer'],
    ['data/azappconfig', 'Client', 'goappconfiguration'],
  ] as const
).map(
  ([library, type, name]) =>
    [new RegExp(`^github\\.com\\/Azure\\/azure-sdk-for-go\\/sdk\\/${library}\\.${type}$`), name] as const,
);

const BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';
const CONTAINERS = 'Microsoft.Storage/storageAccounts/blobServices/containers';
const QUEUES = 'Microsoft.Storage/storageAccounts/queueServices/queues';
const TABLES = 'Microsoft.Storage/storageAccounts/tableServices/tables';
const VAULTS = 'Microsoft.KeyVault/vaults';
const DATABASES = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases';
const ITEMS = `${DATABASES}/containers/items`;
const SETTINGS = 'Microsoft.AppConfiguration/configurationStores/keyValues';

/** Sources: the packages' own documentation and Azure's data actions, 2026-11. */
export const azureGoGraph = `
goblobs: uploadbuffer/uploadfile/uploadstream ${BLOBS}/write
  downloadbuffer/downloadfile/downloadstream ${BLOBS}/read
  deleteblob ${BLOBS}/delete
  newlistblobsflatpager ${BLOBS}/read
  createcontainer ${CONTAINERS}/write
  deletecontainer ${CONTAINERS}/delete
  newlistcontainerspager ${CONTAINERS}/read
  serviceclient >goblobservice
goblobservice: newcontainerclient >gocontainer
  createcontainer/restorecontainer ${CONTAINERS}/write
  deletecontainer ${CONTAINERS}/delete
  newlistcontainerspager ${CONTAINERS}/read
  getuserdelegationcredential Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action
gocontainer: newblobclient/newblockblobclient/newappendblobclient/newpageblobclient >goblob
  newlistblobsflatpager/newlistblobshierarchypager ${BLOBS}/read
  create/setmetadata ${CONTAINERS}/write
  setaccesspolicy ${CONTAINERS}/setAcl/action
  delete ${CONTAINERS}/delete
  getproperties ${CONTAINERS}/read
goblob: upload/uploadbuffer/uploadfile/uploadstream/uploadblobfromurl/stageblock/stageblockfromurl/commitblocklist/appendblock/uploadpages/startcopyfromurl/copyfromurl/setmetadata/sethttpheaders ${BLOBS}/write
  downloadbuffer/downloadfile/downloadstream/getproperties ${BLOBS}/read
  delete ${BLOBS}/delete
  settags ${BLOBS}/tags/write
  gettags ${BLOBS}/tags/read
  blobclient >goblob
goqueueservice: newqueueclient >goqueue
  createqueue ${QUEUES}/write
  deletequeue ${QUEUES}/delete
  newlistqueuespager ${QUEUES}/read
goqueue: enqueuemessage ${QUEUES}/messages/add/action
  dequeuemessage/dequeuemessages ${QUEUES}/messages/process/action
  peekmessage/peekmessages ${QUEUES}/messages/read
  updatemessage ${QUEUES}/messages/write
  deletemessage/clearmessages ${QUEUES}/messages/delete
  create/setmetadata ${QUEUES}/write
  delete ${QUEUES}/delete
  getproperties ${QUEUES}/read
gotableservice: newclient >gotable
  createtable ${TABLES}/write >gotable
  deletetable ${TABLES}/delete
  newlisttablespager ${TABLES}/read
gotable: addentity ${TABLES}/entities/add/action
  upsertentity ${TABLES}/entities/add/action+${TABLES}/entities/update/action
  updateentity ${TABLES}/entities/update/action
  deleteentity ${TABLES}/entities/delete
  getentity/newlistentitiespager ${TABLES}/entities/read
  submittransaction ${TABLES}/entities/write
  createtable ${TABLES}/write
  delete ${TABLES}/delete
gosecrets: getsecret ${VAULTS}/secrets/getSecret/action
  setsecret ${VAULTS}/secrets/setSecret/action
  updatesecretproperties/updatesecret ${VAULTS}/secrets/update/action
  deletesecret ${VAULTS}/secrets/delete
  purgedeletedsecret ${VAULTS}/secrets/purge/action
  recoverdeletedsecret ${VAULTS}/secrets/recover/action
  backupsecret ${VAULTS}/secrets/backup/action
  restoresecret ${VAULTS}/secrets/restore/action
  newlistsecretpropertiespager/newlistsecretpropertiesversionspager/newlistsecretspager/newlistsecretversionspager/newlistdeletedsecretpropertiespager ${VAULTS}/secrets/readMetadata/action
gokeys: createkey ${VAULTS}/keys/create/action
  getkey/newlistkeypropertiespager/newlistkeyspager ${VAULTS}/keys/read
  importkey ${VAULTS}/keys/import/action
  updatekey ${VAULTS}/keys/update/action
  deletekey ${VAULTS}/keys/delete
  purgedeletedkey ${VAULTS}/keys/purge/action
  backupkey ${VAULTS}/keys/backup/action
  restorekey ${VAULTS}/keys/restore/action
  rotatekey ${VAULTS}/keys/rotate/action
  release ${VAULTS}/keys/release/action
  encrypt ${VAULTS}/keys/encrypt/action
  decrypt ${VAULTS}/keys/decrypt/action
  wrapkey ${VAULTS}/keys/wrap/action
  unwrapkey ${VAULTS}/keys/unwrap/action
  sign ${VAULTS}/keys/sign/action
  verify ${VAULTS}/keys/verify/action
gocertificates: getcertificate/newlistcertificatepropertiespager ${VAULTS}/certificates/read
  createcertificate ${VAULTS}/certificates/create/action
  importcertificate ${VAULTS}/certificates/import/action
  deletecertificate ${VAULTS}/certificates/delete
goservicebus: newsender >gosender
  newreceiverforqueue/newreceiverforsubscription/acceptsessionforqueue/acceptsessionforsubscription/acceptnextsessionforqueue/acceptnextsessionforsubscription >goreceiver
gosender: sendmessage/sendmessagebatch/schedulemessages Microsoft.ServiceBus/namespaces/messages/send/action
goreceiver: receivemessages/peekmessages/receivedeferredmessages/completemessage/abandonmessage/deadlettermessage Microsoft.ServiceBus/namespaces/messages/receive/action
goeventproducer: sendeventdatabatch Microsoft.EventHub/namespaces/messages/send/action
goeventconsumer: newpartitionclient >goeventpartition
goeventpartition: receiveevents Microsoft.EventHub/namespaces/messages/receive/action
gocosmos: newdatabase >gocosmosdatabase
  newcontainer >gocosmoscontainer
gocosmosdatabase: newcontainer >gocosmoscontainer
gocosmoscontainer: createitem ${ITEMS}/create
  readitem/readmanyitems ${ITEMS}/read
  newqueryitemspager ${DATABASES}/containers/executeQuery+${ITEMS}/read
  upsertitem ${ITEMS}/upsert
  replaceitem/patchitem ${ITEMS}/replace
  deleteitem ${ITEMS}/delete
goappconfiguration: getsetting/newlistsettingspager ${SETTINGS}/read
  setsetting/addsetting ${SETTINGS}/write
  deletesetting ${SETTINGS}/delete
`;
