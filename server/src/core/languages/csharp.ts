import { openedName } from './csharp-namespaces.ts';
import { readCsharpString } from './csharp-text.ts';
import { defineLanguage } from './define.ts';

/** `using` does not say which names it brings: types that facts are known of, by their namespace. */
const TYPES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    System: 'Environment Uri Console',
    'System.IO': 'File Directory FileStream StreamReader StreamWriter FileInfo DirectoryInfo Path FileMode',
    'System.IO.Compression': 'ZipFile',
    'System.Runtime.Serialization': 'NetDataContractSerializer',
    'System.Runtime.Serialization.Formatters.Binary': 'BinaryFormatter',
    'System.Runtime.Serialization.Formatters.Soap': 'SoapFormatter',
    'System.Runtime.InteropServices': 'NativeLibrary',
    'System.Web.UI': 'LosFormatter ObjectStateFormatter',
    'Microsoft.CodeAnalysis.CSharp.Scripting': 'CSharpScript',
    'System.Net.Http': 'HttpClient HttpRequestMessage IHttpClientFactory',
    'System.Net': 'WebClient WebRequest HttpWebRequest HttpListener IPAddress IPEndPoint',
    'System.Net.Sockets': 'TcpClient UdpClient TcpListener',
    'Amazon.S3.Transfer': 'TransferUtility ITransferUtility',
    'Amazon.DynamoDBv2.DataModel': 'DynamoDBContext IDynamoDBContext',
    Azure:
      'BlobServiceClient BlobContainerClient BlobClient BlockBlobClient AppendBlobClient PageBlobClient ' +
      'QueueServiceClient QueueClient TableServiceClient TableClient SecretClient KeyClient CryptographyClient ' +
      'CertificateClient ServiceBusClient ServiceBusSender ServiceBusReceiver ServiceBusProcessor ' +
      'EventHubProducerClient EventHubConsumerClient CosmosClient ConfigurationClient EventGridPublisherClient ' +
      'ShareServiceClient ShareClient ShareDirectoryClient ShareFileClient',
    'System.Net.WebSockets': 'ClientWebSocket',
    'System.Net.Mail': 'SmtpClient',
    'System.Diagnostics': 'Process ProcessStartInfo',
    'System.Reflection': 'Assembly',
    'Microsoft.Extensions.Logging': 'ILogger',
    'Microsoft.Extensions.AI': 'IChatClient ChatClientBuilder',
    'Microsoft.Agents.AI': 'AIAgent ChatClientAgent',
    'Microsoft.SemanticKernel': 'Kernel',
    'Microsoft.SemanticKernel.ChatCompletion': 'IChatCompletionService',
    'OpenAI.Chat': 'ChatClient',
    'Azure.AI.OpenAI': 'AzureOpenAIClient',
    RestSharp: 'RestClient RestRequest',
    CliWrap: 'Cli',
    Serilog: 'Log',
  }).flatMap(([namespace, names]) => names.split(' ').map((name) => [name, `${namespace}.${name}`] as const)),
);

/** Clients of the AWS SDK, one a service: `AmazonS3Client`, `IAmazonSQS`. */
const AMAZON = /^I?Amazon[A-Z]\w*$/;

function fullName(name: string): string {
  if (AMAZON.test(name)) return `Amazon.${name}`;
  return Object.hasOwn(TYPES, name) ? TYPES[name]! : name;
}

export const csharp = defineLanguage({
  id: 'csharp',
  title: 'C#',
  grammar: 'c_sharp',
  inherits: [],
  extensions: ['.cs', '.csx'],
  fileNames: [],
  readString: readCsharpString,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: true,
  exportsName: (name) => /^[A-Z]/.test(name),
  hasImplicitSelf: true,
  openedName,
  freeName: (name, isCalled) => ({
    kind: 'symbol',
    name: isCalled && !/^[A-Z]/.test(name) ? `self.${name}` : fullName(name),
  }),
});
