import { MANAGED_UPLOAD } from './aws-use.ts';

/** A class on top of the clients: which operations its methods call. */
export interface JavaLibrary {
  /** Canonical path of the class, without `()`; or of the call that gives one. */
  readonly classes: RegExp;
  readonly service: string;
  readonly methods: Readonly<Record<string, readonly string[]>>;
  /** The first argument of the call that made the object names what it acts on: `client.table("orders", schema)`. */
  readonly isNamed?: boolean;
}

/** Sources: awslabs/iam-policy-autopilot's java-sdk-v2-utilities.json, 2026-08, and the API references of both SDKs, 2026-11. */
export const javaLibraries: readonly JavaLibrary[] = [
  {
    classes: /^software\.amazon\.awssdk\.transfer\.s3\.S3TransferManager$/,
    service: 's3',
    methods: {
      upload: MANAGED_UPLOAD,
      uploadFile: MANAGED_UPLOAD,
      uploadDirectory: MANAGED_UPLOAD,
      download: ['GetObject'],
      downloadFile: ['GetObject'],
      downloadDirectory: ['GetObject', 'ListObjectsV2'],
      copy: ['GetObject', 'PutObject'],
      resumeUploadFile: MANAGED_UPLOAD,
      resumeDownloadFile: ['GetObject'],
    },
  },
  {
    classes: /^com\.amazonaws\.services\.s3\.transfer\.TransferManager$/,
    service: 's3',
    isNamed: false,
    methods: {
      upload: MANAGED_UPLOAD,
      uploadFileList: MANAGED_UPLOAD,
      uploadDirectory: MANAGED_UPLOAD,
      download: ['GetObject'],
      downloadDirectory: ['GetObject', 'ListObjects'],
      copy: ['GetObject', 'PutObject'],
    },
  },
  {
    classes: /^software\.amazon\.awssdk\.services\.s3\.presigner\.S3Presigner$/,
    service: 's3',
    methods: {
      presignGetObject: ['GetObject'],
      presignPutObject: ['PutObject'],
      presignDeleteObject: ['DeleteObject'],
      presignCreateMultipartUpload: ['CreateMultipartUpload'],
      presignUploadPart: ['UploadPart'],
      presignCompleteMultipartUpload: ['CompleteMultipartUpload'],
      presignAbortMultipartUpload: ['AbortMultipartUpload'],
      presignHeadObject: ['HeadObject'],
      presignHeadBucket: ['HeadBucket'],
    },
  },
  {
    classes:
      /^software\.amazon\.awssdk\.enhanced\.dynamodb\.(?:DynamoDb(?:Async)?(?:Table|Index)|DynamoDbEnhanced(?:Async)?Client\(\)\.table)$/,
    service: 'dynamodb',
    isNamed: true,
    methods: {
      putItem: ['PutItem'],
      putItemWithResponse: ['PutItem'],
      getItem: ['GetItem'],
      getItemWithResponse: ['GetItem'],
      deleteItem: ['DeleteItem'],
      deleteItemWithResponse: ['DeleteItem'],
      updateItem: ['UpdateItem'],
      updateItemWithResponse: ['UpdateItem'],
      query: ['Query'],
      scan: ['Scan'],
      createTable: ['CreateTable'],
      deleteTable: ['DeleteTable'],
      describeTable: ['DescribeTable'],
    },
  },
  {
    classes:
      /^software\.amazon\.awssdk\.enhanced\.dynamodb\.(?:DynamoDb(?:Async)?Table|DynamoDbEnhanced(?:Async)?Client\(\)\.table)\(\)\.index$/,
    service: 'dynamodb',
    methods: { query: ['Query'], scan: ['Scan'] },
  },
  {
    classes: /^software\.amazon\.awssdk\.enhanced\.dynamodb\.DynamoDbEnhanced(?:Async)?Client$/,
    service: 'dynamodb',
    methods: {
      batchWriteItem: ['BatchWriteItem'],
      batchGetItem: ['BatchGetItem'],
      transactWriteItems: ['TransactWriteItems'],
      transactGetItems: ['TransactGetItems'],
    },
  },
  {
    classes: /^com\.amazonaws\.services\.dynamodbv2\.datamodeling\.(?:DynamoDBMapper|IDynamoDBMapper)$/,
    service: 'dynamodb',
    methods: {
      load: ['GetItem'],
      // An item of keys alone is put, any other is updated.
      save: ['PutItem', 'UpdateItem'],
      delete: ['DeleteItem'],
      query: ['Query'],
      queryPage: ['Query'],
      scan: ['Scan'],
      scanPage: ['Scan'],
      parallelScan: ['Scan'],
      batchLoad: ['BatchGetItem'],
      batchSave: ['BatchWriteItem'],
      batchDelete: ['BatchWriteItem'],
      batchWrite: ['BatchWriteItem'],
      transactionWrite: ['TransactWriteItems'],
      transactionLoad: ['TransactGetItems'],
    },
  },
  {
    classes: /^com\.amazonaws\.services\.dynamodbv2\.document\.(?:Table|DynamoDB\(\)\.getTable)$/,
    service: 'dynamodb',
    isNamed: true,
    methods: {
      putItem: ['PutItem'],
      getItem: ['GetItem'],
      getItemOutcome: ['GetItem'],
      updateItem: ['UpdateItem'],
      deleteItem: ['DeleteItem'],
      query: ['Query'],
      scan: ['Scan'],
      describe: ['DescribeTable'],
      delete: ['DeleteTable'],
    },
  },
  {
    classes:
      /^software\.amazon\.awssdk\.services\.sqs\.(?:batchmanager\.SqsAsyncBatchManager|SqsAsyncClient\(\)\.batchManager)$/,
    service: 'sqs',
    methods: {
      sendMessage: ['SendMessageBatch'],
      deleteMessage: ['DeleteMessageBatch'],
      changeMessageVisibility: ['ChangeMessageVisibilityBatch'],
      receiveMessage: ['ReceiveMessage', 'GetQueueAttributes'],
    },
  },
];

/** Packages of version 1 that no other SDK calls so. */
export const olderServices: Readonly<Record<string, string>> = {
  dynamodbv2: 'dynamodb',
  simplesystemsmanagement: 'ssm',
  securitytoken: 'sts',
  identitymanagement: 'iam',
  simpleemail: 'ses',
  simpleemailv2: 'sesv2',
  kinesisfirehose: 'firehose',
  elasticmapreduce: 'emr',
  simpleworkflow: 'swf',
  certificatemanager: 'acm',
  cognitoidp: 'cognitoidp',
  cloudwatchevents: 'events',
};

/** Methods of version 1 that are not called like their operation. */
export const olderMethods: Readonly<Record<string, string>> = {
  's3.getObjectMetadata': 'HeadObject',
  's3.doesObjectExist': 'HeadObject',
  's3.getObjectAsString': 'GetObject',
  's3.doesBucketExist': 'HeadBucket',
  's3.doesBucketExistV2': 'GetBucketAcl',
  's3.listNextBatchOfObjects': 'ListObjects',
  's3.initiateMultipartUpload': 'CreateMultipartUpload',
  's3.copyPart': 'UploadPartCopy',
  's3.setBucketPolicy': 'PutBucketPolicy',
  's3.setObjectAcl': 'PutObjectAcl',
  's3.setBucketAcl': 'PutBucketAcl',
  's3.setBucketVersioningConfiguration': 'PutBucketVersioning',
  's3.setBucketEncryption': 'PutBucketEncryption',
  's3.setPublicAccessBlock': 'PutPublicAccessBlock',
  's3.deletePublicAccessBlock': 'DeletePublicAccessBlock',
};
