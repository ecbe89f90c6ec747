import { expect, test } from 'vitest';
import { factsOf } from './facts-of.ts';

/** Role and 1-based line of each step. */
async function trail(path: string, text: string, action: string): Promise<readonly string[]> {
  const fact = (await factsOf(path, text)).facts.find((each) => each.action === action);
  return fact?.provenance.evidence.map(({ role, range }) => `${role} ${range.start.line + 1}`) ?? [];
}

const typescript = `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
const BUCKET = 'reports';
class Store {
  private readonly s3 = new S3Client({});
  async put() {
    await this.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'a' }));
  }
}
`;
const python = `import boto3

def make():
    return boto3.client('s3')

s3 = make()
name = 'reports'
s3.put_object(Bucket=name, Key='a')
`;
const injected = `import { S3 } from '@aws-sdk/client-s3';

export function drop(s3: S3) {
  return s3.deleteBucket({ Bucket: 'reports' });
}
`;
const network = `import axios from 'axios';
const api = axios.create({ baseURL: 'https://api.example.com' });
export const load = () => api.get('/users');
`;
const go = `package a

import "net/http"

const url = "https://api.example.com/x"

func load() { http.Get(url) }
`;
const java = `import software.amazon.awssdk.services.s3.S3Client;

class Store {
  private final S3Client s3 = S3Client.create();
  void drop() {
    s3.deleteBucket(b -> b.bucket("reports"));
  }
}
`;

test.each([
  ['a.ts', typescript, 's3:PutObject', ['import 1', 'client 4', 'literal 2', 'call 6']],
  ['a.py', python, 's3:PutObject', ['client 6', 'literal 7', 'call 8']],
  ['i.ts', injected, 's3:DeleteBucket', ['import 1', 'client 3', 'call 4']],
  ['n.ts', network, 'connect', ['import 1', 'client 2', 'call 3']],
  ['a.go', go, 'connect', ['import 3', 'literal 5', 'call 7']],
  ['Store.java', java, 's3:DeleteBucket', ['import 1', 'client 4', 'call 6']],
  ['plain.ts', "fetch('https://api.example.com/x');\n", 'connect', ['call 1']],
])('says what led to a call: %s', async (path, text, action, expected) => {
  expect(await trail(path, text, action)).toEqual(expected);
});
